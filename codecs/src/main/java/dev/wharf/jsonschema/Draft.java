package dev.wharf.jsonschema;

import dev.harrel.jsonschema.Dialect;
import dev.harrel.jsonschema.Dialects;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The drafts of JSON Schema that are understood, from the oldest to the newest. */
public enum Draft {
    DRAFT_4("http://json-schema.org/draft-04/schema#"),
    DRAFT_6("http://json-schema.org/draft-06/schema#"),
    DRAFT_7("http://json-schema.org/draft-07/schema#"),
    DRAFT_2019_09("https://json-schema.org/draft/2019-09/schema"),
    DRAFT_2020_12("https://json-schema.org/draft/2020-12/schema");

    private final String id;
    private final String plain;

    Draft(String id) {
        this.id = id;
        this.plain = plain(id);
    }

    /** The {@code $schema} of schemas that are written in it. */
    public String id() {
        return id;
    }

    /** The draft of that {@code $schema}, with or without {@code #} at its end, by http or https; else null. */
    static @Nullable Draft of(String schema) {
        String plain = plain(schema);
        for (Draft draft : values()) {
            if (draft.plain.equals(plain)) {
                return draft;
            }
        }
        return null;
    }

    private static String plain(String schema) {
        String path = schema.endsWith("#") ? schema.substring(0, schema.length() - 1) : schema;
        return path.startsWith("https:") ? path.substring(6) : path.startsWith("http:") ? path.substring(5) : path;
    }

    /** All of them, for people. */
    static String ids() {
        return Arrays.stream(values()).map(Draft::id).collect(Collectors.joining(", "));
    }

    /** Whether {@code $ref} stands alone: what is beside it is not looked at. */
    boolean refStandsAlone() {
        return compareTo(DRAFT_7) <= 0;
    }

    /** The keyword that gives a schema an address. */
    String idKeyword() {
        return this == DRAFT_4 ? "id" : "$id";
    }

    Dialect dialect() {
        return switch (this) {
            case DRAFT_4 -> new Dialects.Draft4Dialect();
            case DRAFT_6 -> new Dialects.Draft6Dialect();
            case DRAFT_7 -> new Dialects.Draft7Dialect();
            case DRAFT_2019_09 -> new Dialects.Draft2019Dialect();
            case DRAFT_2020_12 -> new Dialects.Draft2020Dialect();
        };
    }
}
