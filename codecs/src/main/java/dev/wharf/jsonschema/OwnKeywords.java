package dev.wharf.jsonschema;

import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import dev.harrel.jsonschema.SpecificationVersion;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keywords whose cost a document or a schema could drive up, done by ourselves: patterns, and what compares values.
 * The library does the others. What is no schema, but looks like one (a default, an example), comes here too, so
 * nothing may throw.
 */
final class OwnKeywords implements EvaluatorFactory {
    /** Of these the library makes something although their value is text. */
    private static final Set<String> WITH_TEXT = Set.of("type", "$ref", "$dynamicRef", "$recursiveRef");

    private static final Evaluator NOTHING = (context, node) -> Evaluator.Result.success();

    private final boolean formats;

    OwnKeywords(boolean formats) {
        this.formats = formats;
    }

    @Override
    public Optional<Evaluator> create(SchemaParsingContext context, String keyword, JsonNode node) {
        if (!(node instanceof ValueNode own)) {
            return Optional.empty();
        }
        boolean draft4 = context.getDialect().getSpecificationVersion() == SpecificationVersion.DRAFT4;
        return switch (own.value()) {
            case Value.Text text -> ofText(keyword, text.value());
            case Value.Array array when keyword.equals("enum") -> Optional.of(new OneOfValues(array.values()));
            case Value.Bool bool when keyword.equals("uniqueItems") && bool.value() -> Optional.of(new Unique());
            case Value.Numeric number
            when keyword.equals("multipleOf") && number.asDecimal().signum() > 0 -> Optional.of(new MultipleOf(number));
            case Value.Row row when keyword.equals("patternProperties") -> patternProperties(context, own, row);
            case Value any when keyword.equals("const") && !draft4 -> Optional.of(new OneOfValues(List.of(any)));
            default -> Optional.empty();
        };
    }

    /** The others that are text, titles and such, are nothing to check; the library would note them for each value. */
    private Optional<Evaluator> ofText(String keyword, String text) {
        return switch (keyword) {
            case "pattern" -> Optional.of(pattern(text));
            case "const" -> Optional.of(new OneOfValues(List.of(new Value.Text(text))));
            case "format" -> Optional.of(formats ? format(text) : NOTHING);
            default -> WITH_TEXT.contains(keyword) ? Optional.empty() : Optional.of(NOTHING);
        };
    }

    private static Evaluator pattern(String text) {
        BoundedPattern pattern = compiled(text);
        return (context, node) -> {
            boolean found = !node.isString() || pattern == null || pattern.find(node.asString(), meter(node));
            return result(found);
        };
    }

    /** Null for one that is none: {@link SchemaCheck} has refused it, if it stood in a schema. */
    private static @Nullable BoundedPattern compiled(String text) {
        try {
            return BoundedPattern.of(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Evaluator format(String name) {
        return (context, node) -> result(!node.isString() || Formats.fits(name, node.asString()));
    }

    /** The library's own, once it is certain that to match the names does not take too long. */
    private static Optional<Evaluator> patternProperties(SchemaParsingContext context, ValueNode node, Value.Row row) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        Map<String, BoundedPattern> patterns = new LinkedHashMap<>();
        for (String name : row.shape().names()) {
            BoundedPattern pattern = compiled(name);
            JsonNode schema = node.asObject().get(name);
            if (pattern != null && schema != null) {
                members.put(pattern.java(), schema);
                patterns.put(pattern.java(), pattern);
            }
        }
        return context.getDialect()
                .getEvaluatorFactory()
                .create(context, "patternProperties", new RenamedNode(node, members))
                .map(library -> new Guarded(library, List.copyOf(patterns.values())));
    }

    private record Guarded(Evaluator library, List<BoundedPattern> patterns) implements Evaluator {

        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            if (node.isObject()) {
                Meter meter = meter(node);
                for (String name : node.asObject().keySet()) {
                    for (BoundedPattern pattern : patterns) {
                        boolean unused = pattern.find(name, meter);
                    }
                }
            }
            return library.evaluate(context, node);
        }

        @Override
        public int getOrder() {
            return library.getOrder();
        }
    }

    /** For {@code enum} and {@code const}. */
    private static final class OneOfValues implements Evaluator {
        private final Set<JsonEquality.Key> allowed = new HashSet<>();

        OneOfValues(List<Value> values) {
            Meter free = Meter.ofSchema(Integer.MAX_VALUE);
            values.forEach(value -> allowed.add(new JsonEquality.Key(value, free)));
        }

        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            return result(allowed.contains(new JsonEquality.Key(value(node), meter(node))));
        }
    }

    private static final class Unique implements Evaluator {

        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            if (!(value(node) instanceof Value.Array array)) {
                return Result.success();
            }
            Meter meter = meter(node);
            Set<JsonEquality.Key> seen = HashSet.newHashSet(array.values().size());
            for (Value element : array.values()) {
                meter.look();
                if (!seen.add(new JsonEquality.Key(element, meter))) {
                    return result(false);
                }
            }
            return Result.success();
        }
    }

    private static final class MultipleOf implements Evaluator {
        private final BigDecimal factor;
        private final long wholeFactor;

        MultipleOf(Value.Numeric factor) {
            this.factor = factor.asDecimal();
            this.wholeFactor = factor instanceof Value.Int whole ? whole.value() : 0;
        }

        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            return switch (value(node)) {
                case Value.Int number when wholeFactor > 0 -> result(number.value() % wholeFactor == 0);
                case Value.Numeric number -> result(divides(number.asDecimal(), meter(node)));
                default -> Result.success();
            };
        }

        private boolean divides(BigDecimal number, Meter meter) {
            int digits = number.precision() + factor.precision() + Math.abs(number.scale() - factor.scale());
            meter.step(16 * digits); // of numbers with exponents there can be many
            return number.remainder(factor).signum() == 0;
        }
    }

    private static Evaluator.Result result(boolean fits) {
        return fits ? Evaluator.Result.success() : Evaluator.Result.failure("is broken"); // our words come later
    }

    /** The library has nodes of its own for the names of members. */
    private static Value value(JsonNode node) {
        return node instanceof ValueNode own ? own.value() : new Value.Text(node.asString());
    }

    private static Meter meter(JsonNode node) {
        if (node instanceof ValueNode own) {
            return own.meter();
        }
        Meter current = Meter.current();
        return current == null ? new Meter(0, Integer.MAX_VALUE) : current;
    }
}
