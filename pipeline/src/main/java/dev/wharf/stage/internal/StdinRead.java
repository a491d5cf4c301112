package dev.wharf.stage.internal;

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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

    /** Reading standard input blocks for as long as nothing is typed, so a thread of its own does it. */
    private static final class StdinSource extends DocumentSource {
        private static final int QUEUE_BYTES = 4 << 20;
        private static final int BATCH_RECORDS = 500;
        private static final int RECORD_OVERHEAD_BYTES = 200;

        private final BlockingQueue<Read> queue = new LinkedBlockingQueue<>();
        /** Bytes that may still be read ahead. */
        private final Semaphore room = new Semaphore(QUEUE_BYTES);

        StdinSource(JsonStream stream, Decoding decoding) {
            super(Origin.of("stdin"), decoding);
            Fields fields = decoding.fields();
            // A daemon: a read that never returns must not keep the process alive.
            Thread.ofPlatform().daemon().name("wharf-stdin").start(() -> readAll(stream, fields));
        }

        /** A document, or the end, or what went wrong. */
        private record Read(
                @Nullable JsonDocument document, @Nullable WharfException failure) {

            /** What it takes of the room; a document that is larger than all of it takes all. */
            int weight() {
                return document == null
                        ? 0
                        : (int) Math.min(
                                QUEUE_BYTES,
                                RECORD_OVERHEAD_BYTES + document.encoded().length());
            }
        }

        private void readAll(JsonStream stream, Fields fields) {
            try {
                Read read = readOne(stream, fields);
                while (read.document() != null) {
                    room.acquire(read.weight());
                    queue.put(read);
                    read = readOne(stream, fields);
                }
                queue.put(read);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static Read readOne(JsonStream stream, Fields fields) {
            try {
                return new Read(stream.next(fields), null);
            } catch (JsonStreamException e) {
                return new Read(null, new WharfException(e.code(), "standard input:" + e.getMessage(), e));
            } catch (WharfException e) {
                return new Read(null, e);
            }
        }

        @Override
        boolean read(Duration timeout, List<JsonDocument> documents) {
            Read read = await(timeout);
            while (read != null && read.document() != null) {
                documents.add(read.document());
                room.release(read.weight());
                read = documents.size() < BATCH_RECORDS ? queue.poll() : null;
            }
            if (read != null && read.failure() != null) {
                throw read.failure();
            }
            return read == null;
        }

        private @Nullable Read await(Duration timeout) {
            try {
                return queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
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
