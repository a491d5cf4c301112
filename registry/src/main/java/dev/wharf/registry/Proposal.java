package dev.wharf.registry;

import dev.wharf.schema.SchemaType;
import dev.wharf.value.Value;
import java.util.List;

/**
 * A schema as somebody sends it, to be registered, looked up or judged.
 *
 * @param id that it shall have, 0 if that is left to the registry
 * @param version that it shall have, 0 if that is left to the registry
 */
record Proposal(
        SchemaType type, String text, List<Reference> references, Value metadata, Value ruleSet, int id, int version) {

    Proposal {
        references = List.copyOf(references);
    }

    Proposal withReferences(List<Reference> others) {
        return new Proposal(type, text, others, metadata, ruleSet, id, version);
    }
}
