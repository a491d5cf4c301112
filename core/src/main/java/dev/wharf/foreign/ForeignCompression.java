package dev.wharf.foreign;

import com.github.luben.zstd.ZstdInputStream;
import dev.wharf.compress.Counted;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.xerial.snappy.SnappyInputStream;

/**
 * How others compress an object: with the streams of Kafka's client, one frame. kafka-large-message-serde puts as many
 * zeros behind as the payload was longer than that. In the order of its numbers.
 */
public enum ForeignCompression {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD;

    private static final int BUFFER_BYTES = 64 << 10;

    /**
     * The bytes that were compressed, in constant memory.
     *
     * @param in closed with the stream
     * @throws IOException if it is not compressed so; reading fails the same way if it is damaged, cut off, or followed
     *     by anything but zeros
     */
    public InputStream decompress(InputStream in) throws IOException {
        if (this == NONE) {
            return in;
        }
        Counted counted = new Counted(in);
        BufferedInputStream all = new BufferedInputStream(counted, BUFFER_BYTES);
        return new Padded(opened(all), all, counted);
    }

    private InputStream opened(BufferedInputStream all) throws IOException {
        return switch (this) {
            case NONE -> all;
            // Whatever follows a member and is no other one, is its end.
            case GZIP -> new GZIPInputStream(all, BUFFER_BYTES);
            case SNAPPY -> snappy(all);
            case LZ4 -> new LZ4FrameInputStream(all, true);
            case ZSTD -> new ZstdInputStream(new FirstFrame(all, new ZstdFrame()));
        };
    }

    private static InputStream snappy(InputStream all) throws IOException {
        try {
            return new SnappyInputStream(new FirstFrame(all, new SnappyFrame()));
        } catch (NoClassDefFoundError e) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    "a payload is compressed with snappy, whose jar is not on the class path; add"
                            + " org.xerial.snappy:snappy-java, which kafka-clients brings unless it is excluded",
                    e);
        }
    }
}
