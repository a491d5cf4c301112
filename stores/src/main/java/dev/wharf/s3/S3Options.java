package dev.wharf.s3;

import dev.wharf.store.StoreOption;
import java.util.List;
import java.util.Locale;

/** The settings of a store in S3, with their defaults. */
final class S3Options {
    static final String REGION = "region";
    static final String ENDPOINT = "endpoint";
    static final String PATH_STYLE = "path.style";
    static final String PROFILE = "profile";
    static final String BUCKET_OWNER = "bucket.owner";
    static final String SSE = "sse";
    static final String KMS_KEY = "sse.kms.key.id";
    static final String STORAGE_CLASS = "storage.class";
    static final String TAGS = "tags";
    static final String CHECKSUM = "checksum";
    static final String PART_BYTES = "part.bytes";
    static final String UPLOADS_MAX = "uploads.max";
    static final String TIMEOUT_MS = "timeout.ms";
    static final String SPOOL_FOLDER = "spool.folder";

    /** S3 takes no smaller part, but for the last. */
    static final long MIN_PART_BYTES = 5L << 20;

    static final long MAX_PART_BYTES = 1L << 30;
    static final long DEFAULT_PART_BYTES = 8L << 20;
    static final int DEFAULT_UPLOADS_MAX = 3;
    static final int DEFAULT_TIMEOUT_MS = 30_000;

    static final List<StoreOption> ALL = List.of(
            StoreOption.of(
                    REGION,
                    null,
                    "The region of the bucket. Without it, what the environment or the profile says; with an endpoint,"
                            + " us-east-1."),
            StoreOption.of(ENDPOINT, null, "Where the server is, if it is not Amazon's: https://host:port."),
            new StoreOption(
                    PATH_STYLE,
                    null,
                    List.of("true", "false"),
                    "Whether the bucket stands in the path of requests instead of the name of the host; true with an"
                            + " endpoint, else false."),
            StoreOption.of(PROFILE, null, "The profile that credentials and region are taken from, and nothing else."),
            StoreOption.of(
                    BUCKET_OWNER,
                    null,
                    "The account that the bucket must belong to, in 12 digits; else every request is refused."),
            StoreOption.choice(
                    SSE,
                    "none",
                    List.of("none", "s3", "kms"),
                    "What the server is asked to encrypt objects with; none leaves it to the bucket."),
            StoreOption.of(KMS_KEY, null, "The key for sse = kms; without it, Amazon's own for S3."),
            StoreOption.of(STORAGE_CLASS, null, "The storage class of objects; none from which they must be restored."),
            StoreOption.of(TAGS, null, "Tags of each object: name=value,name=value."),
            StoreOption.choice(
                    CHECKSUM,
                    "auto",
                    List.of("auto", "when_supported", "when_required"),
                    "Whether each part is sent with its CRC32: always, never, or unless the server refuses it."),
            StoreOption.of(
                    PART_BYTES,
                    Long.toString(DEFAULT_PART_BYTES),
                    "The size of the first 900 parts; then it doubles every 900."),
            StoreOption.of(
                    UPLOADS_MAX, Integer.toString(DEFAULT_UPLOADS_MAX), "Parts of one object under way at a time."),
            StoreOption.of(
                    TIMEOUT_MS,
                    Integer.toString(DEFAULT_TIMEOUT_MS),
                    "How long a server may be silent before a request is tried again."),
            StoreOption.of(
                    SPOOL_FOLDER,
                    null,
                    "Where parts of more than 16 MiB wait; the JVM's folder for temporary files without it."));

    private S3Options() {}

    /** Whether somebody has written a secret there, whatever the spelling. */
    static boolean looksLikeCredentials(String setting) {
        String letters = setting.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return List.of("accesskey", "secret", "token", "password", "credential").stream()
                .anyMatch(letters::contains);
    }
}
