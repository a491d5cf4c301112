package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonDocument;
import dev.wharf.json.JsonStream;
import dev.wharf.json.JsonStreamException;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** {@code json.read}: reads the records of a JSON file, as a stream. */
public final class JsonRead implements StageProvider {

    @Override
    public StageDescriptor descriptor() {
        return new StageDescriptor(
                "json.read",
                Set.of(Place.SOURCE),
                "Reads the records of a JSON file, as a stream of any length.",
                List.of(
                        Parameter.required(
                                "path",
                                Parameter.Type.TEXT,
                                "The file; compressed if its name ends with " + Compression.suffixes() + "."),
                        Parameter.choice(
                                "format",
                                "records",
                                List.of("records", "jsonl"),
                                "records: one array of records; jsonl: one record a line."),
                        InputFile.maxExpansionParameter()),
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
        return new Reading(InputFile.of(config), config.text("format").equals("jsonl"));
    }

    private record Reading(InputFile file, boolean lines) implements SourceStage {
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

        /** Opened here, on the thread that starts the run, so that a missing file stops it before anything flows. */
        @Override
        public IntFunction<RecordSource> open(SourceContext context) {
            JsonStream stream = new JsonStream(file.open(), lines ? JsonStream.Mode.LINES : JsonStream.Mode.ARRAY);
            Decoding decoding = new Decoding(JsonCodec.JSON, context.fields(), false);
            return worker -> new FileSource(file.path(), stream, decoding);
        }

        @Override
        public String summary() {
            return "file " + file.path() + (lines ? ", one record a line" : "");
        }
    }

    /** Reads as much as is wanted at a time, bounded in records and bytes. */
    private static final class FileSource extends DocumentSource {
        private static final int BATCH_RECORDS = 500;
        private static final long BATCH_BYTES = 1 << 20;

        private final Path path;
        private final JsonStream stream;
        private final Fields fields;

        FileSource(Path path, JsonStream stream, Decoding decoding) {
            super(Origin.of(path.toString()), decoding);
            this.path = path;
            this.stream = stream;
            this.fields = decoding.fields();
        }

        @Override
        boolean read(Duration timeout, List<JsonDocument> documents) {
            long bytes = 0;
            while (documents.size() < BATCH_RECORDS && bytes < BATCH_BYTES) {
                JsonDocument document = next();
                if (document == null) {
                    return false;
                }
                documents.add(document);
                bytes += document.encoded().length();
            }
            return true;
        }

        private @Nullable JsonDocument next() {
            try {
                return stream.next(fields);
            } catch (JsonStreamException e) {
                throw new WharfException(e.code(), path + ":" + e.getMessage(), e);
            } catch (WharfException e) {
                throw new WharfException(e.code(), path + ": " + e.getMessage(), e);
            }
        }

        @Override
        public boolean resumable() {
            return false;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
