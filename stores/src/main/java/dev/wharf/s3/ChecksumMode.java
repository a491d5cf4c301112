package dev.wharf.s3;

/** Whether parts are sent with their CRC32. */
enum ChecksumMode {
    /** With it, unless the server turns out to refuse that. */
    AUTO,
    WHEN_SUPPORTED,
    WHEN_REQUIRED
}
