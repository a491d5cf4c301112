package dev.wharf.stage.internal;

import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code csv.write}: writes records to a CSV file. */
public final class CsvWrite implements StageProvider {
    private static final String COLUMNS = "columns";

    @Override
    public StageDescriptor descriptor() {
        List<Parameter> parameters = new ArrayList<>(FileWriting.parameters());
        parameters.add(CsvSettings.headersParameter("Whether the first line has the names of the columns."));
        parameters.add(CsvSettings.delimiterParameter());
        parameters.add(Parameter.optional(
                COLUMNS,
                Parameter.Type.TEXTS,
                null,
                "The columns, in their order; without it they are the fields of the first record. A record with a field"
                        + " that is no column is refused."));
        return new StageDescriptor(
                "csv.write",
                Set.of(Place.SINK),
                "Writes records to CSV files, which appear whole: at the end of the run, or by time and size.",
                parameters,
                """
                [[stages]]
                id = "save"
                function = "csv.write"
                inputs = ["orders"]

                [stages.config]
                path = "output/orders.csv"
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        List<String> columns = config.has(COLUMNS) ? config.texts(COLUMNS) : List.of();
        if (columns.stream().distinct().count() < columns.size()) {
            config.problem(COLUMNS, COLUMNS + " names a column twice");
        }
        boolean headers = config.bool(CsvSettings.HEADERS);
        char delimiter = CsvSettings.delimiter(config);
        return FileWriting.of(
                config,
                FileKind.ofRows(
                        ", CSV",
                        (target, appending) ->
                                new CsvFormat(columns, new CsvFormat.Settings(headers, delimiter, appending))));
    }
}
