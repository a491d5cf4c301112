package dev.wharf.schema;

import java.util.List;

/** A schema that was read. Immutable. */
public interface ParsedSchema {

    SchemaType type();

    /** The full name of what it describes, as strategies of subjects by record use it; empty where it has none. */
    String name();

    /**
     * The schema in one form: equal for two that differ in nothing but whitespace, and the order of attributes. What
     * Confluent's registry compares when it looks for a schema that is there already.
     */
    String canonical();

    /**
     * The schema in a form that is equal for two that mean the same, however they are written: what {@code normalize}
     * asks for.
     */
    String normalized();

    /**
     * Why somebody who has this schema cannot read everything that was written with the other, a line each, with the
     * path to what is in the way; empty if they can.
     */
    List<String> cannotRead(ParsedSchema writer);

    /** In what the other differs from this, a line each, with paths; empty if they mean the same. */
    List<String> differences(ParsedSchema other);
}
