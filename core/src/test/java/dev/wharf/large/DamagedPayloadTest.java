package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.compress.Compression;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes are never handed out to their end as good that are not. */
final class DamagedPayloadTest {
    private static final byte[] BYTES =
            "a payload of a few bytes, which somebody has sent".getBytes(StandardCharsets.UTF_8);

    private static PayloadReference reference(long length, long stored) throws Exception {
        byte[] sha = MessageDigest.getInstance("SHA-256").digest(BYTES);
        return new PayloadReference(
                new PayloadReference.InStore("archive", "key"),
                length,
                stored,
                Compression.NONE,
                HexFormat.of().formatHex(sha),
                0);
    }

    private static InputStream opened(ResumedInput.Opening opening) throws Exception {
        PayloadReference reference = reference(BYTES.length, BYTES.length);
        return new VerifiedInput(new ResumedInput(opening, reference.at(), reference.storedLength()), reference);
    }

    private static InputStream from(byte[] bytes, long position) {
        return new ByteArrayInputStream(bytes, (int) position, bytes.length - (int) position);
    }

    private static void assertFails(ResumedInput.Opening opening, StoreFailure failure) throws Exception {
        try (InputStream in = opened(opening)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.failure()).isEqualTo(failure))
                    .hasMessageContaining("store archive, key key");
        }
    }

    @Test
    void readsWhatIsWhole() throws Exception {
        try (InputStream in = opened(position -> from(BYTES, position))) {
            assertThat(in.readAllBytes()).isEqualTo(BYTES);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void noticesAFlippedBit() throws Exception {
        byte[] flipped = BYTES.clone();
        flipped[10] ^= 1;

        assertFails(position -> from(flipped, position), StoreFailure.ALTERED);
    }

    @Test
    void noticesThatItIsShorter() throws Exception {
        byte[] shorter = Arrays.copyOf(BYTES, BYTES.length - 1);

        assertFails(position -> from(shorter, position), StoreFailure.TRUNCATED);
    }

    @Test
    void noticesThatItIsLonger() throws Exception {
        byte[] longer = Arrays.copyOf(BYTES, BYTES.length + 1);

        assertFails(position -> from(longer, position), StoreFailure.TRUNCATED);
    }

    @Test
    void goesOnWhereAConnectionBroke() throws Exception {
        int[] opened = {0};
        try (InputStream in = opened(position -> {
            opened[0]++;
            return new FilterInputStream(from(BYTES, position)) {
                private int left = 20;

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    if (left <= 0) {
                        throw new IOException("connection reset");
                    }
                    int read = super.read(buffer, offset, Math.min(left, length));
                    left -= read;
                    return read;
                }
            };
        })) {
            assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
        assertThat(opened[0]).isEqualTo(3);
    }

    @Test
    void givesUpWhereNothingComesAnyMore() throws Exception {
        assertFails(
                position -> {
                    throw new StoreException(StoreFailure.UNAVAILABLE, "store archive, key key: busy");
                },
                StoreFailure.UNAVAILABLE);
    }

    @Test
    void doesNotTryAgainWhatIsMissing() throws Exception {
        int[] opened = {0};
        assertFails(
                position -> {
                    opened[0]++;
                    throw new StoreException(StoreFailure.MISSING, "store archive, key key: no such object");
                },
                StoreFailure.MISSING);
        assertThat(opened[0]).isOne();
    }
}
