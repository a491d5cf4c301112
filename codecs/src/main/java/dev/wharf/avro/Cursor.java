package dev.wharf.avro;

import dev.wharf.payload.Utf8;
import dev.wharf.value.Decoded;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A place in bytes that are being read, and what may still be spent on them. Every method checks what it reads, and
 * throws {@link AvroFlaw}. For one thread.
 */
final class Cursor {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** How many elements of a payload may take no bytes. The same for all, so that what is written can be read. */
    static final int FREE_ELEMENTS = 4096;

    /** What it says for a block that does not say how long it is. */
    static final int UNKNOWN_END = -1;

    final byte[] buf;
    int pos;
    private final int end;
    private int levelsLeft;

    /** How many more elements may take no bytes: a count costs nothing to write, and each of them costs memory. */
    private int freeLeft;

    private int blockEnd = UNKNOWN_END;

    Cursor(byte[] buf, int from, int end, int maxDepth) {
        this.buf = buf;
        this.pos = from;
        this.end = end;
        this.levelsLeft = maxDepth;
        this.freeLeft = FREE_ELEMENTS;
    }

    boolean atEnd() {
        return pos == end;
    }

    int left() {
        return end - pos;
    }

    /** One level deeper. */
    void enter() {
        if (--levelsLeft < 0) {
            throw flaw("values are nested deeper than is allowed", pos);
        }
    }

    void leave() {
        levelsLeft++;
    }

    boolean readBoolean() {
        if (pos == end) {
            throw endOf("a boolean");
        }
        int value = buf[pos];
        if (value != 0 && value != 1) {
            throw flaw("a boolean that is neither 0 nor 1", pos);
        }
        pos++;
        return value == 1;
    }

    int readInt() {
        int at = pos;
        if (at < end && buf[at] >= 0) {
            pos = at + 1;
            return (buf[at] >>> 1) ^ -(buf[at] & 1);
        }
        return longerInt();
    }

    private int longerInt() {
        int at = pos;
        int bits = 0;
        for (int shift = 0; shift < 35 && at < end; shift += 7) {
            int next = buf[at++];
            bits |= (next & 0x7F) << shift;
            if (next >= 0 && (shift < 28 || next <= 0x0F)) {
                pos = at;
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw badNumber("an int", 5);
    }

    long readLong() {
        int at = pos;
        if (at < end && buf[at] >= 0) {
            pos = at + 1;
            long bits = buf[at];
            return (bits >>> 1) ^ -(bits & 1);
        }
        return longerLong();
    }

    private long longerLong() {
        int at = pos;
        long bits = 0;
        for (int shift = 0; shift < 70 && at < end; shift += 7) {
            int next = buf[at++];
            bits |= (next & 0x7FL) << shift;
            if (next >= 0 && (shift < 63 || next <= 1)) {
                pos = at;
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw badNumber("a long", 10);
    }

    private AvroFlaw badNumber(String what, int mostBytes) {
        for (int at = pos; at < pos + mostBytes; at++) {
            if (at == end) {
                return flaw("the payload ends within " + what, at);
            }
            if (buf[at] >= 0) {
                break;
            }
        }
        return flaw(what + " of more than " + (mostBytes == 5 ? 32 : 64) + " bits", pos);
    }

    float readFloat() {
        int at = take(4, "a float");
        return Float.intBitsToFloat((int) INTS.get(buf, at));
    }

    double readDouble() {
        int at = take(8, "a double");
        return Double.longBitsToDouble((long) LONGS.get(buf, at));
    }

    /** Four bytes, the least first. */
    int readFixedInt() {
        int at = take(4, "a duration");
        return (int) INTS.get(buf, at);
    }

    /** Eight bytes, the greatest first. */
    long readBigEndianLong() {
        int at = take(8, "a UUID");
        return Long.reverseBytes((long) LONGS.get(buf, at));
    }

    /** Steps over so many bytes and gives where they begin. */
    int take(int length, String what) {
        int at = pos;
        if (length > end - at) {
            throw endOf(what);
        }
        pos = at + length;
        return at;
    }

    /** The length of bytes or of text; so many are there. */
    int readLength() {
        int start = pos;
        long length = readLong();
        if (length < 0 || length > end - pos) {
            throw flaw(
                    length < 0
                            ? "a negative length"
                            : "a length of " + length + " where " + (end - pos) + " bytes are left",
                    start);
        }
        return (int) length;
    }

    void skipBytes() {
        int length = readLength();
        pos += length;
    }

    byte[] readBytes() {
        int length = readLength();
        byte[] bytes = new byte[length];
        System.arraycopy(buf, pos, bytes, 0, length);
        pos += length;
        return bytes;
    }

    /**
     * Text. The JDK's decoder is the fastest check there is: it puts U+FFFD where something is wrong, and text that has
     * one is looked at again.
     */
    String readText() {
        int length = readLength();
        int from = pos;
        String text = new String(buf, from, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            checkUtf8(from, from + length);
        }
        pos = from + length;
        return text;
    }

    /** Steps over text that is checked, and gives where it begins; it ends where we are then. */
    int skipText() {
        int length = readLength();
        int from = pos;
        checkUtf8(from, from + length);
        pos = from + length;
        return from;
    }

    private void checkUtf8(int from, int to) {
        int bad = Utf8.firstFlaw(buf, from, to);
        if (bad >= 0) {
            throw flaw("text that is not UTF-8", bad);
        }
    }

    /** The number of a branch or of a symbol. */
    int readIndex(int count, String what) {
        int start = pos;
        int index = readInt();
        if (index < 0 || index >= count) {
            throw flaw(what + " number " + index + " of " + count, start);
        }
        return index;
    }

    /** How many elements the next block has; 0 at the end. Take {@link #blockEnd} before anything else is read. */
    long readBlock() {
        int start = pos;
        long count = readLong();
        blockEnd = UNKNOWN_END;
        if (count < 0) {
            count = -count;
            blockEnd = blockEnd(start);
        }
        if (count < 0 || count > (long) (end - pos) + freeLeft) {
            throw flaw("a block of more elements than the " + (end - pos) + " bytes that are left can hold", start);
        }
        return count;
    }

    private int blockEnd(int start) {
        long size = readLong();
        if (size < 0 || size > end - pos) {
            throw flaw("a block of " + size + " bytes where " + (end - pos) + " are left", start);
        }
        return pos + (int) size;
    }

    int blockEnd() {
        return blockEnd;
    }

    /** After the last element of a block that said that it ends there. */
    void endBlock(int expected) {
        if (expected != UNKNOWN_END && expected != pos) {
            throw flaw("a block that is not as long as it says", expected);
        }
    }

    /** After an element that began there. */
    void endElement(int start) {
        if (pos == start && --freeLeft < 0) {
            throw flaw("more than " + FREE_ELEMENTS + " elements that take no bytes", pos);
        }
    }

    private AvroFlaw endOf(String what) {
        return flaw("the payload ends within " + what, pos);
    }

    static AvroFlaw flaw(String reason, int position) {
        return new AvroFlaw(Decoded.Kind.MALFORMED, reason, position);
    }
}
