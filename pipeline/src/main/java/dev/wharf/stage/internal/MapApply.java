package dev.wharf.stage.internal;

import dev.wharf.stage.FieldUse;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageContext;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import dev.wharf.stage.TransformStage;
import dev.wharf.stage.internal.Arithmetic.Expression;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.VirtualFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code map.apply}: sets a field to what an expression over other fields gives. */
public final class MapApply implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "map.apply",
                Set.of(Place.TRANSFORM),
                "Sets a field to what an expression over the other fields gives.",
                List.of(
                        Parameter.required(
                                "expression",
                                Parameter.Type.TEXT,
                                "Columns, numbers, 'texts', true, false, + - * / and parentheses;"
                                        + " a column whose name is no plain word stands in `backticks`."),
                        Parameter.required(
                                "output_column", Parameter.Type.TEXT, "The field to set; replaced if it is there.")),
                """
                [[stages]]
                id = "total"
                function = "map.apply"
                inputs = ["orders"]

                [stages.config]
                expression = "quantity * price"
                output_column = "total"
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        String output = config.text("output_column");
        if (VirtualFields.NAMES.contains(output)) {
            config.problem(
                    "output_column", output + " is metadata of the record and cannot be set; choose another name");
        }
        try {
            // Parsed here only to report what is wrong with it; its fields belong to the run that opens it.
            Expression unused = Arithmetic.parse(config.text("expression"), new Fields());
        } catch (IllegalArgumentException e) {
            config.problem("expression", String.valueOf(e.getMessage()));
        }
        return new MapStage(config.text("expression"), output);
    }

    private record MapStage(String expression, String column) implements TransformStage {
        @Override
        public Transform open(StageContext context) {
            Expression compiled = Arithmetic.parse(expression, context.fields());
            Field field = context.fields().field(column);
            return (record, output) -> {
                output.emit(record.isTombstone() ? record : record.with(field, compiled.evaluate(record)));
                return Outcome.PASSED;
            };
        }

        @Override
        public Optional<FieldUse> fields() {
            Fields named = new Fields();
            Expression unused = Arithmetic.parse(expression, named);
            List<String> names = IntStream.range(0, named.size())
                    .mapToObj(index -> named.at(index).name())
                    .toList();
            return Optional.of(FieldUse.reading("expression", names).adding(column));
        }

        @Override
        public String summary() {
            return column + " = " + expression;
        }
    }
}
