package dev.wharf.large;

import dev.wharf.payload.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers of as many bytes as they need: seven bits each, the lowest first, the eighth set where more follow. */
final class Varints {
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private Varints() {}

    /** @param number not negative */
    static void write(long number, ByteSink sink) {
        long left = number;
        while (left >= MORE) {
            sink.write((int) ((left & 0x7F) | MORE));
            left >>>= BITS;
        }
        sink.write((int) left);
    }

    /** Eight bytes, the highest first. */
    static void fixed(long number, ByteSink sink) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            sink.write((int) (number >>> shift));
        }
    }

    /** Reads them; whatever cannot be is an {@code IllegalArgumentException}. */
    static final class Input {
        private final byte[] bytes;
        private int position;

        Input(byte[] bytes) {
            this.bytes = bytes;
        }

        int left() {
            return bytes.length - position;
        }

        int oneByte() {
            return bytes(1)[0] & 0xFF;
        }

        byte[] bytes(int count) {
            if (count > left()) {
                throw new IllegalArgumentException("it is cut off");
            }
            position += count;
            return Arrays.copyOfRange(bytes, position - count, position);
        }

        /** One that is not negative. */
        long number() {
            long number = 0;
            for (int shift = 0; shift < Long.SIZE - 1; shift += BITS) {
                int next = oneByte();
                number |= (long) (next & 0x7F) << shift;
                if ((next & MORE) == 0) {
                    return number;
                }
            }
            throw new IllegalArgumentException("it has a number that is too large");
        }

        int count(int most) {
            long count = number();
            if (count > most) {
                throw new IllegalArgumentException("it has a count that cannot be");
            }
            return (int) count;
        }

        long fixed() {
            long number = 0;
            for (byte next : bytes(Long.BYTES)) {
                number = (number << Byte.SIZE) | (next & 0xFF);
            }
            return number;
        }

        String text(int mostCharacters) {
            byte[] text = bytes(count(mostCharacters));
            for (byte next : text) {
                if (next < 0) {
                    throw new IllegalArgumentException("it has letters beyond ASCII");
                }
            }
            return new String(text, StandardCharsets.US_ASCII);
        }
    }
}
