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

/** {@code json.write}: writes records to a JSON file. */
public final class JsonWrite implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        List<Parameter> parameters = new ArrayList<>(FileWriting.parameters());
        parameters.add(Parameter.choice(
                "format", "records", List.of("records", "jsonl"), "records: one array; jsonl: one record a line."));
        parameters.add(Parameter.optional("pretty", Parameter.Type.BOOLEAN, "false", "Whether an array is indented."));
        return new StageDescriptor(
                "json.write",
                Set.of(Place.SINK),
                "Writes records to a JSON file, which appears whole when the run has ended well.",
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
        return FileWriting.of(config, () -> new JsonRows(lines, pretty && !lines), lines ? ", one record a line" : "");
    }
}
