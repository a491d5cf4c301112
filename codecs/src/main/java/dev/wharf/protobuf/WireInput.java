package dev.wharf.protobuf;

import dev.wharf.protobuf.FieldType.Wire;
import dev.wharf.value.Decoded;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A place in bytes, and the forms of Protobuf's encoding behind it. What reads records extends this and does not hold
 * it: one object a record. For one thread.
 */
abstract class WireInput {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MOST_TAG = 0xFFFFFFFFL;

    final byte[] buf;
    final int maxDepth;
    int pos;

    WireInput(byte[] buf, int pos, int maxDepth) {
        this.buf = buf;
        this.pos = pos;
        this.maxDepth = maxDepth;
    }

    final long varint(int end) {
        if (pos < end) {
            byte first = buf[pos];
            if (first >= 0) {
                pos++;
                return first;
            }
        }
        return longVarint(end);
    }

    private long longVarint(int end) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (pos >= end) {
                throw truncated();
            }
            byte next = buf[pos++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw flaw("a number of variable length has more than ten bytes");
    }

    final int fixed32(int end) {
        int from = advance(Integer.BYTES, end);
        return (int) INTS.get(buf, from);
    }

    final long fixed64(int end) {
        int from = advance(Long.BYTES, end);
        return (long) LONGS.get(buf, from);
    }

    /** A length, and that many bytes are there. */
    final int length(int end) {
        long length = varint(end);
        if (length < 0 || length > end - pos) {
            throw flaw("a length goes beyond the end of what it stands in");
        }
        return (int) length;
    }

    /** The end of what begins with its length here; the place is then behind the length. */
    final int limit(int end) {
        int length = length(end); // moves the place, so it comes first
        return pos + length;
    }

    /** The number of a field and the form of its value, as they stand before it. */
    final int tag(int end) {
        long tag = varint(end);
        if ((tag & ~MOST_TAG) != 0 || tag >>> 3 == 0) {
            throw flaw("no field has such a number");
        }
        return (int) tag;
    }

    static int zigZag32(int bits) {
        return bits >>> 1 ^ -(bits & 1);
    }

    static long zigZag64(long bits) {
        return bits >>> 1 ^ -(bits & 1);
    }

    /** Steps over that many bytes, and gives where they begin. */
    final int advance(int count, int end) {
        if (count > end - pos) {
            throw truncated();
        }
        int from = pos;
        pos += count;
        return from;
    }

    /** Steps over a value that nobody knows. */
    final void skip(int tag, int end, int depth) {
        switch (tag & 7) {
            case Wire.VARINT -> {
                long unused = varint(end);
            }
            case Wire.FIXED64 -> {
                int unused = advance(Long.BYTES, end);
            }
            case Wire.BYTES -> pos = limit(end);
            case Wire.START_GROUP -> skipGroup(tag >>> 3, end, depth + 1);
            case Wire.FIXED32 -> {
                int unused = advance(Integer.BYTES, end);
            }
            case Wire.END_GROUP -> throw flaw("a group ends that has not begun");
            default -> throw flaw("a value stands in a form that does not exist");
        }
    }

    /** Steps over the fields of a group and its end; gives where that begins. */
    final int skipGroup(int number, int end, int depth) {
        checkDepth(depth);
        int endTag = number << 3 | Wire.END_GROUP;
        while (pos < end) {
            int start = pos;
            int tag = tag(end);
            if (tag == endTag) {
                return start;
            }
            skip(tag, end, depth);
        }
        throw truncated();
    }

    final void checkDepth(int depth) {
        if (depth > maxDepth) {
            throw flaw("messages are nested deeper than " + maxDepth);
        }
    }

    final WireFlaw truncated() {
        return flaw("the input ends inside a value");
    }

    final WireFlaw flaw(String reason) {
        return new WireFlaw(Decoded.Kind.MALFORMED, reason, pos);
    }
}
