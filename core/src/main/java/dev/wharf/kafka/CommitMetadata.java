package dev.wharf.kafka;

import dev.wharf.loop.OffsetRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What is settled behind a committed offset, as the text that is committed with it: {@code wharf1:} and, in base64,
 * pairs of variable-length numbers, each the gap since the last range (or the committed offset) and the length of a
 * range. The brokers allow 4 KiB by default; what does not fit in 3 KiB is left out from the end, and is read again
 * after a crash.
 */
final class CommitMetadata {
    static final int MAX_CHARS = 3 << 10;
    private static final String MARK = "wharf1:";
    private static final int MAX_BYTES = (MAX_CHARS - MARK.length()) / 4 * 3;
    private static final int MAX_VARINT_BYTES = 10;

    private CommitMetadata() {}

    /**
     * @param offset the committed one
     * @param ranges behind it, in order, apart from each other
     */
    static String encode(long offset, List<OffsetRange> ranges) {
        byte[] bytes = new byte[MAX_BYTES];
        int length = 0;
        long at = offset;
        for (OffsetRange range : ranges) {
            if (length + 2 * MAX_VARINT_BYTES > MAX_BYTES) {
                break;
            }
            // A range that began before the committed offset has its rest behind it.
            long start = Math.max(range.start(), at);
            if (start < range.end()) {
                length = write(bytes, length, start - at);
                length = write(bytes, length, range.end() - start);
                at = range.end();
            }
        }
        if (length == 0) {
            return "";
        }
        byte[] used = Arrays.copyOf(bytes, length);
        return MARK + Base64.getEncoder().withoutPadding().encodeToString(used);
    }

    private static int write(byte[] bytes, int position, long number) {
        int at = position;
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    /** The ranges again; none for a text that somebody else has written, or that makes no sense. */
    static List<OffsetRange> decode(long offset, String text) {
        if (!text.startsWith(MARK)) {
            return List.of();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(text.substring(MARK.length()).getBytes(StandardCharsets.US_ASCII));
            return decode(offset, new Numbers(bytes));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return List.of();
        }
    }

    private static List<OffsetRange> decode(long offset, Numbers numbers) {
        List<OffsetRange> ranges = new ArrayList<>();
        long at = offset;
        while (numbers.more()) {
            long start = Math.addExact(at, numbers.next());
            at = Math.addExact(start, numbers.next());
            ranges.add(new OffsetRange(start, at));
        }
        return ranges;
    }

    /** Variable-length numbers, one after another. */
    private static final class Numbers {
        private final byte[] bytes;
        private int at;

        Numbers(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean more() {
            return at < bytes.length;
        }

        long next() {
            long number = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte read = bytes[at++];
                number |= (read & 0x7FL) << shift;
                if (read >= 0) {
                    if (number <= 0 && shift > 0) {
                        break;
                    }
                    return number;
                }
            }
            throw new IllegalArgumentException("no number");
        }
    }
}
