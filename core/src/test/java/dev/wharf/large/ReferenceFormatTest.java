package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.chunk.ChunkPlace;
import dev.wharf.chunk.Segment;
import dev.wharf.compress.Compression;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ReferenceFormatTest {
    private static final String SHA = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final UUID ID = UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");

    private static PayloadReference reference(PayloadReference.Place place) {
        return new PayloadReference(place, 5_000_000_000L, 300, Compression.ZSTD, SHA, 1_700_000_000_000L);
    }

    private static ChunkPlace chunks(Segment... segments) {
        return new ChunkPlace("scans.chunks", 5, ID, List.of(segments));
    }

    @Test
    void readsWhatItWrites() {
        for (PayloadReference.Place place : List.of(
                new PayloadReference.InRecord(),
                new PayloadReference.InStore("archive", "scans/2026/11/28/0190a1b2"),
                new PayloadReference.InChunks(
                        chunks(new Segment(0, 0), new Segment(7, 1_000), new Segment(1L << 40, (1L << 40) + 5))))) {
            PayloadReference reference = reference(place);

            assertThat(ReferenceFormat.read(ReferenceFormat.write(reference))).isEqualTo(reference);
        }
    }

    /** The bytes of the reference page: another implementation reads and writes the same. */
    @Test
    void hasTheBytesOfItsPage() {
        byte[] written = ReferenceFormat.write(new PayloadReference(
                new PayloadReference.InStore("archive", "a/b"), 1_000, 300, Compression.GZIP, SHA, 128));

        assertThat(HexFormat.of().formatHex(written))
                .isEqualTo("010201" + SHA + "e807" + "ac02" + "8001" + "07" + "61726368697665" + "03" + "612f62");
    }

    @Test
    void passesOverFieldsOfLaterVersions() {
        PayloadReference reference = reference(new PayloadReference.InStore("archive", "a/b"));
        byte[] written = ReferenceFormat.write(reference);
        byte[] longer = Arrays.copyOf(written, written.length + 12);

        assertThat(ReferenceFormat.read(longer)).isEqualTo(reference);
    }

    @Test
    void saysWhyItReadsNoReference() {
        byte[] good = ReferenceFormat.write(reference(new PayloadReference.InStore("archive", "a/b")));
        byte[] later = good.clone();
        later[0] = 2;
        byte[] otherKind = good.clone();
        otherKind[1] = 9;

        assertThatThrownBy(() -> ReferenceFormat.read(new byte[0]))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .hasMessage("header wharf.ref of 0 bytes is no reference: it is cut off");
        assertThatThrownBy(() -> ReferenceFormat.read(later))
                .hasMessageContaining("it is of version 2, and 1 is known");
        assertThatThrownBy(() -> ReferenceFormat.read(otherKind)).hasMessageContaining("it is of kind 9");
    }

    @Test
    void takesNoKeyThatLeadsElsewhere() {
        for (String key : List.of("../secret", "/etc/passwd", "a//b", "a/../b", "http://evil/x", "a\\b")) {
            byte[] written = ReferenceFormat.write(reference(new PayloadReference.InStore("archive", key)));

            assertThatThrownBy(() -> ReferenceFormat.read(written))
                    .isInstanceOf(WharfException.class)
                    .hasMessageContaining("its key is not possible");
        }
    }

    @Test
    void takesOnlyTopicsOfChunks() {
        byte[] written = ReferenceFormat.write(reference(new PayloadReference.InChunks(
                new ChunkPlace("__consumer_offsets", 0, ID, List.of(new Segment(0, 1))))));

        assertThatThrownBy(() -> ReferenceFormat.read(written)).hasMessageContaining("its topic is no topic of chunks");
    }

    @Test
    void anyBytesAreAReferenceOrAnErrorThatSaysSo() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = ReferenceFormat.write(
                reference(new PayloadReference.InChunks(chunks(new Segment(3, 9), new Segment(20, 21)))));
        for (int i = 0; i < 20_000; i++) {
            byte[] hostile = Arrays.copyOf(good, random.nextInt(good.length + 4));
            for (int flips = random.nextInt(4); flips >= 0 && hostile.length > 0; flips--) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(ReferenceFormat.read(hostile)).isNotNull();
            } catch (WharfException e) {
                assertThat(e.code()).as("seed " + seed).isEqualTo(ErrorCode.MALFORMED);
            }
        }
    }
}
