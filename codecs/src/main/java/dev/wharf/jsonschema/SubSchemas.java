package dev.wharf.jsonschema;

import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The schemas in a schema. */
final class SubSchemas {
    private static final Set<String> SINGLE = Set.of(
            "items",
            "additionalItems",
            "contains",
            "additionalProperties",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "not",
            "if",
            "then",
            "else",
            "contentSchema");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems", "items");
    private static final Set<String> MAPS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies");
    private static final Set<String> OF_THE_SAME_VALUE =
            Set.of("not", "if", "then", "else", "allOf", "anyOf", "oneOf", "dependentSchemas", "dependencies");

    private final SchemaSet set;
    private final Place place;
    private final List<Child> children = new ArrayList<>();

    private SubSchemas(SchemaSet set, Place place) {
        this.set = set;
        this.place = place;
    }

    /**
     * A schema in a schema.
     *
     * @param sameValue whether it speaks of the same value, and not of a part of it
     */
    record Child(Place place, boolean sameValue) {}

    static List<Child> of(SchemaSet set, Place place) {
        SubSchemas found = new SubSchemas(set, place);
        if (place.schema() instanceof Value.Row row) {
            for (int i = 0; i < row.shape().size(); i++) {
                found.in(row.shape().names().get(i), row.values().get(i));
            }
        }
        return found.children;
    }

    static boolean isSchema(Value value) {
        return value instanceof Value.Row || value instanceof Value.Bool;
    }

    private void in(String keyword, Value value) {
        boolean same = OF_THE_SAME_VALUE.contains(keyword) && !place.isRefAlone();
        String pointer = Pointers.child(place.pointer(), keyword);
        if (value instanceof Value.Array array && LISTS.contains(keyword)) {
            for (int i = 0; i < array.values().size(); i++) {
                add(array.values().get(i), Pointers.child(pointer, i), same);
            }
        } else if (value instanceof Value.Row row && MAPS.contains(keyword)) {
            for (String name : row.shape().names()) {
                add(row.get(name), Pointers.child(pointer, name), same);
            }
        } else if (SINGLE.contains(keyword)) {
            add(value, pointer, same);
        }
    }

    private void add(Value value, String pointer, boolean same) {
        if (isSchema(value)) {
            children.add(new Child(set.enter(place, value, pointer), same));
        }
    }
}
