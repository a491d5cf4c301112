package dev.wharf.avro;

import dev.wharf.value.Decoded;

/**
 * What is wrong with bytes, and where. Never leaves the package. Has no stack trace, since whoever sends broken records
 * sends many.
 */
final class AvroFlaw extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Decoded.Kind kind;
    private final String reason;
    private final int position;
    private String path = "";

    AvroFlaw(Decoded.Kind kind, String reason, int position) {
        super(reason, null, false, false);
        this.kind = kind;
        this.reason = reason;
        this.position = position;
    }

    /** The same, seen from one level further out. */
    AvroFlaw under(String step) {
        path = Paths.under(step, path);
        return this;
    }

    /** As what decoding gives, for a payload that begins at that place of the array. */
    Decoded.Failure failure(int from) {
        return new Decoded.Failure(kind, path.isEmpty() ? reason : path + ": " + reason, position - from);
    }
}
