package dev.wharf.protobuf;

import dev.wharf.value.Decoded;

/** The bytes cannot be read. Thrown from deep inside, and caught before it leaves the codec; without a stack trace. */
final class WireFlaw extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Decoded.Kind kind;
    private final String reason;
    private final int position;

    /**
     * @param reason what is wrong, in words
     * @param position where it shows in the array
     */
    WireFlaw(Decoded.Kind kind, String reason, int position) {
        super(reason, null, false, false);
        this.kind = kind;
        this.reason = reason;
        this.position = position;
    }

    /** The failure, of a payload that begins there. */
    Decoded.Failure failure(int offset) {
        return new Decoded.Failure(kind, reason, (long) position - offset);
    }
}
