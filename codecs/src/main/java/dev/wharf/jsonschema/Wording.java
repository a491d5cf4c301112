package dev.wharf.jsonschema;

import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Our words for what the library found: the place, the keyword, and what it wants by the schema. */
final class Wording {
    /** Keywords that try schemas: what these found wrong is not what is wrong with the document. */
    private static final Set<String> TRIES = Set.of("anyOf", "oneOf", "not", "contains", "if");

    /** Keywords that only say that schemas within them are broken. */
    private static final Set<String> SUMS = Set.of("allOf", "if", "dependentSchemas", "dependencies");

    private static final int MAX_WANTED = 60;

    /** What the library calls each text, and the text. */
    private final Map<String, Value> documents;

    Wording(Map<String, Value> documents) {
        this.documents = documents;
    }

    Broken of(List<dev.harrel.jsonschema.Error> found, Value whole) {
        List<dev.harrel.jsonschema.Error> errors = told(found);
        List<String> first = new ArrayList<>();
        for (int i = 0; i < errors.size() && i < Broken.SHOWN; i++) {
            first.add(sentence(errors.get(i), whole));
        }
        return errors.isEmpty()
                ? new Broken(1, List.of("the document: it does not fit"), "")
                : new Broken(errors.size(), first, errors.get(0).getInstanceLocation());
    }

    /** Without those that say nothing, or nothing more. */
    private static List<dev.harrel.jsonschema.Error> told(List<dev.harrel.jsonschema.Error> errors) {
        Set<String> tried = new HashSet<>();
        for (dev.harrel.jsonschema.Error error : errors) {
            if (error.getKeyword() != null && TRIES.contains(error.getKeyword())) {
                tried.add(error.getEvaluationPath());
            }
        }
        List<dev.harrel.jsonschema.Error> told = errors.stream()
                .filter(error -> !isWithin(error.getEvaluationPath(), tried))
                .toList();
        List<dev.harrel.jsonschema.Error> details = told.stream()
                .filter(error -> error.getKeyword() == null || !SUMS.contains(error.getKeyword()))
                .toList();
        return details.isEmpty() ? told : details;
    }

    private static boolean isWithin(String path, Set<String> tried) {
        for (int slash = path.lastIndexOf('/');
                slash > 0 && !tried.isEmpty();
                slash = path.lastIndexOf('/', slash - 1)) {
            if (tried.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    private String sentence(dev.harrel.jsonschema.Error error, Value whole) {
        String where = Pointers.shown(error.getInstanceLocation()) + ": ";
        String keyword = error.getKeyword();
        if (keyword == null) {
            return where + nothing(error.getEvaluationPath());
        }
        Value wanted = wanted(error.getSchemaLocation(), keyword);
        return where + keyword + " wants "
                + switch (keyword) {
                    case "required" -> missing(wanted, Pointers.in(whole, error.getInstanceLocation()));
                    case "type" -> types(wanted);
                    case "anyOf" -> "what fits one of " + count(wanted) + " schemas";
                    case "oneOf" -> "what fits just one of " + count(wanted) + " schemas";
                    case "not" -> "what does not fit a schema";
                    case "contains" -> "an element that fits a schema";
                    case "allOf", "if", "dependentSchemas", "dependencies", "dependentRequired" ->
                        "other members than there are";
                    default -> json(wanted);
                };
    }

    /** A schema that is {@code false} takes nothing; where it stands says why. */
    private static String nothing(String path) {
        List<String> steps = Pointers.steps(path);
        String keyword = steps.isEmpty() ? "" : steps.get(steps.size() - 1);
        return switch (keyword) {
            case "additionalProperties", "unevaluatedProperties" -> keyword + " wants no such member";
            case "items", "additionalItems", "unevaluatedItems" -> keyword + " wants no such element";
            default -> "the schema is false, so nothing may stand there";
        };
    }

    /** What the schema says at its keyword. */
    private Value wanted(String location, String keyword) {
        int hash = location.indexOf('#');
        Value document = documents.get(hash < 0 ? location : location.substring(0, hash));
        if (document == null) {
            return Value.ABSENT;
        }
        return Pointers.step(Pointers.in(document, hash < 0 ? "" : location.substring(hash + 1)), keyword);
    }

    private static String missing(Value wanted, Value object) {
        if (!(wanted instanceof Value.Array names) || !(object instanceof Value.Row row)) {
            return "members that are missing";
        }
        String missing = names.values().stream()
                .filter(name -> name instanceof Value.Text text && row.shape().indexOf(text.value()) < 0)
                .map(Wording::json)
                .collect(Collectors.joining(", "));
        return shortened(missing);
    }

    private static String types(Value wanted) {
        return switch (wanted) {
            case Value.Text type -> type.value();
            case Value.Array types ->
                types.values().stream()
                        .map(type -> type instanceof Value.Text text ? text.value() : "")
                        .collect(Collectors.joining(" or "));
            default -> "another type";
        };
    }

    private static String count(Value wanted) {
        return wanted instanceof Value.Array schemas
                ? String.valueOf(schemas.values().size())
                : "several";
    }

    static String json(@Nullable Value wanted) {
        if (wanted == null || wanted instanceof Value.Absent) {
            return "something else";
        }
        ByteSink sink = new ByteSink();
        JsonWriter.write(wanted, sink);
        return shortened(new String(sink.toByteArray(), StandardCharsets.UTF_8));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_WANTED ? text : text.substring(0, MAX_WANTED) + "...";
    }
}
