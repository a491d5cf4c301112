package dev.wharf.schema;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Gathers the schemas that one refers to, directly or through others. For one thread, once. */
final class References {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_COUNT = 500;

    private final BiFunction<String, Integer, RegisteredSchema> versions;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<SubjectVersion> under = new LinkedHashSet<>();
    private final Set<SubjectVersion> done = new HashSet<>();

    private References(BiFunction<String, Integer, RegisteredSchema> versions) {
        this.versions = versions;
    }

    /**
     * Their texts by the names that they are referred to by; none comes before one that it needs itself.
     *
     * @param context of the schema, in which the subjects of its references are, too; empty for the default one
     * @throws RegistryException with {@code BAD_REFERENCES} if they make a circle, are too deep or too many, or if two
     *     different ones have the same name
     */
    static Map<String, String> of(
            Schema schema, String context, BiFunction<String, Integer, RegisteredSchema> versions) {
        References references = new References(versions);
        references.visit(schema, context);
        return references.texts;
    }

    private void visit(Schema schema, String context) {
        for (SchemaReference reference : schema.references()) {
            String subject = reference.subject().startsWith(":.") ? reference.subject() : context + reference.subject();
            visit(reference.name(), new SubjectVersion(subject, reference.version()), context);
        }
    }

    private void visit(String name, SubjectVersion place, String context) {
        if (under.contains(place)) {
            throw bad("the references lead back to " + place + ", by way of " + under);
        }
        if (under.size() >= MAX_DEPTH) {
            throw bad("the references are deeper than " + MAX_DEPTH + ", at " + place);
        }
        Schema schema = versions.apply(place.subject(), place.version()).schema();
        if (done.add(place)) {
            if (done.size() > MAX_COUNT) {
                throw bad("there are more than " + MAX_COUNT + " references, at " + place);
            }
            under.add(place);
            visit(schema, context);
            under.remove(place);
        }
        String before = texts.putIfAbsent(name, schema.text());
        if (before != null && !before.equals(schema.text())) {
            throw bad("two different schemas are referred to as " + name + ", one of them " + place);
        }
    }

    private static RegistryException bad(String text) {
        return RegistryException.of(RegistryFault.BAD_REFERENCES, text);
    }
}
