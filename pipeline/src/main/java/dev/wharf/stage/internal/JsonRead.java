package dev.wharf.stage.internal;

import dev.wharf.json.JsonDocument;
import dev.wharf.json.JsonStream;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import dev.wharf.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code json.read}: reads the records of JSON files, as a stream. */
public final class JsonRead implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        List<Parameter> parameters = new ArrayList<>(InputFiles.parameters());
        parameters.add(Parameter.choice(
                "format",
                "records",
                List.of("records", "jsonl", "dataframe"),
                "records: one array of records a file; jsonl: one record a line; dataframe: an object with an array for"
                        + " each column."));
        return new StageDescriptor(
                "json.read",
                Set.of(Place.SOURCE),
                "Reads the records of JSON files, as a stream of any length.",
                parameters,
                """
                [[stages]]
                id = "load"
                function = "json.read"

                [stages.config]
                path = "data/orders.json"
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        InputFiles files = InputFiles.of(config);
        return switch (config.text("format")) {
            case "jsonl" -> new FilesReading(files, JsonRead::lines, ", one record a line");
            case "dataframe" -> new FilesReading(files, ColumnRows::open, ", columns");
            default -> new FilesReading(files, JsonRead::array, "");
        };
    }

    private static Rows array(InputFile file) {
        return new StreamRows(new JsonStream(file.open(), JsonStream.Mode.ARRAY));
    }

    private static Rows lines(InputFile file) {
        return new StreamRows(new JsonStream(file.open(), JsonStream.Mode.LINES));
    }

    private record StreamRows(JsonStream stream) implements Rows {
        @Override
        public @Nullable JsonDocument next(Fields fields) {
            return stream.next(fields);
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
