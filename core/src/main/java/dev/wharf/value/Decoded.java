package dev.wharf.value;

/**
 * What decoding gives: a document, or the reason why the bytes are none. A failure is a value, so that policy can
 * decide.
 */
public sealed interface Decoded permits Document, Decoded.Failure {

    /**
     * The bytes are not what they should be.
     *
     * @param reason what is wrong, in words; never shows bytes of the record
     * @param position offset in bytes from the start of the payload at which it shows
     * @param tooLarge whether nobody looked, because the payload is longer than may be decoded
     */
    record Failure(String reason, long position, boolean tooLarge) implements Decoded {
        /** Bytes that were looked at, and are wrong. */
        public Failure(String reason, long position) {
            this(reason, position, false);
        }
    }
}
