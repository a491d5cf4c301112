package dev.wharf.packed;

import dev.wharf.payload.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A part of an array, and a place in it. Every method that would go beyond its end throws {@link Flaw}. For one thread.
 */
abstract class PackedBytes {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    protected final byte[] buf;
    protected final int to;
    protected int pos;

    PackedBytes(byte[] buf, int from, int to) {
        this.buf = buf;
        this.pos = from;
        this.to = to;
    }

    protected final void checkUtf8(int from, int end) {
        int at = Utf8.firstFlaw(buf, from, end);
        if (at >= 0) {
            throw new Flaw("a text is not valid UTF-8", at);
        }
    }

    /** What is wrong, here. */
    protected final Flaw flaw(String reason) {
        return new Flaw(reason, pos);
    }

    /** The same, for the byte before. */
    protected final Flaw flawBefore(String reason) {
        return new Flaw(reason, pos - 1);
    }

    /** Makes sure that there are so many bytes; a number that is negative stands for one beyond 64 bits. */
    protected final void need(long bytes) {
        if (bytes > to - pos || bytes < 0) {
            throw new Flaw("the input ends inside a value", to);
        }
    }

    /** Steps over so many bytes, and gives where they start. */
    protected final int step(long bytes) {
        need(bytes);
        int start = pos;
        pos += (int) bytes;
        return start;
    }

    /** That there may be so many elements, of so many bytes at least. */
    protected final int count(long elements, int leastBytes) {
        if (elements < 0 || elements > (to - pos) / leastBytes) {
            throw new Flaw("the input ends inside a value", to);
        }
        return (int) elements;
    }

    protected final int u8() {
        return buf[step(1)] & 0xFF;
    }

    protected final int u16() {
        return (short) SHORTS.get(buf, step(2)) & 0xFFFF;
    }

    protected final int i32() {
        return (int) INTS.get(buf, step(4));
    }

    protected final long u32() {
        return i32() & 0xFFFFFFFFL;
    }

    protected final long i64() {
        return (long) LONGS.get(buf, step(8));
    }

    /** A text of so many bytes, checked. */
    protected final String string(long bytes) {
        int start = step(bytes);
        checkUtf8(start, pos);
        return Utf8.decode(buf, start, pos);
    }

    /** A copy of so many bytes. */
    protected final byte[] bytes(long bytes) {
        int start = step(bytes);
        return Arrays.copyOfRange(buf, start, pos);
    }
}
