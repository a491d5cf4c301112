package dev.wharf.jsonschema;

import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a writer's schemas say of the members of an object, and of the elements of an array. For one thread. */
final class WriterMembers {
    private final WriterParts writer;

    WriterMembers(WriterParts writer) {
        this.writer = writer;
    }

    /** Those that are named. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Place part : writer.parts()) {
            if (part.get("properties") instanceof Value.Row properties) {
                names.addAll(properties.shape().names());
            }
        }
        return names;
    }

    /** All that holds for the member of that name; one that may not be there has a schema that is {@code false}. */
    WriterParts member(String name) {
        List<Place> schemas = new ArrayList<>();
        for (Place part : writer.parts()) {
            schemas.addAll(member(part, name));
        }
        return writer.of(schemas);
    }

    private List<Place> member(Place part, String name) {
        List<Place> schemas = new ArrayList<>();
        Place named = WriterParts.at(writer.set(), part, "properties", name);
        if (named != null) {
            schemas.add(named);
        }
        for (String pattern : patterns(part)) {
            Place matched =
                    matches(pattern, name) ? WriterParts.at(writer.set(), part, "patternProperties", pattern) : null;
            if (matched != null) {
                schemas.add(matched);
            }
        }
        Place rest = schemas.isEmpty() ? rest(part, names().contains(name)) : null;
        if (rest != null) {
            schemas.add(rest);
        }
        return schemas;
    }

    /** All that holds for a member that no schema names. */
    WriterParts rest() {
        List<Place> schemas = new ArrayList<>();
        for (Place part : writer.parts()) {
            Place rest = rest(part, false);
            if (rest != null) {
                schemas.add(rest);
            }
        }
        return writer.of(schemas);
    }

    private @Nullable Place rest(Place part, boolean namedElsewhere) {
        Place additional = WriterParts.at(writer.set(), part, "additionalProperties");
        boolean others = namedElsewhere || writer.hasUnions() || mayEvaluate();
        return additional != null || others ? additional : WriterParts.at(writer.set(), part, "unevaluatedProperties");
    }

    /** Whether there are keywords that may take members in ways that are not looked at here. */
    private boolean mayEvaluate() {
        return writer.parts().stream()
                .anyMatch(part -> !(part.get("if") instanceof Value.Absent
                        && part.get("dependentSchemas") instanceof Value.Absent
                        && part.get("patternProperties") instanceof Value.Absent
                        && part.get("$dynamicRef") instanceof Value.Absent
                        && part.get("$recursiveRef") instanceof Value.Absent));
    }

    static List<String> patterns(Place part) {
        return part.get("patternProperties") instanceof Value.Row patterns
                ? patterns.shape().names()
                : List.of();
    }

    /** What holds for members whose names match the pattern, as far as that schema says. */
    List<WriterParts> patternSchemas(Set<String> except) {
        List<WriterParts> all = new ArrayList<>();
        for (Place part : writer.parts()) {
            for (String pattern : patterns(part)) {
                Place schema = WriterParts.at(writer.set(), part, "patternProperties", pattern);
                if (schema != null && !except.contains(pattern)) {
                    all.add(writer.of(List.of(schema)));
                }
            }
        }
        return all;
    }

    static boolean matches(String pattern, String name) {
        try {
            return BoundedPattern.of(pattern).find(name, new Meter(0, 1));
        } catch (IllegalArgumentException | TooCostly e) {
            return false;
        }
    }

    /** The schemas of the first elements, and of the others. */
    record Items(List<Place> first, @Nullable Place others) {}

    static Items items(SchemaSet set, Place place) {
        if (place.draft() == Draft.DRAFT_2020_12) {
            return new Items(WriterParts.in(set, place, "prefixItems"), WriterParts.at(set, place, "items"));
        }
        boolean list = place.get("items") instanceof Value.Array;
        return list
                ? new Items(WriterParts.in(set, place, "items"), WriterParts.at(set, place, "additionalItems"))
                : new Items(List.of(), WriterParts.at(set, place, "items"));
    }

    /** How many elements have schemas of their own. */
    int firstElements() {
        return writer.parts().stream()
                .mapToInt(part -> items(writer.set(), part).first().size())
                .max()
                .orElse(0);
    }

    /** All that holds for that element. */
    WriterParts element(int index) {
        List<Place> schemas = new ArrayList<>();
        for (Place part : writer.parts()) {
            Items items = items(writer.set(), part);
            Place others = items.others();
            if (index < items.first().size()) {
                schemas.add(items.first().get(index));
            } else if (others != null) {
                schemas.add(others);
            }
        }
        return writer.of(schemas);
    }
}
