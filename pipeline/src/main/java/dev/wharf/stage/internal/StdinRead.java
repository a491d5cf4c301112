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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
    private static final class StdinSource implements RecordSource {
        private static final int QUEUE_RECORDS = 1_000;
        private static final int BATCH_RECORDS = 500;

        private final BlockingQueue<Read> queue = new ArrayBlockingQueue<>(QUEUE_RECORDS);
        private final Decoding decoding;
        private long number;
        private boolean paused;
        private boolean exhausted;

        StdinSource(JsonStream stream, Decoding decoding) {
            this.decoding = decoding;
            // A daemon: a read that never returns must not keep the process alive.
            Thread.ofPlatform().daemon().name("wharf-stdin").start(() -> readAll(stream));
        }

        /** A document, or the end, or what went wrong. */
        private record Read(
                @Nullable JsonDocument document, @Nullable WharfException failure) {}

        private void readAll(JsonStream stream) {
            try {
                Read read = readOne(stream);
                while (read.document() != null) {
                    queue.put(read);
                    read = readOne(stream);
                }
                queue.put(read);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Read readOne(JsonStream stream) {
            try {
                return new Read(stream.next(decoding.fields()), null);
            } catch (JsonStreamException e) {
                return new Read(null, new WharfException(e.code(), "standard input:" + e.getMessage(), e));
            } catch (WharfException e) {
                return new Read(null, e);
            }
        }

        @Override
        public void poll(Duration timeout, Intake intake) {
            if (paused || exhausted) {
                LockSupport.parkNanos(this, timeout.toNanos());
                return;
            }
            List<JsonDocument> documents = new ArrayList<>();
            try {
                take(timeout, documents);
            } finally {
                if (!documents.isEmpty()) {
                    intake.take(new DocumentBatch(Origin.of("stdin"), decoding, number + 1, documents));
                    number += documents.size();
                }
            }
        }

        private void take(Duration timeout, List<JsonDocument> documents) {
            Read read = await(timeout);
            while (read != null && read.document() != null) {
                documents.add(read.document());
                read = documents.size() < BATCH_RECORDS ? queue.poll() : null;
            }
            if (read != null) {
                exhausted = true;
                if (read.failure() != null) {
                    throw read.failure();
                }
            }
        }

        private @Nullable Read await(Duration timeout) {
            try {
                return queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public boolean exhausted() {
            return exhausted;
        }

        /** Stopping ends this input: nobody can ask for it again, and what was taken is worth keeping. */
        @Override
        public boolean resumable() {
            return true;
        }

        @Override
        public void commitIfDue(long nowNanos) {}

        @Override
        public void commitNow(Duration timeout) {}

        @Override
        public void close() {}
    }
}
