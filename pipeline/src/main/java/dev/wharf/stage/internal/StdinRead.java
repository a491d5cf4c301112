package dev.wharf.stage.internal;

import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonDocument;
import dev.wharf.json.JsonStream;
import dev.wharf.json.JsonStreamException;
import dev.wharf.loop.ReadAhead;
import dev.wharf.loop.RecordSource;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.SourceContext;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.Stage;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import dev.wharf.value.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** {@code stdin.read}: reads records from standard input, until it ends or the run is stopped. */
public final class StdinRead implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "stdin.read",
                Set.of(Place.SOURCE),
                "Reads records from standard input, until it ends or the run is stopped.",
                List.of(Parameter.choice(
                        "format",
                        "jsonl",
                        List.of("jsonl", "json"),
                        "jsonl: one record a line; json: one array of records.")),
                """
                [[stages]]
                id = "in"
                function = "stdin.read"
                """);
    }

    @Override
    public Stage create(StageConfig config) {
        return new Reading(config.text("format").equals("jsonl"));
    }

    private record Reading(boolean lines) implements SourceStage {
        @Override
        public int workers(int wanted) {
            return 1;
        }

        @Override
        public boolean bounded() {
            return true;
        }

        @Override
        public boolean commitsOffsets() {
            return false;
        }

        @Override
        public IntFunction<RecordSource> open(SourceContext context) {
            JsonStream.Mode mode = lines ? JsonStream.Mode.LINES : JsonStream.Mode.ARRAY;
            Decoding decoding = new Decoding(JsonCodec.JSON, context.fields(), false);
            return worker -> new StdinSource(new JsonStream(context.standardInput(), mode), decoding);
        }

        @Override
        public String summary() {
            return lines ? "one record a line" : "one array";
        }
    }

    private static final class StdinSource extends DocumentSource {
        private static final int AHEAD_BYTES = 4 << 20;
        private static final int BATCH_RECORDS = 500;

        private final ReadAhead<JsonDocument> ahead;

        StdinSource(JsonStream stream, Decoding decoding) {
            super(Origin.of("stdin"), decoding);
            Fields fields = decoding.fields();
            ahead = new ReadAhead<>(
                    "wharf-stdin",
                    AHEAD_BYTES,
                    () -> readOne(stream, fields),
                    document -> document.encoded().length());
        }

        private static @Nullable JsonDocument readOne(JsonStream stream, Fields fields) {
            try {
                return stream.next(fields);
            } catch (JsonStreamException e) {
                throw new WharfException(e.code(), "standard input:" + e.getMessage(), e);
            }
        }

        @Override
        boolean read(Duration timeout, List<JsonDocument> documents) {
            JsonDocument next = ahead.poll(timeout);
            while (next != null) {
                documents.add(next);
                next = documents.size() < BATCH_RECORDS ? ahead.poll(Duration.ZERO) : null;
            }
            return !ahead.ended();
        }

        /** Stopping ends this input: nobody can ask for it again, and what was taken is worth keeping. */
        @Override
        public boolean resumable() {
            return true;
        }

        @Override
        public void close() {}
    }
}
