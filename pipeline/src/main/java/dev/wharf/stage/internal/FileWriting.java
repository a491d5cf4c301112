package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.file.IfExists;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.SinkContext;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.StageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Writes files: one or many, by the path, which appear when the run has ended well, or again and again where they roll.
 *
 * @param roll empty where files are finished at the end of the run
 */
record FileWriting(
        FilePath path, Optional<IfExists> ifExists, Optional<RollRule> roll, FileKind kind, int mostOpen, int mostFiles)
        implements SinkStage {
    private static final String PATH = "path";
    private static final String IF_EXISTS = "if_exists";
    private static final String MOST_OPEN = "max_open_files";
    private static final String MOST_FILES = "max_files";

    /** For all stages that write files. */
    static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.required(
                PATH,
                Parameter.Type.TEXT,
                "The file; missing folders are made; compressed where its name ends with " + Compression.suffixes()
                        + ". With fields in it, such as `output/{{ country }}.jsonl`, there is a file for each of their"
                        + " values."));
        parameters.add(new Parameter(
                IF_EXISTS,
                Parameter.Type.TEXT,
                false,
                null,
                List.of("fail", "number", "replace", "append"),
                Set.of(Place.SINK),
                "What to do when the file is there: by default number where offsets are committed, because a later run"
                        + " brings other records, and where files roll; replace where all input is read again."));
        parameters.addAll(RollRule.parameters());
        parameters.add(Parameter.optional(
                MOST_OPEN,
                Parameter.Type.INTEGER,
                "64",
                "With fields in path, how many files are open at a time; where files roll, for each worker."));
        parameters.add(Parameter.optional(
                MOST_FILES,
                Parameter.Type.INTEGER,
                "10000",
                "With fields in path, how many files may be unfinished at a time; a record that would begin a further"
                        + " one is refused."));
        return parameters;
    }

    static FileWriting of(StageConfig config, FileKind kind) {
        Optional<IfExists> ifExists =
                config.optionalText(IF_EXISTS).map(text -> IfExists.valueOf(text.toUpperCase(Locale.ROOT)));
        FilePath path = FilePath.of(config, PATH);
        Optional<RollRule> roll = RollRule.of(config);
        if (path.computed()) {
            kind.noComputed().ifPresent(reason -> config.problem(PATH, "path has fields in it, and " + reason));
        }
        if (roll.isPresent() && ifExists.isPresent() && ifExists.get() != IfExists.NUMBER) {
            config.problem(IF_EXISTS, rolling(config, ifExists.get()));
        } else if (ifExists.equals(Optional.of(IfExists.APPEND))) {
            kind.noAppend().ifPresent(reason -> config.problem(IF_EXISTS, "if_exists = \"append\": " + reason));
        }
        return new FileWriting(path, ifExists, roll, kind, limit(config, MOST_OPEN), limit(config, MOST_FILES));
    }

    private static String rolling(StageConfig config, IfExists ifExists) {
        String why = ifExists == IfExists.APPEND
                ? "each time a file rolls all of the old one would be copied"
                : "files that roll have numbers";
        String instead = config.streaming() ? "use number" : "use number, or remove roll_ms and roll_max_bytes";
        return "if_exists = \"" + ifExists.name().toLowerCase(Locale.ROOT) + "\" does not go together with files that"
                + " roll, because " + why + "; " + instead;
    }

    private static int limit(StageConfig config, String key) {
        long number = config.integer(key);
        if (number < 1 || number > Integer.MAX_VALUE) {
            config.problem(key, key + " = " + number + "; it must be between 1 and " + Integer.MAX_VALUE);
            return 1;
        }
        return (int) number;
    }

    @Override
    public Settling settling() {
        return roll.isPresent() ? Settling.GATHERED : Settling.AT_THE_END;
    }

    @Override
    public Optional<String> problemWith(List<SourceStage> sources) {
        boolean replace = ifExists.equals(Optional.of(IfExists.REPLACE));
        return replace && sources.stream().anyMatch(SourceStage::commitsOffsets)
                ? Optional.of("if_exists = \"replace\" would lose what an earlier run wrote, because its offsets are"
                        + " committed and its records do not come again; use number")
                : Optional.empty();
    }

    @Override
    public Sink open(SinkContext context) {
        IfExists usual = roll.isPresent() || context.inputCommitsOffsets() ? IfExists.NUMBER : IfExists.REPLACE;
        OpenFiles.Settings settings = new OpenFiles.Settings(path, ifExists.orElse(usual), kind, mostOpen, mostFiles);
        return roll.isPresent()
                ? new RollingFiles(context, settings, roll.get())
                : new FilesAtTheEnd(context, settings);
    }

    @Override
    public String summary() {
        return "file " + path + kind.shown() + roll.map(RollRule::shown).orElse("");
    }
}
