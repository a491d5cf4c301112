package dev.wharf.compress;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;

/**
 * How bytes are compressed. Streams of several members or frames one behind another, as {@code cat a.gz b.gz} makes
 * them, are read to their end; what they hold is checked against the checksums that they carry.
 */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst"),
    LZ4(".lz4");

    private static final int BUFFER_BYTES = 64 << 10;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** By the end of the file's name, in any case of letters; {@link #NONE} if it has none of ours. */
    public static Compression of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(known -> known != NONE && name.endsWith(known.suffix))
                .findFirst()
                .orElse(NONE);
    }

    /** Of files that are compressed so, with the dot; empty for {@link #NONE}. */
    public String suffix() {
        return suffix;
    }

    /** All suffixes, for people. */
    public static String suffixes() {
        return Arrays.stream(values())
                .map(Compression::suffix)
                .filter(known -> !known.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /**
     * The bytes that were compressed, in constant memory.
     *
     * @param in closed with the stream
     * @param limit against small streams that become huge ones
     * @throws IOException if it is not compressed so; reading fails the same way if it is damaged or cut off
     */
    public InputStream decompress(InputStream in, ExpansionLimit limit) throws IOException {
        if (this == NONE) {
            return in;
        }
        Counted compressed = new Counted(in);
        return new Expanded(opened(new BufferedInputStream(compressed, BUFFER_BYTES)), compressed, limit);
    }

    private InputStream opened(BufferedInputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStream(in);
            case LZ4 -> new LZ4FrameInputStream(in);
        };
    }

    /**
     * Compresses what is written, in constant memory. What is written is there for readers once the stream is closed.
     *
     * @param out closed with the stream
     */
    public OutputStream compress(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, BUFFER_BYTES);
            case ZSTD -> new ZstdOutputStream(out).setChecksum(true);
            case LZ4 -> new LZ4FrameOutputStream(out, BLOCKSIZE.SIZE_256KB);
        };
    }
}
