package dev.wharf.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The schema that an object brings along, as a codec wants to be told of it.
 *
 * @param options of the codec: {@code schema}, and whatever else says how such objects are written
 * @param imports the texts of what the schema imports, by the names under which it does; none before one that it needs
 */
public record OwnSchema(Map<String, String> options, Map<String, String> imports) {
    public OwnSchema {
        options = Map.copyOf(options);
        imports = Collections.unmodifiableMap(new LinkedHashMap<>(imports));
    }

    /** One that is complete in itself. */
    public static OwnSchema of(String text) {
        return new OwnSchema(Map.of("schema", text), Map.of());
    }
}
