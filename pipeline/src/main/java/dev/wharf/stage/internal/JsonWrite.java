package dev.wharf.stage.internal;

import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code json.write}: writes records to a JSON file. */
public final class JsonWrite implements StageProvider {
    private static final String FORMAT = "format";
    private static final String NOTHING_BEHIND_ARRAY =
            "nothing can go behind the end of an array; use format = \"jsonl\", or if_exists = \"number\"";
    private static final String NOTHING_BEHIND_COLUMNS =
            "rows go into the middle of each column; use format = \"jsonl\", or if_exists = \"number\"";
    private static final String MANY_COLUMNS =
            "format = \"dataframe\" gathers the columns of a file in memory, which would be too much for many files;"
                    + " use format = \"jsonl\", or a path without fields";

    @Override
    public StageDescriptor descriptor() {
        List<Parameter> parameters = new ArrayList<>(FileWriting.parameters());
        parameters.add(Parameter.choice(
                FORMAT,
                "records",
                List.of("records", "jsonl", "dataframe"),
                "records: one array; jsonl: one record a line; dataframe: an object with an array for each column, in"
                        + " which a field that a record lacks is null."));
        parameters.add(Parameter.optional(
                "pretty",
                Parameter.Type.BOOLEAN,
                "false",
                "Whether an array is indented; of columns each value stands on a line."));
        return new StageDescriptor(
                "json.write",
                Set.of(Place.SINK),
                "Writes records to JSON files, which appear whole: at the end of the run, or by time and size.",
                parameters,
                """
                [[stages]]
                id = "save"
                function = "json.write"
                inputs = ["orders"]

                [stages.config]
                path = "output/orders.json"
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        boolean lines = config.text(FORMAT).equals("jsonl");
        boolean pretty = config.bool("pretty");
        if (lines && pretty) {
            config.problem(
                    "pretty",
                    "pretty spreads a record over lines, and format = \"jsonl\" is one a line; drop one of them");
        }
        return FileWriting.of(
                config,
                switch (config.text(FORMAT)) {
                    case "jsonl" ->
                        FileKind.ofRows(", one record a line", (target, appending) -> new JsonRows(true, false));
                    case "dataframe" ->
                        new FileKind(
                                ", columns",
                                (target, appending) -> new ColumnsFormat(target, pretty),
                                Optional.of(NOTHING_BEHIND_COLUMNS),
                                Optional.of(MANY_COLUMNS));
                    default ->
                        new FileKind(
                                "",
                                (target, appending) -> new JsonRows(false, pretty),
                                Optional.of(NOTHING_BEHIND_ARRAY),
                                Optional.empty());
                });
    }
}
