package dev.wharf.avro;

import dev.wharf.payload.ByteSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in the form in which Avro writes them. */
final class Varints {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Written to make room that is then filled in place. */
    private static final byte[] ROOM = new byte[8];

    private Varints() {}

    /** An int or a long: the sign goes to the lowest bit, then seven bits a byte, the lowest first. */
    static void write(long value, ByteSink sink) {
        long bits = (value << 1) ^ (value >> 63);
        if ((bits & ~0x7FL) == 0) {
            sink.write((int) bits);
        } else {
            writeLonger(bits, sink);
        }
    }

    private static void writeLonger(long number, ByteSink sink) {
        long bits = number;
        while ((bits & ~0x7FL) != 0) {
            sink.write((int) bits | 0x80);
            bits >>>= 7;
        }
        sink.write((int) bits);
    }

    static void writeFloat(float value, ByteSink sink) {
        writeInt(Float.floatToRawIntBits(value), sink);
    }

    /** Four bytes, the least first. */
    static void writeInt(int bits, ByteSink sink) {
        int at = sink.length();
        sink.write(ROOM, 0, 4);
        INTS.set(sink.buffer(), at, bits);
    }

    static void writeDouble(double value, ByteSink sink) {
        writeLong(Double.doubleToRawLongBits(value), sink);
    }

    /** Eight bytes, the least first. */
    static void writeLong(long bits, ByteSink sink) {
        int at = sink.length();
        sink.write(ROOM, 0, 8);
        LONGS.set(sink.buffer(), at, bits);
    }
}
