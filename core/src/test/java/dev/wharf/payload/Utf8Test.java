package dev.wharf.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Against the decoder of the JDK, which is strict if it is asked to be. */
final class Utf8Test {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer chars = CharBuffer.allocate(4096);

    /** Where the JDK sees the first flaw, or -1. */
    private int expected(byte[] bytes, int from, int to) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
        decoder.reset();
        chars.clear();
        CoderResult result = decoder.decode(buffer, chars, true);
        return result.isUnderflow() && !buffer.hasRemaining() ? -1 : buffer.position();
    }

    private void assertSame(byte[] bytes, int from, int to) {
        int flaw = Utf8.firstFlaw(bytes, from, to);
        int wanted = expected(bytes, from, to);
        if (flaw != wanted) {
            throw new AssertionError(HexFormat.of().formatHex(bytes, from, to) + ": " + flaw + " and not " + wanted);
        }
    }

    @Test
    void judgesEverySequenceOfTwoBytes() {
        byte[] bytes = new byte[2];
        for (int i = 0; i < 1 << 16; i++) {
            bytes[0] = (byte) (i >> 8);
            bytes[1] = (byte) i;
            assertSame(bytes, 0, 2);
            assertSame(bytes, 0, 1);
        }
    }

    @Test
    void judgesEverySequenceOfThreeBytes() {
        byte[] bytes = new byte[3];
        for (int i = 0; i < 1 << 24; i++) {
            bytes[0] = (byte) (i >> 16);
            bytes[1] = (byte) (i >> 8);
            bytes[2] = (byte) i;
            assertSame(bytes, 0, 3);
        }
    }

    @Test
    void judgesSequencesOfFourBytesAtTheirEdges() {
        byte[] edges = {
            0x00,
            0x7F,
            (byte) 0x80,
            (byte) 0x8F,
            (byte) 0x90,
            (byte) 0x9F,
            (byte) 0xA0,
            (byte) 0xBF,
            (byte) 0xC0,
            (byte) 0xC1,
            (byte) 0xC2,
            (byte) 0xDF,
            (byte) 0xE0,
            (byte) 0xED,
            (byte) 0xEF,
            (byte) 0xF0,
            (byte) 0xF1,
            (byte) 0xF4,
            (byte) 0xF5,
            (byte) 0xFF
        };
        byte[] bytes = new byte[4];
        for (int first = 0; first < 256; first++) {
            bytes[0] = (byte) first;
            for (int second = 0; second < 256; second++) {
                bytes[1] = (byte) second;
                for (byte third : edges) {
                    bytes[2] = third;
                    for (byte fourth : edges) {
                        bytes[3] = fourth;
                        assertSame(bytes, 0, 4);
                    }
                }
            }
        }
    }

    @Test
    void judgesRandomTextAndDamageAtAnyPlace() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            int bound = new int[] {0x80, 0x800, 0xD800, 0x110000}[random.nextInt(4)];
            for (int n = random.nextInt(30); n > 0; n--) {
                int point = random.nextInt(3) == 0 ? random.nextInt(bound) : 'a';
                text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? 'b' : point);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean() && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            try {
                assertSame(bytes, 0, bytes.length);
                assertSame(bytes, from, to);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void looksAtNothingOutsideOfThePart() {
        byte[] bytes = {(byte) 0xFF, 'a', (byte) 0xC3, (byte) 0xA4, (byte) 0xFF};

        assertThat(Utf8.firstFlaw(bytes, 1, 4)).isEqualTo(-1);
        assertThat(Utf8.firstFlaw(bytes, 1, 3)).isEqualTo(2);
        assertThat(Utf8.firstFlaw(bytes, 1, 5)).isEqualTo(4);
        assertThat(Utf8.firstFlaw(bytes, 5, 5)).isEqualTo(-1);
        assertThat(Utf8.decode(bytes, 1, 4)).isEqualTo("aä");
    }

    @Test
    void tellsAsciiOfAnyLength() {
        for (int length = 0; length < 40; length++) {
            byte[] bytes = "x".repeat(length + 2).getBytes(StandardCharsets.US_ASCII);
            assertThat(Utf8.isAscii(bytes, 1, length + 1)).isTrue();
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) 0x80;
                assertThat(Utf8.isAscii(bytes, 1, length + 1)).isEqualTo(at == 0 || at == length + 1);
                bytes[at] = 'x';
            }
        }
    }
}
