package dev.wharf.value;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;

/**
 * What decoding gives: a document, or the reason why the bytes are none. A failure is a value, so that policy can
 * decide.
 */
public sealed interface Decoded permits Document, Decoded.Failure {

    /** What kind of thing is in the way. */
    enum Kind {
        /** The bytes are not of the format, or not of the schema. */
        MALFORMED,
        /** Longer than may be decoded, so that nobody looked. */
        TOO_LARGE,
        /** There is no frame that names a schema. */
        NO_FRAME,
        /** The registry does not know the schema that the frame names. */
        UNKNOWN_SCHEMA,
        /** The schema itself cannot be used. */
        BAD_SCHEMA,
        /** Well-formed, but a rule of the schema is broken. */
        INVALID,
        /** What was written cannot be read by the schema that the reader wants. */
        INCOMPATIBLE,
        /** The registry does not answer: the same bytes may be read later. */
        UNAVAILABLE
    }

    /**
     * The bytes cannot be read.
     *
     * @param reason what is wrong, in words; never shows bytes of the record
     * @param position offset in bytes from the start of the payload at which it shows
     * @param schema the id or GUID of the schema that they were read with; empty where none is known
     */
    record Failure(Kind kind, String reason, long position, String schema) implements Decoded {
        /** Bytes that were looked at, and are wrong. */
        public Failure(String reason, long position) {
            this(Kind.MALFORMED, reason, position, "");
        }

        public Failure(Kind kind, String reason, long position) {
            this(kind, reason, position, "");
        }

        /**
         * As an exception: {@code UNAVAILABLE} where it may be read later, {@code TOO_LARGE}, else {@code MALFORMED}.
         *
         * @param what begins its text: what could not be read
         */
        public WharfException asException(String what) {
            ErrorCode code = switch (kind) {
                case TOO_LARGE -> ErrorCode.TOO_LARGE;
                case UNAVAILABLE -> ErrorCode.UNAVAILABLE;
                case MALFORMED, NO_FRAME, UNKNOWN_SCHEMA, BAD_SCHEMA, INVALID, INCOMPATIBLE -> ErrorCode.MALFORMED;
            };
            String with = schema.isEmpty() ? "" : " (schema " + schema + ")";
            return new WharfException(code, what + ": " + reason + " at byte " + position + with);
        }

        public boolean tooLarge() {
            return kind == Kind.TOO_LARGE;
        }
    }
}
