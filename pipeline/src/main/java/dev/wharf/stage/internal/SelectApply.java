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
import dev.wharf.value.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code select.apply}: keeps the named fields alone, in the order named. */
public final class SelectApply implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "select.apply",
                Set.of(Place.TRANSFORM),
                "Keeps the named fields alone, in the order named; a field that a record has not stays out.",
                List.of(Parameter.required(
                        "columns",
                        Parameter.Type.TEXTS,
                        "The fields to keep. Metadata named here, such as _kafka_offset, becomes part of the value.")),
                """
                [[stages]]
                id = "slim"
                function = "select.apply"
                inputs = ["orders"]

                [stages.config]
                columns = ["id", "amount"]
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        List<String> columns = config.texts("columns");
        if (columns.isEmpty()) {
            config.problem("columns", "columns is empty, so nothing would be left of any record; name at least one");
        }
        Set<String> seen = new HashSet<>();
        columns.stream()
                .filter(column -> !seen.add(column))
                .forEach(twice -> config.problem("columns", "the column " + twice + " is named twice; remove one"));
        return new Select(columns);
    }

    private record Select(List<String> columns) implements TransformStage {
        @Override
        public Transform open(StageContext context) {
            List<Field> fields = columns.stream().map(context.fields()::field).toList();
            return (record, output) -> {
                output.emit(record.select(fields));
                return Outcome.PASSED;
            };
        }

        @Override
        public Optional<FieldUse> fields() {
            return Optional.of(FieldUse.reading("columns", columns).keeping(columns));
        }

        @Override
        public String summary() {
            return String.join(", ", columns);
        }
    }
}
