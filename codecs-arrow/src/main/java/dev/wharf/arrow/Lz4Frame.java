package dev.wharf.arrow;

/**
 * Buffers compressed by LZ4 in its frame format. Arrow's writers let each block refer to those before it, which the
 * library that Kafka brings cannot read; so this does, straight into one array. Checksums are stepped over: what is
 * inflated is checked as any buffer is.
 */
final class Lz4Frame {
    private static final int MAGIC = 0x184D2204;
    private static final int LEAST_MATCH = 4;

    /** A block cannot grow more: each further byte of a length adds 255. */
    private static final int MOST_GROWTH = 255;

    private final byte[] buf;
    private final int to;
    private final byte[] target;
    private int pos;
    private int written;

    private Lz4Frame(byte[] buf, int from, int to, int length) {
        this.buf = buf;
        this.pos = from;
        this.to = to;
        this.target = new byte[length];
    }

    /** The frame between the two positions, which is so long when it is no longer compressed. */
    static byte[] inflate(byte[] buf, int from, int to, int length) {
        if (length > (long) MOST_GROWTH * (to - from)) {
            throw wrong(from);
        }
        Lz4Frame frame = new Lz4Frame(buf, from, to, length);
        frame.run();
        return frame.target;
    }

    private void run() {
        int start = pos;
        if (number() != MAGIC) {
            throw wrong(start);
        }
        int flags = next();
        if (flags >>> 6 != 1 || (flags & 1) != 0) { // another version, or a dictionary that nobody has
            throw wrong(start);
        }
        boolean blockChecksums = (flags & 0x10) != 0;
        skip(1 + ((flags & 0x08) != 0 ? 8 : 0) + 1); // size of blocks, size of the whole, checksum of all that
        for (int size = number(); size != 0; size = number()) {
            int bytes = size & 0x7FFF_FFFF;
            if (bytes > to - pos) {
                throw wrong(pos);
            }
            if (size < 0) {
                copyIn(bytes);
            } else {
                block(pos + bytes);
            }
            skip(blockChecksums ? 4 : 0);
        }
        skip((flags & 0x04) != 0 ? 4 : 0);
        if (written != target.length || pos != to) {
            throw wrong(pos);
        }
    }

    /** A sequence is literals, and then a match: so many bytes again from so far back. The last one has no match. */
    private void block(int end) {
        while (pos < end) {
            int token = next();
            copyIn(length(token >>> 4, end));
            if (pos > end) {
                throw wrong(pos);
            }
            if (pos == end) {
                return;
            }
            int distance = next() | next() << 8;
            int count = length(token & 15, end) + LEAST_MATCH;
            if (distance == 0 || distance > written || count < 0 || count > target.length - written) {
                throw wrong(pos);
            }
            repeat(distance, count);
        }
    }

    private int length(int nibble, int end) {
        int length = nibble;
        if (nibble == 15) {
            int more;
            do {
                more = next();
                length += more;
                if (pos > end || length < 0) {
                    throw wrong(pos);
                }
            } while (more == 255);
        }
        return length;
    }

    private void copyIn(int count) {
        if (count > to - pos || count > target.length - written) {
            throw wrong(pos);
        }
        System.arraycopy(buf, pos, target, written, count);
        pos += count;
        written += count;
    }

    /** What is repeated may reach into what it makes, so it goes byte by byte where they overlap. */
    private void repeat(int distance, int count) {
        if (distance >= count) {
            System.arraycopy(target, written - distance, target, written, count);
            written += count;
            return;
        }
        for (int end = written + count; written < end; written++) {
            target[written] = target[written - distance];
        }
    }

    private int next() {
        if (pos >= to) {
            throw wrong(pos);
        }
        return buf[pos++] & 0xFF;
    }

    private int number() {
        skip(4);
        return LittleEndian.i32(buf, pos - 4);
    }

    private void skip(int count) {
        if (count > to - pos) {
            throw wrong(pos);
        }
        pos += count;
    }

    private static ArrowFlaw wrong(int position) {
        return new ArrowFlaw("a compressed buffer is no LZ4 frame, or of another length", position);
    }
}
