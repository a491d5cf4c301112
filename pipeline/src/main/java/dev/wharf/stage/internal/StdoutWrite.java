package dev.wharf.stage.internal;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.record.SettleLog;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.SinkContext;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import dev.wharf.value.Field;
import dev.wharf.value.VirtualFields;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/** {@code stdout.write}: prints records to standard output. */
public final class StdoutWrite implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "stdout.write",
                Set.of(Place.SINK),
                "Prints records to standard output.",
                List.of(Parameter.choice(
                        "format", "jsonl", List.of("jsonl", "json"), "jsonl: one record a line; json: indented.")),
                """
                [[stages]]
                id = "show"
                function = "stdout.write"
                inputs = ["orders"]
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        return new Printing(config.text("format").equals("json"));
    }

    private record Printing(boolean indented) implements SinkStage {
        @Override
        public Settling settling() {
            return Settling.WRITTEN;
        }

        @Override
        public boolean writesStandardOutput() {
            return true;
        }

        @Override
        public Sink open(SinkContext context) {
            List<Field> metadata = VirtualFields.shown(context.fields());
            return worker -> new Printer(context, metadata, indented);
        }

        @Override
        public String summary() {
            return indented ? "indented" : "one record a line";
        }
    }

    /** Gathers what one worker prints and writes it in whole lines, so that workers do not mix within a line. */
    private static final class Printer implements SinkStage.Writer {
        private static final int FLUSH_BYTES = 64 << 10;

        private final SinkContext context;
        private final List<Field> metadata;
        private final boolean indented;
        private final OutputStream out;
        private final ByteSink gathered = new ByteSink(FLUSH_BYTES);
        private final SettleLog log = new SettleLog();

        Printer(SinkContext context, List<Field> metadata, boolean indented) {
            this.context = context;
            this.metadata = metadata;
            this.indented = indented;
            this.out = context.standardOutput();
        }

        @Override
        public void write(WharfRecord record) {
            // First: a record that is accepted must not be refused, or it would be counted twice.
            if (gathered.length() >= FLUSH_BYTES) {
                flush();
            }
            append(JsonCodec.JSON.encoded(record.shown(metadata)));
            gathered.write('\n');
            log.accept(record);
        }

        private void append(Payload row) {
            if (!(row instanceof Payload.Inline bytes)) {
                return;
            }
            if (indented) {
                JsonWriter.indent(bytes.buffer(), bytes.offset(), bytes.offset() + bytes.size(), gathered);
            } else {
                OneLine.write(bytes.buffer(), bytes.offset(), bytes.size(), gathered::write);
            }
        }

        @Override
        public void tick(SinkStage.Failures failures) {
            flush();
        }

        private void flush() {
            if (log.records() == 0) {
                return;
            }
            try {
                synchronized (out) {
                    out.write(gathered.buffer(), 0, gathered.length());
                    out.flush();
                }
            } catch (IOException e) {
                throw new WharfException(
                        ErrorCode.SINK_FAILED, "standard output cannot be written: " + e.getMessage(), e);
            }
            gathered.clear();
            context.settled(log.settle());
        }

        @Override
        public boolean quiet() {
            return log.records() == 0;
        }

        @Override
        public void close() {
            context.returned(log.clear());
        }
    }
}
