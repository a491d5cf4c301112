package dev.wharf.stage.internal;

import dev.wharf.record.WharfRecord;
import dev.wharf.stage.FieldUse;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageContext;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import dev.wharf.stage.TransformStage;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** {@code filter.apply}: lets through the records whose field compares with a constant as wanted. */
public final class FilterApply implements StageProvider {
    private static final List<String> OPERATORS =
            List.of("==", "=", "!=", "<>", ">", ">=", "<", "<=", "contains", "in");

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "filter.apply",
                Set.of(Place.TRANSFORM),
                "Lets through the records whose field compares with a value as wanted.",
                List.of(
                        Parameter.required("column", Parameter.Type.TEXT, "The field to compare."),
                        Parameter.choice("operator", "==", OPERATORS, "How to compare."),
                        Parameter.required(
                                "value",
                                Parameter.Type.SCALARS,
                                "What to compare with; an array for the operator in. \"100\" is a number against"
                                        + " numbers.")),
                """
                [[stages]]
                id = "large"
                function = "filter.apply"
                inputs = ["orders"]

                [stages.config]
                column = "amount"
                operator = ">="
                value = "100"
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        List<Literal> values = config.scalars("value").stream().map(Literal::of).toList();
        String operator = config.text("operator");
        if (!operator.equals("in") && values.size() != 1) {
            config.problem("value", "operator " + operator + " compares with one value, not with " + values.size());
        }
        if (operator.equals("in") && values.isEmpty()) {
            config.problem(
                    "value", "operator in has no value to compare with, so nothing would pass; give one at least");
        }
        return new Filter(config.text("column"), operator, values);
    }

    private record Filter(String column, String operator, List<Literal> values) implements TransformStage {
        @Override
        public Transform open(StageContext context) {
            Field field = context.fields().field(column);
            Predicate<Value> test = test(operator, values);
            return (record, output) -> apply(record, field, test, output);
        }

        private static Outcome apply(WharfRecord record, Field field, Predicate<Value> test, Output output) {
            Value value = record.get(field);
            if (Value.isMissing(value)) {
                return Outcome.FILTERED_ABSENT;
            }
            if (!test.test(value)) {
                return Outcome.FILTERED;
            }
            output.emit(record);
            return Outcome.PASSED;
        }

        @Override
        public Optional<FieldUse> fields() {
            return Optional.of(FieldUse.reading("column", List.of(column)));
        }

        @Override
        public String summary() {
            List<String> texts = values.stream().map(Literal::text).toList();
            return column + " " + operator + " " + (operator.equals("in") ? texts : texts.get(0));
        }
    }

    private static Predicate<Value> test(String operator, List<Literal> values) {
        Literal value = values.get(0);
        return switch (operator) {
            case "==", "=" -> value::equalTo;
            case "!=", "<>" -> field -> !value.equalTo(field);
            case ">" -> field -> value.order(field).orElse(0) > 0;
            case ">=" -> field -> value.order(field).orElse(-1) >= 0;
            case "<" -> field -> value.order(field).orElse(0) < 0;
            case "<=" -> field -> value.order(field).orElse(1) <= 0;
            case "contains" -> field -> contains(field, value);
            case "in" -> field -> values.stream().anyMatch(one -> one.equalTo(field));
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static boolean contains(Value field, Literal part) {
        return switch (field) {
            case Value.Text text -> text.value().contains(part.text());
            case Value.Array array -> array.values().stream().anyMatch(part::equalTo);
            default -> false;
        };
    }
}
