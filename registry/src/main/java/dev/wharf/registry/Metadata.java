package dev.wharf.registry;

import java.util.Map;
import java.util.Optional;

/** What is noted beside schemas. */
final class Metadata {
    private Metadata() {}

    /** Whether the properties of the schema's metadata have all these values. */
    static boolean has(Schema schema, Map<String, String> wanted) {
        Json.Members properties = Json.members(Json.members(schema.metadata()).get("properties"));
        return wanted.entrySet().stream()
                .allMatch(each -> properties.text(each.getKey()).equals(Optional.of(each.getValue())));
    }
}
