package dev.wharf.registry;

import dev.wharf.schema.SchemaType;
import dev.wharf.value.Value;
import java.util.List;
import java.util.UUID;

/**
 * A schema that is registered, as it was sent. Immutable.
 *
 * @param metadata as it was sent, {@link Value#ABSENT} if it was not
 * @param ruleSet the same; kept, never carried out
 * @param guid equal for two that differ in nothing but how they are written
 * @param meaning equal for two that mean the same
 */
record Schema(
        SchemaType type,
        String text,
        List<Reference> references,
        Value metadata,
        Value ruleSet,
        UUID guid,
        UUID meaning) {

    Schema {
        references = List.copyOf(references);
    }
}
