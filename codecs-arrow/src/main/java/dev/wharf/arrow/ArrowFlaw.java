package dev.wharf.arrow;

import dev.wharf.value.Decoded;

/**
 * Why bytes are no Arrow, or none that we read. Thrown inside this package, and turned into a {@link Decoded.Failure}
 * at its edge; it has no stack trace, since bad input may come in floods.
 */
final class ArrowFlaw extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Decoded.Kind kind;
    private final String reason;

    /** Counted from the start of the array that was read. */
    private final long position;

    ArrowFlaw(String reason, long position) {
        this(Decoded.Kind.MALFORMED, reason, position);
    }

    ArrowFlaw(Decoded.Kind kind, String reason, long position) {
        super(reason, null, false, false);
        this.kind = kind;
        this.reason = reason;
        this.position = position;
    }

    /** As what decoding gives, for a payload that starts at the place in its array. */
    Decoded.Failure failure(long payloadStart) {
        return new Decoded.Failure(kind, reason, Math.max(0, position - payloadStart));
    }
}
