package dev.wharf.jsonschema;

import dev.harrel.jsonschema.InvalidSchemaException;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schema, ready to check values. The library gets every reference as the place it leads to, so that it has none to
 * look for. Immutable once it is made, safe for use by many threads.
 */
final class Validation {
    private final Validator validator;
    private final URI root;
    private final Wording wording;

    private Validation(Validator validator, URI root, Wording wording) {
        this.validator = validator;
        this.root = root;
        this.wording = wording;
    }

    /**
     * Of schemas whose references are known.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION} if a schema does not fit its meta-schema
     */
    static Validation of(SchemaSet set, IdentityHashMap<Value, Place> targets, boolean formats) {
        Validator validator = new ValidatorFactory()
                .withJsonNodeFactory(new Nodes())
                .withDefaultDialect(set.root().draft().dialect())
                .withEvaluatorFactory(new OwnKeywords(formats))
                .createValidator();
        Map<String, Value> documents = new HashMap<>();
        for (Place place : set.roots()) {
            documents.put(place.resource().document().uri().toString(), place.schema());
            register(validator, place, prepared(place, targets));
        }
        return new Validation(validator, set.root().resource().document().uri(), new Wording(documents));
    }

    private static void register(Validator validator, Place place, Value prepared) {
        URI uri = place.resource().document().uri();
        try {
            var unused = validator.registerSchema(uri, ValueNode.of(prepared, Meter.ofSchema(2 * SchemaSet.MAX_DEPTH)));
        } catch (InvalidSchemaException e) {
            Broken broken = new Wording(Map.of()).of(e.getErrors(), prepared);
            throw SchemaSet.broken(place.shown() + " does not fit its meta-schema "
                    + place.draft().id() + ": " + broken.text());
        } catch (JsonSchemaException | IllegalArgumentException e) {
            throw SchemaSet.broken(place.shown() + ": " + e.getMessage());
        } catch (StackOverflowError e) { // of this thread's stack others may have taken the most
            throw SchemaSet.broken(place.shown() + " is nested too deep");
        }
    }

    /** As the library gets it: without an address of its own, with each reference as the place it leads to. */
    private static Value prepared(Place place, IdentityHashMap<Value, Place> targets) {
        if (!(place.schema() instanceof Value.Row row)) {
            return place.schema();
        }
        List<String> names = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (String name : row.shape().names()) {
            if (!name.equals(place.draft().idKeyword())) {
                names.add(name);
                values.add(name.equals("$schema") ? new Value.Text(place.draft().id()) : member(row, name, targets));
            }
        }
        return new Value.Row(Shape.of(names), values);
    }

    private static Value member(Value.Row row, String name, IdentityHashMap<Value, Place> targets) {
        Place target = name.equals("$ref") ? targets.get(row) : null;
        return target == null
                ? prepared(row.get(name), targets)
                : new Value.Text(target.resource().document().uri() + "#" + Pointers.percentEncoded(target.pointer()));
    }

    private static Value prepared(Value value, IdentityHashMap<Value, Place> targets) {
        return switch (value) {
            case Value.Row row -> {
                List<Value> values = new ArrayList<>(row.values().size());
                row.shape().names().forEach(name -> values.add(member(row, name, targets)));
                yield new Value.Row(row.shape(), values);
            }
            case Value.Array array ->
                new Value.Array(array.values().stream()
                        .map(element -> prepared(element, targets))
                        .toList());
            default -> value;
        };
    }

    /**
     * Checks a value that was read from JSON; null if all is well.
     *
     * @param bytes how long it was, which decides how many steps the check may take
     */
    @Nullable
    Broken check(Value value, long bytes, int maxDepth) {
        Meter meter = new Meter(bytes, maxDepth);
        Meter before = Meter.current();
        Meter.current(meter);
        try {
            Validator.Result result = validator.validate(root, ValueNode.of(value, meter));
            return result.isValid() ? null : wording.of(result.getErrors(), value);
        } catch (TooCostly e) {
            return new Broken(1, List.of("the document: " + e.getMessage()), "");
        } catch (StackOverflowError e) { // by schemas in schemas on each level of a deep document
            return new Broken(1, List.of("the document: it is nested too deep for its schema to be checked"), "");
        } finally {
            Meter.current(before);
        }
    }

    /** Makes what the library works on; texts are only its own meta-schemas. */
    private static final class Nodes implements JsonNodeFactory {

        @Override
        public JsonNode wrap(Object node) {
            if (node instanceof JsonNode known) {
                return known;
            }
            throw new IllegalArgumentException("no node of ours: " + node.getClass());
        }

        @Override
        public JsonNode create(String json) {
            return ValueNode.of(JsonCodec.JSON.read(Payload.of(json)), Meter.ofSchema(2 * SchemaSet.MAX_DEPTH));
        }
    }
}
