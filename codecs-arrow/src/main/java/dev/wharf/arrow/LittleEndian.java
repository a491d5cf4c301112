package dev.wharf.arrow;

import dev.wharf.payload.ByteSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers as Arrow and its metadata have them: the lowest byte first, at any place. */
final class LittleEndian {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Written to make room that is then filled in place. */
    private static final byte[] ROOM = new byte[64];

    private LittleEndian() {}

    static short i16(byte[] buf, int at) {
        return (short) SHORTS.get(buf, at);
    }

    static int i32(byte[] buf, int at) {
        return (int) INTS.get(buf, at);
    }

    static long i64(byte[] buf, int at) {
        return (long) LONGS.get(buf, at);
    }

    static void setI16(byte[] buf, int at, int value) {
        SHORTS.set(buf, at, (short) value);
    }

    static void setI32(byte[] buf, int at, int value) {
        INTS.set(buf, at, value);
    }

    static void setI64(byte[] buf, int at, long value) {
        LONGS.set(buf, at, value);
    }

    static void i16(ByteSink sink, int value) {
        zeros(sink, 2);
        setI16(sink.buffer(), sink.length() - 2, value);
    }

    static void i32(ByteSink sink, int value) {
        zeros(sink, 4);
        setI32(sink.buffer(), sink.length() - 4, value);
    }

    static void i64(ByteSink sink, long value) {
        zeros(sink, 8);
        setI64(sink.buffer(), sink.length() - 8, value);
    }

    static void zeros(ByteSink sink, int count) {
        for (int left = count; left > 0; left -= ROOM.length) {
            sink.write(ROOM, 0, Math.min(left, ROOM.length));
        }
    }

    /** How many bytes are missing to a multiple of eight. */
    static int padding(long length) {
        return (int) (-length & 7);
    }
}
