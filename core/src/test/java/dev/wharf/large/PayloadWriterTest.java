package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.chunk.ChunkReader;
import dev.wharf.client.ClientSettings;
import dev.wharf.compress.Compression;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PayloadWriterTest {
    private static final int MOST = 1_000;

    private final PayloadStore store =
            StoreCatalog.load().open(new StoreSettings("archive", "memory:" + UUID.randomUUID(), Map.of()));
    private final PayloadReader reader = new PayloadReader(
            Map.of("archive", store), new ChunkReader(ClientSettings.of("localhost:1"), "unused"), Set.of(), Set.of());

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static PayloadWriter writer(Compression compression) {
        return new PayloadWriter(compression, Clock.systemUTC());
    }

    private Destination intoStore() {
        return Destination.of("archive", "key", store.upload("key", new ByteBudget(1 << 20)));
    }

    private byte[] readBack(Written written) {
        return new LargePayload(referenceOf(written), written.value(), reader).array();
    }

    private static PayloadReference referenceOf(Written written) {
        return Objects.requireNonNull(written.reference());
    }

    @Test
    void keepsWhatFitsInTheRecord() {
        for (int length : new int[] {0, 1, MOST}) {
            byte[] bytes = random(length);

            Written written = writer(Compression.ZSTD).write(PayloadSource.of(bytes), MOST, this::intoStore);

            assertThat(written.reference()).isNull();
            assertThat(written.value().array()).isEqualTo(bytes);
        }
    }

    @Test
    void sendsOneByteMoreToTheStore() {
        byte[] bytes = random(MOST + 1);

        Written written = writer(Compression.NONE).write(PayloadSource.of(bytes), MOST, this::intoStore);

        assertThat(written.value().isNull()).as("no tombstone").isFalse();
        assertThat(written.value().length()).isZero();
        assertThat(readBack(written)).isEqualTo(bytes);
    }

    @Test
    void keepsInTheRecordWhatIsSmallOnceItIsCompressed() {
        byte[] bytes = "again and again ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        for (Compression compression : new Compression[] {Compression.GZIP, Compression.ZSTD, Compression.LZ4}) {
            Written written = writer(compression).write(PayloadSource.of(bytes), MOST, this::intoStore);

            assertThat(referenceOf(written).place()).isEqualTo(new PayloadReference.InRecord());
            assertThat(written.value().length()).isBetween(1L, (long) MOST);
            assertThat(readBack(written)).isEqualTo(bytes);
        }
    }

    @Test
    void compressesOnlyWhereItPays() {
        Written noise = writer(Compression.ZSTD).write(PayloadSource.of(random(300_000)), MOST, this::intoStore);

        assertThat(referenceOf(noise).compression()).isEqualTo(Compression.NONE);
        assertThat(referenceOf(noise).storedLength()).isEqualTo(300_000);
    }

    @Test
    void storesTheCompressedForm() {
        byte[] text = new byte[3_000_000];
        Random random = new Random(7);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('a' + random.nextInt(4));
        }

        Written written =
                writer(Compression.ZSTD).write(PayloadSource.of(new ByteArrayInputStream(text)), MOST, this::intoStore);

        assertThat(referenceOf(written).storedLength()).isLessThan(1_500_000);
        assertThat(store.find("key").orElseThrow().length())
                .isEqualTo(referenceOf(written).storedLength());
        assertThat(readBack(written)).isEqualTo(text);
    }

    @Test
    void leavesNothingWhereTheSourceFails() {
        PayloadSource broken = () -> new SequenceInputStream(new ByteArrayInputStream(random(50_000)), new PulledOut());
        for (Compression compression : Compression.values()) {
            assertThatThrownBy(() -> writer(compression).write(broken, MOST, this::intoStore))
                    .isInstanceOf(WharfException.class)
                    .hasMessageContaining("the disk was pulled out");
            assertThat(store.find("key")).isEmpty();
        }
    }

    @Test
    void refusesASourceThatHasChanged() {
        PayloadSource changed = new PayloadSource() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(random(5_000));
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.of(5_001);
            }
        };

        assertThatThrownBy(() -> writer(Compression.NONE).write(changed, MOST, this::intoStore))
                .hasMessageContaining("5000 bytes instead of 5001");
        assertThat(store.find("key")).isEmpty();
    }

    @Test
    void readsNothingFromAStoreThatIsNotConfigured() {
        Payload elsewhere = new LargePayload(
                new PayloadReference(
                        new PayloadReference.InStore("evil", "key"), 1, 1, Compression.NONE, "00".repeat(32), 0),
                Payload.of(new byte[0]),
                reader);

        assertThatThrownBy(elsewhere::open)
                .hasMessageContaining("store evil, which this configuration does not have; it has [archive]");
    }

    private static final class PulledOut extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the disk was pulled out");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("the disk was pulled out");
        }
    }
}
