package dev.wharf.jsonschema;

import dev.wharf.value.Value;
import java.net.URI;

/**
 * A schema where it stands. Not to be compared: the same schema may stand in several places.
 *
 * @param pointer from the start of the document
 */
record Place(Value schema, String pointer, Resource resource) {

    /**
     * A text that schemas were read from.
     *
     * @param name the name under which it is referred to; empty for the schema itself
     * @param uri what the validator knows it by
     */
    record Document(String name, URI uri, Value value) {}

    /**
     * What has an address of its own, and from where references start: a document, or a schema in it with an id.
     *
     * @param pointer where it starts in its document
     */
    record Resource(Document document, URI base, Draft draft, Value root, String pointer) {}

    Value get(String keyword) {
        return schema instanceof Value.Row row ? row.get(keyword) : Value.ABSENT;
    }

    Draft draft() {
        return resource.draft();
    }

    /** Whether {@code $ref} is all that counts. */
    boolean isRefAlone() {
        return draft().refStandsAlone() && get("$ref") instanceof Value.Text;
    }

    /** For people. */
    String shown() {
        return resource.document().name() + '#' + pointer;
    }
}
