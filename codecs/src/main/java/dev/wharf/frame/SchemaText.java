package dev.wharf.frame;

import dev.wharf.schema.SchemaType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A schema as it was found or given, and what it refers to.
 *
 * @param label its id or GUID, for errors; empty for one that was given
 * @param references texts by the names under which they are referred to, in an order in which none comes before
 *     one that it needs
 */
public record SchemaText(SchemaType type, String text, Map<String, String> references, String label) {
    public SchemaText {
        references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
    }

    /** One that was given. */
    public static SchemaText given(SchemaType type, String text, Map<String, String> references) {
        return new SchemaText(type, text, references, "");
    }
}
