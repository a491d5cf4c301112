package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.file.IfExists;
import dev.wharf.file.WholeFile;
import dev.wharf.record.SettleLog;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.SinkContext;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.WorkerContext;
import dev.wharf.value.Field;
import dev.wharf.value.VirtualFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes one file in a run, which appears when the run has ended well.
 *
 * @param format makes the format of a file
 * @param how what is said about the format, behind the file
 */
record FileWriting(Path path, Optional<IfExists> ifExists, Supplier<RowsFormat<?>> format, String how)
        implements SinkStage {
    private static final String PATH = "path";
    private static final String IF_EXISTS = "if_exists";

    /** For all stages that write files. */
    static List<Parameter> parameters() {
        return List.of(
                Parameter.required(
                        PATH,
                        Parameter.Type.TEXT,
                        "The file; missing folders are made; compressed where its name ends with "
                                + Compression.suffixes() + "."),
                new Parameter(
                        IF_EXISTS,
                        Parameter.Type.TEXT,
                        false,
                        null,
                        List.of("fail", "number", "replace"),
                        Set.of(Place.SINK),
                        "What to do when the file is there: by default number where offsets are committed,"
                                + " because a later run brings other records, and replace where all input is read"
                                + " again."));
    }

    static FileWriting of(StageConfig config, Supplier<RowsFormat<?>> format, String how) {
        Optional<IfExists> ifExists =
                config.optionalText(IF_EXISTS).map(text -> IfExists.valueOf(text.toUpperCase(Locale.ROOT)));
        return new FileWriting(config.path(PATH), ifExists, format, how);
    }

    @Override
    public Settling settling() {
        return Settling.AT_THE_END;
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
        IfExists rule = ifExists.orElse(context.inputCommitsOffsets() ? IfExists.NUMBER : IfExists.REPLACE);
        return new RowsFile<>(context, WholeFile.create(path, rule, Compression.of(path)), format.get());
    }

    @Override
    public String summary() {
        return "file " + path + how;
    }

    /** The file of one run; its writers take turns. */
    private static final class RowsFile<R> implements Sink {
        private final SinkContext context;
        private final WholeFile file;
        private final RowsFormat<R> format;
        private final List<Field> metadata;
        private final List<SettleLog> logs = new ArrayList<>();

        RowsFile(SinkContext context, WholeFile file, RowsFormat<R> format) {
            this.context = context;
            this.file = file;
            this.format = format;
            this.metadata = VirtualFields.shown(context.fields());
        }

        @Override
        public synchronized Writer writer(WorkerContext worker) {
            SettleLog log = new SettleLog();
            logs.add(log);
            return record -> {
                append(record);
                log.accept(record);
            };
        }

        private void append(WharfRecord record) {
            R row = format.prepare(record.shown(metadata));
            synchronized (this) {
                format.append(row, file::write);
            }
        }

        @Override
        public synchronized void finish(boolean complete) {
            try (file) {
                if (complete) {
                    format.end(file::write);
                    Path written = file.commit();
                    long records = logs.stream().mapToLong(SettleLog::settle).sum();
                    context.settled(records);
                    context.announce("wrote " + written + " (" + records + " records)");
                }
            } finally {
                context.returned(logs.stream().mapToLong(SettleLog::clear).sum());
            }
        }
    }
}
