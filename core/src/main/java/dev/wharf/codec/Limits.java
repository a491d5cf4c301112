package dev.wharf.codec;

import dev.wharf.value.Decoded;

/**
 * What a decoder does not go beyond, whatever the bytes say.
 *
 * @param maxBytes the longest payload that is decoded, in bytes; {@code decode.max.bytes} in configuration
 * @param maxDepth how deep values may be nested
 */
public record Limits(int maxBytes, int maxDepth) {
    /** 16 MiB, 1000 levels. */
    public static final Limits DEFAULT = new Limits(16 << 20, 1000);

    /** The same with another length. */
    public Limits withMaxBytes(int bytes) {
        return new Limits(bytes, maxDepth);
    }

    /** Whether a payload of that length is not looked at. */
    public boolean isTooLarge(long bytes) {
        return bytes > maxBytes;
    }

    /** What decoding such a payload gives. */
    public Decoded.Failure tooLarge(long bytes) {
        return tooLarge(bytes, maxBytes);
    }

    /** The same, for a limit that stands alone. */
    public static Decoded.Failure tooLarge(long bytes, int maxBytes) {
        return new Decoded.Failure(
                Decoded.Kind.TOO_LARGE,
                "the payload has " + bytes + " bytes, more than decode.max.bytes = " + maxBytes,
                0);
    }
}
