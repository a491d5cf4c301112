package dev.wharf.foreign;

import dev.wharf.payload.Payload;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A way in which others carry payloads that are too large for a record, in the order in which a value is held against
 * them. Safe for use by many threads.
 */
public enum ForeignFormat {
    /** The value of a record is a JSON object that names a bucket and a key. */
    KAF_S3("kaf-s3") {
        @Override
        Seen see(Payload.Inline bytes, @Nullable Headers headers, boolean isKey) {
            return isKey ? Seen.NOT_THEIRS : KafS3.see(bytes);
        }
    },
    /** A header says whether the bytes are the payload or a URI; without the header they are what they are. */
    LARGE_MESSAGE_SERDE_HEADERS("large-message-serde-headers") {
        @Override
        Seen see(Payload.Inline bytes, @Nullable Headers headers, boolean isKey) {
            return LargeMessage.byHeader(bytes, headers, isKey);
        }
    },
    /** The same; without the header the first byte says it, and there is no record without one. */
    LARGE_MESSAGE_SERDE("large-message-serde") {
        @Override
        Seen see(Payload.Inline bytes, @Nullable Headers headers, boolean isKey) {
            Seen seen = LargeMessage.byHeader(bytes, headers, isKey);
            return seen instanceof Seen.NotTheirs ? LargeMessage.byFirstByte(bytes, headers) : seen;
        }
    };

    private final String word;

    ForeignFormat(String word) {
        this.word = word;
    }

    /** Its name in configuration. */
    public String word() {
        return word;
    }

    /** By its name in configuration. */
    public static Optional<ForeignFormat> of(String word) {
        return Arrays.stream(values()).filter(known -> known.word.equals(word)).findFirst();
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ForeignFormat::word).toList();
    }

    /** Looks at a value, and asks nobody. */
    public Seen value(Payload.Inline value, @Nullable Headers headers) {
        return see(value, headers, false);
    }

    /** Looks at a key, and asks nobody. */
    public Seen key(Payload.Inline key, @Nullable Headers headers) {
        return see(key, headers, true);
    }

    /** Headers that say what a value stands for. */
    public List<String> headersOfValue() {
        return this == KAF_S3 ? List.of() : LargeMessage.OF_VALUE;
    }

    abstract Seen see(Payload.Inline bytes, @Nullable Headers headers, boolean isKey);
}
