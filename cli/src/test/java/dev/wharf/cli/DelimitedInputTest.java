package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DelimitedInputTest {
    private static final int LIMIT = 200_000;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> pieces(InputStream in, String delimiter) throws IOException {
        List<String> pieces = new ArrayList<>();
        try (DelimitedInput input = new DelimitedInput(in, bytes(delimiter), LIMIT)) {
            for (byte[] piece = input.next(); piece != null; piece = input.next()) {
                pieces.add(new String(piece, StandardCharsets.ISO_8859_1));
            }
        }
        return pieces;
    }

    private static List<String> pieces(String text, String delimiter) throws IOException {
        return pieces(new ByteArrayInputStream(bytes(text)), delimiter);
    }

    @Test
    void everyLineCountsAndTheLastNeedsNoEnd() throws IOException {
        assertThat(pieces("", "\n")).isEmpty();
        assertThat(pieces("\n", "\n")).containsExactly("");
        assertThat(pieces("a\n\nb", "\n")).containsExactly("a", "", "b");
        assertThat(pieces("a\r\nb\n", "\n")).containsExactly("a\r", "b");
    }

    @Test
    void anyBytesMayStandInAPieceAndBetweenPieces() throws IOException {
        assertThat(pieces("a\n\0\u00ff\0", "\0")).containsExactly("a\n", "\u00ff");
        assertThat(pieces("aab-aaab-", "aab")).containsExactly("", "-a", "-");
        assertThat(pieces("a--b-c--", "--")).containsExactly("a", "b-c");
    }

    /** Reads a few bytes at a time. */
    private static InputStream slow(byte[] bytes, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(5)));
            }
        };
    }

    @Test
    void itDoesNotMatterHowTheBytesArrive() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<String> expected = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                String piece = "x".repeat(random.nextInt(30)) + "-".repeat(random.nextInt(2)) + "y";
                expected.add(piece);
                text.append(piece).append("--");
            }
            assertThat(pieces(slow(bytes(text.toString()), random), "--"))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aPieceUpToTheLimitIsReadAndALongerOneRefused() throws IOException {
        String longest = "x".repeat(LIMIT);
        assertThat(pieces("a\n" + longest + "\nb", "\n")).containsExactly("a", longest, "b");
        assertThat(pieces(longest, "\n")).containsExactly(longest);
        try (DelimitedInput input =
                new DelimitedInput(new ByteArrayInputStream(bytes("a\n" + longest + "x\nb")), bytes("\n"), LIMIT)) {
            assertThat(input.next()).isEqualTo(bytes("a"));
            assertThatThrownBy(input::next)
                    .isInstanceOfSatisfying(
                            WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE))
                    .hasMessageContaining("200,000 bytes");
            assertThat(input.number()).isEqualTo(2);
        }
    }

    @Test
    void anEndlessLineIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        DelimitedInput input = new DelimitedInput(endless, bytes("\n"), LIMIT);
        assertThatThrownBy(input::next).isInstanceOf(WharfException.class);
    }
}
