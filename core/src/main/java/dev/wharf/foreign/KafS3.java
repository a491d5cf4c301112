package dev.wharf.foreign;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * References of kaf-s3-connector: a JSON object with {@code s3_bucket} and {@code s3_key}, which are both texts. Any
 * other value is a payload itself, whatever it looks like. Any thread.
 */
final class KafS3 {
    /** A reference has a few hundred bytes; what is longer is not looked into. */
    private static final int MOST_REFERENCE_BYTES = 16 << 10;
    /** Its default of {@code max_payload_bytes}. */
    private static final long MOST_PAYLOAD_BYTES = 5L << 30;

    private static final Fields FIELDS = new Fields();
    private static final Field BUCKET = FIELDS.field("s3_bucket");
    private static final Field KEY = FIELDS.field("s3_key");
    private static final Field ETAG = FIELDS.field("etag");
    private static final Field SHA_256 = FIELDS.field("sha256");
    private static final Field COMPRESSION = FIELDS.field("compression");

    private KafS3() {}

    static Seen see(Payload.Inline value) {
        return mayBeObject(value)
                        && JsonCodec.JSON.decode(value, FIELDS) instanceof Document document
                        && document.isRow()
                        && document.get(BUCKET) instanceof Value.Text bucket
                        && document.get(KEY) instanceof Value.Text key
                ? reference(bucket.value(), key.value(), document)
                : Seen.NOT_THEIRS;
    }

    /** Most values are told apart by their first byte. */
    private static boolean mayBeObject(Payload.Inline value) {
        if (value.size() > MOST_REFERENCE_BYTES) {
            return false;
        }
        int at = value.offset();
        int to = at + value.size();
        while (at < to && isSpace(value.buffer()[at])) {
            at++;
        }
        return at < to && value.buffer()[at] == '{';
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private static Seen reference(String bucket, String key, Document document) {
        Optional<URI> uri = uri(bucket, key);
        if (uri.isEmpty()) {
            return unusable("has a bucket or a key that cannot be");
        }
        if (!isAbsent(document.get(COMPRESSION)) && !isText(document.get(COMPRESSION), "gzip")) {
            return unusable("has a compression other than gzip");
        }
        if (isAbsent(document.get(SHA_256))) {
            return isAbsent(document.get(ETAG))
                    ? unusable("has neither sha256 nor etag, so that nobody can know the payload again")
                    : elsewhere(uri.get(), document, Optional.empty());
        }
        return document.get(SHA_256) instanceof Value.Text sha && sha.value().matches("[0-9A-Fa-f]{64}")
                ? elsewhere(uri.get(), document, Optional.of(sha.value().toLowerCase(Locale.ROOT)))
                : unusable("has a sha256 that is none");
    }

    private static Optional<URI> uri(String bucket, String key) {
        try {
            return bucket.isEmpty() || key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new URI("s3", bucket, "/" + key, null, null));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Seen elsewhere(URI uri, Document document, Optional<String> sha256) {
        ForeignCompression compression =
                isAbsent(document.get(COMPRESSION)) ? ForeignCompression.NONE : ForeignCompression.GZIP;
        return new Seen.Elsewhere(new ForeignReference(uri, compression, sha256, MOST_PAYLOAD_BYTES));
    }

    /** Python writes null where it has nothing to say. */
    private static boolean isAbsent(Value value) {
        return value instanceof Value.Absent || value instanceof Value.Null || isText(value, "");
    }

    private static boolean isText(Value value, String text) {
        return value instanceof Value.Text written && written.value().equals(text);
    }

    private static Seen unusable(String what) {
        return new Seen.Unusable("the reference of kaf-s3-connector " + what);
    }
}
