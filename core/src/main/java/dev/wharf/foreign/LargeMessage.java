package dev.wharf.foreign;

import dev.wharf.payload.Payload;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What bakdata's kafka-large-message-serde writes: the payload itself, or the URI of an object. A byte says which, in a
 * header or in front of both. Any thread.
 */
final class LargeMessage {
    /** By Kafka's numbers for them. */
    private static final List<ForeignCompression> COMPRESSIONS = List.of(
            ForeignCompression.NONE,
            ForeignCompression.GZIP,
            ForeignCompression.SNAPPY,
            ForeignCompression.LZ4,
            ForeignCompression.ZSTD);

    private static final String PREFIX = "__large.message.backed.";
    private static final String KEY = PREFIX + "key";
    private static final String VALUE = PREFIX + "value";
    private static final String COMPRESSION = PREFIX + "compression";
    /** That of versions before 4.0.0, as a slip of a dot made it. */
    private static final String OLD_COMPRESSION = PREFIX + ".compression";

    /** Those that mean something for the value. */
    static final List<String> OF_VALUE = List.of(VALUE, COMPRESSION, OLD_COMPRESSION);

    private static final int IN_VALUE = 0;
    private static final int ELSEWHERE = 1;
    /** S3 allows 1024 for a key. */
    private static final int MOST_URI_BYTES = 4 << 10;
    /** It holds a payload in one array. */
    private static final long MOST_PAYLOAD_BYTES = Integer.MAX_VALUE;

    private LargeMessage() {}

    static Seen byHeader(Payload.Inline bytes, @Nullable Headers headers, boolean isKey) {
        Optional<byte[]> flag = header(headers, isKey ? KEY : VALUE);
        if (flag.isEmpty()) {
            return Seen.NOT_THEIRS;
        }
        return flag.get().length == 1 ? seen(flag.get()[0], bytes, headers) : wrongFlag();
    }

    static Seen byFirstByte(Payload.Inline bytes, @Nullable Headers headers) {
        if (bytes.size() == 0) {
            return wrongFlag();
        }
        Payload.Inline rest = (Payload.Inline) Payload.of(bytes.buffer(), bytes.offset() + 1, bytes.size() - 1);
        return seen(bytes.buffer()[bytes.offset()], rest, headers);
    }

    private static Seen seen(byte flag, Payload.Inline rest, @Nullable Headers headers) {
        return switch (flag) {
            case IN_VALUE -> new Seen.InValue(rest);
            case ELSEWHERE -> elsewhere(rest, headers);
            default -> wrongFlag();
        };
    }

    private static Seen elsewhere(Payload.Inline uri, @Nullable Headers headers) {
        Optional<ForeignCompression> compression = header(headers, COMPRESSION)
                .or(() -> header(headers, OLD_COMPRESSION))
                .map(LargeMessage::compression)
                .orElse(Optional.of(ForeignCompression.NONE));
        if (compression.isEmpty()) {
            return new Seen.Unusable("the header " + COMPRESSION + " has a compression that is not known");
        }
        return uri(uri).<Seen>map(known -> new Seen.Elsewhere(
                        new ForeignReference(known, compression.get(), Optional.empty(), MOST_PAYLOAD_BYTES)))
                .orElseGet(() -> new Seen.Unusable("the reference of kafka-large-message-serde is no URI"));
    }

    private static Optional<ForeignCompression> compression(byte[] id) {
        return id.length == 1 && id[0] >= 0 && id[0] < COMPRESSIONS.size()
                ? Optional.of(COMPRESSIONS.get(id[0]))
                : Optional.empty();
    }

    private static Optional<URI> uri(Payload.Inline bytes) {
        if (bytes.size() > MOST_URI_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(new String(bytes.array(), StandardCharsets.UTF_8)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> header(@Nullable Headers headers, String name) {
        Header header = headers == null ? null : headers.lastHeader(name);
        return header == null ? Optional.empty() : Optional.of(header.value() == null ? new byte[0] : header.value());
    }

    private static Seen wrongFlag() {
        return new Seen.Unusable("it is not of kafka-large-message-serde: what should say whether it is a payload or a"
                + " reference is neither 0 nor 1");
    }
}
