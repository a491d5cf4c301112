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

/** {@code csv.read}: reads the rows of CSV files, as a stream. */
public final class CsvRead implements StageProvider {
    private static final String SAMPLE = "infer_schema_length";
    private static final int MOST_SAMPLE_ROWS = 10_000;

    @Override
    public StageDescriptor descriptor() {
        List<Parameter> parameters = new ArrayList<>(InputFiles.parameters());
        parameters.add(CsvSettings.headersParameter("Whether the first line has the names of the columns; else they are"
                + " column_1, column_2 and so on."));
        parameters.add(CsvSettings.delimiterParameter());
        parameters.add(Parameter.optional(
                SAMPLE,
                Parameter.Type.INTEGER,
                "100",
                "So many rows of each file decide which columns are numbers, true or false, or text; 0 makes everything"
                        + " text."));
        return new StageDescriptor(
                "csv.read",
                Set.of(Place.SOURCE),
                "Reads the rows of CSV files, as a stream of any length.",
                parameters,
                """
                [[stages]]
                id = "load"
                function = "csv.read"

                [stages.config]
                path = "data/orders.csv"
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        CsvRows.Settings settings = new CsvRows.Settings(
                config.bool(CsvSettings.HEADERS), CsvSettings.delimiter(config), sampleRows(config));
        return new FilesReading(InputFiles.of(config), file -> new CsvRows(file.open(), settings), ", CSV");
    }

    private static int sampleRows(StageConfig config) {
        long rows = config.integer(SAMPLE);
        if (rows < 0 || rows > MOST_SAMPLE_ROWS) {
            config.problem(SAMPLE, SAMPLE + " = " + rows + "; it must be between 0 and " + MOST_SAMPLE_ROWS);
            return 0;
        }
        return (int) rows;
    }
}
