package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.file.IfExists;
import dev.wharf.file.WholeFile;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.record.SettleLog;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.SinkContext;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.WorkerContext;
import dev.wharf.value.Field;
import dev.wharf.value.VirtualFields;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code json.write} stage, configured. */
record JsonWriting(Path path, boolean lines, boolean pretty, Optional<IfExists> ifExists) implements SinkStage {
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
        return new JsonFile(context, WholeFile.create(path, rule, Compression.of(path)), lines, pretty);
    }

    @Override
    public String summary() {
        return "file " + path + (lines ? ", one record a line" : "");
    }

    /** The file of one run; its writers take turns. */
    private static final class JsonFile implements Sink {
        private static final byte[] BETWEEN = ",\n".getBytes(StandardCharsets.UTF_8);
        private static final byte[] OPEN = "[\n".getBytes(StandardCharsets.UTF_8);
        private static final byte[] CLOSE = "\n]\n".getBytes(StandardCharsets.UTF_8);
        private static final byte[] EMPTY = "[]\n".getBytes(StandardCharsets.UTF_8);
        private static final byte[] NEWLINE = "\n".getBytes(StandardCharsets.UTF_8);

        private final SinkContext context;
        private final WholeFile file;
        private final boolean lines;
        private final boolean pretty;
        private final List<Field> metadata;
        private final List<SettleLog> logs = new ArrayList<>();
        private boolean any;

        JsonFile(SinkContext context, WholeFile file, boolean lines, boolean pretty) {
            this.context = context;
            this.file = file;
            this.lines = lines;
            this.pretty = pretty;
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
            Payload row = record.shown(metadata).encoded();
            if (row instanceof Payload.Inline bytes && pretty) {
                ByteSink indented = new ByteSink(bytes.size() * 2);
                JsonWriter.indent(bytes.buffer(), bytes.offset(), bytes.offset() + bytes.size(), indented);
                append(indented.buffer(), 0, indented.length());
            } else if (row instanceof Payload.Inline bytes) {
                append(bytes.buffer(), bytes.offset(), bytes.size());
            }
        }

        private synchronized void append(byte[] row, int offset, int length) {
            if (!lines) {
                write(any ? BETWEEN : OPEN);
            }
            any = true;
            if (lines) {
                OneLine.write(row, offset, length, file::write);
                write(NEWLINE);
            } else {
                file.write(row, offset, length);
            }
        }

        private void write(byte[] bytes) {
            file.write(bytes, 0, bytes.length);
        }

        @Override
        public synchronized void finish(boolean complete) {
            try (file) {
                if (complete) {
                    if (!lines) {
                        write(any ? CLOSE : EMPTY);
                    }
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
