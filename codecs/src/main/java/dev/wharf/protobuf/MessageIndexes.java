package dev.wharf.protobuf;

import dev.wharf.payload.ByteSink;
import java.util.Optional;

/**
 * Which message of a schema a record holds, as Confluent's frame says it before the bytes of the record: the place of a
 * message in the text, and for one inside another the places on the way to it. Each number is zig-zag and of variable
 * length, how many there are comes first, and {@code [0]} alone is the single byte 0. Immutable.
 */
public final class MessageIndexes {
    private static final int MOST = 100;
    private static final int MOST_VARINT = 5;
    private static final Optional<MessageIndexes> FIRST = Optional.of(new MessageIndexes(new int[] {0}, 1));

    private final int[] path;
    private final int length;

    private MessageIndexes(int[] path, int length) {
        this.path = path;
        this.length = length;
    }

    /**
     * Reads what stands at {@code from}; empty if it is no such list. Of whatever bytes, it allocates no more than
     * their number.
     */
    public static Optional<MessageIndexes> read(byte[] buf, int from, int to) {
        if (from < to && buf[from] == 0) {
            return FIRST;
        }
        long count = number(buf, from, to);
        if (count == 0) {
            return Optional.of(new MessageIndexes(new int[] {0}, size(buf, from)));
        }
        int pos = count < 0 ? to : from + size(buf, from);
        if (count < 0 || count > MOST || count > to - pos) {
            return Optional.empty();
        }
        int[] path = new int[(int) count];
        for (int i = 0; i < path.length; i++) {
            long index = number(buf, pos, to);
            if (index < 0) {
                return Optional.empty();
            }
            path[i] = (int) index;
            pos += size(buf, pos);
        }
        return Optional.of(new MessageIndexes(path, pos - from));
    }

    /** A number from 0 on, or -1 if there is none. */
    private static long number(byte[] buf, int from, int to) {
        long bits = 0;
        for (int i = 0; i < MOST_VARINT && from + i < to; i++) {
            bits |= (long) (buf[from + i] & 0x7F) << (7 * i);
            if (buf[from + i] >= 0) {
                boolean negative = (bits & 1) != 0;
                return negative || bits >>> 1 > Integer.MAX_VALUE ? -1 : bits >>> 1;
            }
        }
        return -1;
    }

    /** The bytes of a number that is there. */
    private static int size(byte[] buf, int from) {
        int size = 1;
        while (buf[from + size - 1] < 0) {
            size++;
        }
        return size;
    }

    /** Appends the path to a message. */
    public static void write(int[] path, ByteSink sink) {
        if (path.length == 1 && path[0] == 0) {
            sink.write(0);
            return;
        }
        writeNumber(path.length, sink);
        for (int index : path) {
            writeNumber(index, sink);
        }
    }

    private static void writeNumber(int number, ByteSink sink) {
        long bits = (long) number << 1;
        while (bits > 0x7F) {
            sink.write((int) (bits | 0x80));
            bits >>>= 7;
        }
        sink.write((int) bits);
    }

    /** The path to the message. */
    public int[] path() {
        return path.clone();
    }

    /** How many bytes it takes. */
    public int length() {
        return length;
    }
}
