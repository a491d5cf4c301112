package dev.wharf.registry.contract;

import java.util.List;

/** A schema that a client sends or gets. */
record NewSchema(String type, String text, List<Ref> references) {

    /** A reference to a version of a subject. */
    record Ref(String name, String subject, int version) {}

    NewSchema {
        references = List.copyOf(references);
    }

    static NewSchema avro(String text) {
        return new NewSchema("AVRO", text, List.of());
    }

    NewSchema with(Ref reference) {
        return new NewSchema(type, text, List.of(reference));
    }
}
