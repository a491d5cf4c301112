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
    private static final String NO_APPEND =
            "nothing can go behind the end of an array; use format = \"jsonl\", or if_exists = \"number\"";

    @Override
    public StageDescriptor descriptor() {
        List<Parameter> parameters = new ArrayList<>(FileWriting.parameters());
        parameters.add(Parameter.choice(
                "format", "records", List.of("records", "jsonl"), "records: one array; jsonl: one record a line."));
        parameters.add(Parameter.optional("pretty", Parameter.Type.BOOLEAN, "false", "Whether an array is indented."));
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
        boolean lines = config.text("format").equals("jsonl");
        boolean pretty = config.bool("pretty");
        if (lines && pretty) {
            config.problem(
                    "pretty",
                    "pretty spreads a record over lines, and format = \"jsonl\" is one a line; drop one of them");
        }
        FileKind.Opener opener = (target, appending) -> new JsonRows(lines, pretty && !lines);
        FileKind kind = lines
                ? FileKind.ofRows(", one record a line", opener)
                : new FileKind("", opener, Optional.of(NO_APPEND), Optional.empty());
        return FileWriting.of(config, kind);
    }
}
