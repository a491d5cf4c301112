package dev.wharf.avro;

import dev.wharf.value.Decoded;

/** A branch that the reader's schema has no place for: no failure before it really comes. */
final class Impossible extends Node {
    private final String reason;

    Impossible(String type, String reason) {
        super(Op.IMPOSSIBLE, type);
        this.reason = reason;
    }

    AvroFlaw flaw(int position) {
        return new AvroFlaw(Decoded.Kind.INCOMPATIBLE, reason, position);
    }
}
