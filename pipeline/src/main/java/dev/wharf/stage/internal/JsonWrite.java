package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.file.IfExists;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code json.write}: writes records to a JSON file. */
public final class JsonWrite implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "json.write",
                Set.of(Place.SINK),
                "Writes records to a JSON file, which appears whole when the run has ended well.",
                List.of(
                        Parameter.required(
                                "path",
                                Parameter.Type.TEXT,
                                "The file; missing folders are made. Compressed if its name ends with "
                                        + Compression.suffixes() + "."),
                        Parameter.choice(
                                "format",
                                "records",
                                List.of("records", "jsonl"),
                                "records: one array; jsonl: one record a line."),
                        Parameter.optional("pretty", Parameter.Type.BOOLEAN, "false", "Whether an array is indented."),
                        new Parameter(
                                "if_exists",
                                Parameter.Type.TEXT,
                                false,
                                null,
                                List.of("fail", "number", "replace"),
                                Set.of(Place.SINK),
                                "What to do when the file is there: by default number where offsets are committed,"
                                    + " because a later run brings other records, and replace where all input is read"
                                    + " again.")),
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
        if (lines && config.bool("pretty")) {
            config.problem(
                    "pretty",
                    "pretty spreads a record over lines, and format = \"jsonl\" is one a line; drop one of them");
        }
        Optional<IfExists> ifExists =
                config.optionalText("if_exists").map(text -> IfExists.valueOf(text.toUpperCase(Locale.ROOT)));
        return new JsonWriting(config.path("path"), lines, config.bool("pretty"), ifExists);
    }
}
