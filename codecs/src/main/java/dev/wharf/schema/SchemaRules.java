package dev.wharf.schema;

import dev.wharf.error.WharfException;
import java.util.List;
import java.util.Map;

/** What is known of one language of schemas. Safe for use by many threads. */
public interface SchemaRules {

    SchemaType type();

    /**
     * Reads a schema.
     *
     * @param text the schema itself
     * @param references the texts of the schemas that it refers to, directly or through others, by the names under
     *     which it does; in an order in which none comes before one that it needs itself
     * @throws WharfException with {@code CONFIGURATION} that says what is wrong, and where
     */
    ParsedSchema parse(String text, Map<String, String> references);

    /**
     * The names of the other schemas that this one cannot do without, as far as its text says so; without those that
     * are always there.
     *
     * @throws WharfException with {@code CONFIGURATION} if it cannot be read
     */
    default List<String> needs(String text) {
        return List.of();
    }
}
