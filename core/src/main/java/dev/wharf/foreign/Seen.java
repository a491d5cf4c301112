package dev.wharf.foreign;

import dev.wharf.payload.Payload;

/** What a format makes of a value. */
public sealed interface Seen {
    /** It is not of this format. */
    Seen NOT_THEIRS = new NotTheirs();

    /** It is not of this format. */
    record NotTheirs() implements Seen {}

    /** The payload is in the value. */
    record InValue(Payload.Inline payload) implements Seen {}

    /** The value refers to an object. */
    record Elsewhere(ForeignReference reference) implements Seen {}

    /**
     * It is of this format, and cannot be used.
     *
     * @param problem in words, which show nothing of the value
     */
    record Unusable(String problem) implements Seen {}
}
