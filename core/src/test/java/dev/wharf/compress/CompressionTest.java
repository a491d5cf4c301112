package dev.wharf.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our streams against other people's, and hostile ones. */
final class CompressionTest {
    private static final ExpansionLimit LIMIT = ExpansionLimit.times(ExpansionLimit.DEFAULT_TIMES);

    @Test
    void isToldByTheEndOfTheName() {
        assertThat(Compression.of(Path.of("a/orders.json.gz"))).isEqualTo(Compression.GZIP);
        assertThat(Compression.of(Path.of("ORDERS.JSON.ZST"))).isEqualTo(Compression.ZSTD);
        assertThat(Compression.of(Path.of("orders.lz4"))).isEqualTo(Compression.LZ4);
        assertThat(Compression.of(Path.of("folder.gz/orders.json"))).isEqualTo(Compression.NONE);
        assertThat(Compression.of(Path.of("/"))).isEqualTo(Compression.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrites(Compression compression) throws IOException {
        byte[] content = content(3_000_000);

        assertThat(expanded(compression, compressed(compression, content))).isEqualTo(content);
        assertThat(expanded(compression, compressed(compression, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void readsSeveralOneBehindAnother(Compression compression) throws IOException {
        byte[] one = compressed(compression, "one ".getBytes(StandardCharsets.UTF_8));
        byte[] two = compressed(compression, "two".getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);

        assertThat(new String(expanded(compression, both), StandardCharsets.UTF_8))
                .isEqualTo("one two");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatIsCutOffIsNeverTakenForWhole(Compression compression) throws IOException {
        byte[] whole = compressed(compression, content(2_000));

        for (int length = 1; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> expanded(compression, torn))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatIsNotCompressedIsRefused(Compression compression) {
        byte[] plain = "[{\"id\": 1}, {\"id\": 2}]".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> expanded(compression, plain)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFewBytesDoNotBecomeVeryMany(Compression compression) throws IOException {
        byte[] bomb = compressed(compression, new byte[4_000_000]);

        assertThat(expanded(compression, bomb)).hasSize(4_000_000);
        assertThatThrownBy(() -> read(compression.decompress(in(bomb), new ExpansionLimit(1_000_000, 50))))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("more than 50 times")
                .hasMessageContaining("max_expansion");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void othersReadWhatItWrites(Compression compression) throws IOException {
        byte[] content = content(300_000);

        assertThat(read(othersExpand(compression, in(compressed(compression, content)))))
                .isEqualTo(content);
    }

    private static InputStream othersExpand(Compression compression, InputStream in) throws IOException {
        return switch (compression) {
            case NONE -> in;
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(in)
                        .setDecompressConcatenated(true)
                        .get();
            case ZSTD -> new ZstdInputStream(in);
            case LZ4 -> new FramedLZ4CompressorInputStream(in, true);
        };
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void readsWhatOthersWrite(Compression compression) throws IOException {
        byte[] content = content(300_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = othersCompress(compression, bytes)) {
            out.write(content);
        }

        assertThat(expanded(compression, bytes.toByteArray())).isEqualTo(content);
    }

    private static OutputStream othersCompress(Compression compression, OutputStream out) throws IOException {
        return switch (compression) {
            case NONE -> out;
            case GZIP -> new GzipCompressorOutputStream(out);
            case ZSTD -> new ZstdOutputStream(out);
            case LZ4 -> new FramedLZ4CompressorOutputStream(out);
        };
    }

    /** Written by gzip 1.12, zstd 1.5 and lz4 1.9 on a command line. */
    @ParameterizedTest
    @CsvSource({
        "GZIP, H4sIAAAAAAAAAwvPSCxKU8hOTS0oVkgtSy2qVChKTc4vStHjAgDub4MxGgAAAA==",
        "ZSTD, KLUv/SQa0QAAV2hhcmYga2VlcHMgZXZlcnkgcmVjb3JkLgrhJyz1",
        "LZ4, BCJNGGRApxoAAIBXaGFyZiBrZWVwcyBldmVyeSByZWNvcmQuCgAAAACnP4rN"
    })
    void readsWhatTheUsualToolsWrite(Compression compression, String base64) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(base64);

        assertThat(new String(expanded(compression, bytes), StandardCharsets.UTF_8))
                .isEqualTo("Wharf keeps every record.\n");
    }

    /** Text with some order in it, so that it can be compressed. */
    private static byte[] content(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append("{\"id\": ").append(random.nextInt(100_000)).append("}\n");
        }
        return text.substring(0, length).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compressed(Compression compression, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.compress(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] expanded(Compression compression, byte[] compressed) throws IOException {
        return read(compression.decompress(in(compressed), LIMIT));
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] read(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }
}
