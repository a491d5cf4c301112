package dev.wharf.schema;

import dev.wharf.value.Value;
import java.util.List;

/**
 * A schema as it is written. Immutable.
 *
 * @param metadata what else a registry keeps of it, as JSON, passed on unread; {@link Value#ABSENT} for none
 * @param ruleSet likewise
 */
public record Schema(SchemaType type, String text, List<SchemaReference> references, Value metadata, Value ruleSet) {

    public Schema {
        references = List.copyOf(references);
    }

    /** One that uses no other. */
    public static Schema of(SchemaType type, String text) {
        return new Schema(type, text, List.of(), Value.ABSENT, Value.ABSENT);
    }

    /** One that uses others. */
    public static Schema of(SchemaType type, String text, List<SchemaReference> references) {
        return new Schema(type, text, references, Value.ABSENT, Value.ABSENT);
    }

    @Override
    public String toString() {
        return type + " schema of " + text.length() + " characters, " + references.size() + " references";
    }
}
