package dev.wharf.protobuf;

import dev.wharf.payload.ByteSink;
import dev.wharf.protobuf.FieldType.Wire;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A buffer that is written from its end to its start: the length of a message is known when its tag is due, so that
 * nothing is measured beforehand or moved afterwards. For one thread.
 */
final class ReverseSink {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_VARINT = 10;
    private static final int MOST_LENGTH = Integer.MAX_VALUE - 8;

    private byte[] buf;
    private int pos;

    ReverseSink(int capacity) {
        buf = new byte[capacity];
        pos = capacity;
    }

    /** Bytes written. */
    int length() {
        return buf.length - pos;
    }

    /** Forgets what was written since the length was this. */
    void back(int length) {
        pos = buf.length - length;
    }

    void varint(long value) {
        if (pos < MOST_VARINT) {
            grow(MOST_VARINT);
        }
        if ((value & ~0x7FL) == 0) {
            buf[--pos] = (byte) value;
            return;
        }
        int at = pos - size(value);
        pos = at;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buf[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buf[at] = (byte) rest;
    }

    private static int size(long value) {
        return (Long.SIZE + 6 - Long.numberOfLeadingZeros(value)) / 7;
    }

    void fixed32(int value) {
        room(Integer.BYTES);
        pos -= Integer.BYTES;
        INTS.set(buf, pos, value);
    }

    void fixed64(long value) {
        room(Long.BYTES);
        pos -= Long.BYTES;
        LONGS.set(buf, pos, value);
    }

    /** The bytes as they are, without their length. */
    void bytes(byte[] bytes, int from, int count) {
        room(count);
        pos -= count;
        System.arraycopy(bytes, from, buf, pos, count);
    }

    /** The length of what was written since the length was {@code before}, and a tag. */
    void close(int before, int number) {
        varint(length() - before);
        varint((long) number << 3 | Wire.BYTES);
    }

    void appendTo(ByteSink sink) {
        sink.write(buf, pos, length());
    }

    byte[] toByteArray() {
        return Arrays.copyOfRange(buf, pos, buf.length);
    }

    private void room(int count) {
        if (pos < count) {
            grow(count);
        }
    }

    private void grow(int count) {
        long wanted = Math.max((long) length() + count, Math.min(2L * buf.length, MOST_LENGTH));
        if (wanted > MOST_LENGTH) {
            throw new OutOfMemoryError("a buffer of " + wanted + " bytes is larger than an array can be");
        }
        byte[] larger = new byte[(int) wanted];
        int length = length();
        System.arraycopy(buf, pos, larger, larger.length - length, length);
        pos = larger.length - length;
        buf = larger;
    }
}
