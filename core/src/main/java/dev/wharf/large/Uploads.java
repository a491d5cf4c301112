package dev.wharf.large;

import dev.wharf.chunk.ChunkWriter;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreSettings;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes payloads to where large ones go, a few at a time, in the order in which they were given. Any thread. */
final class Uploads implements AutoCloseable {
    private static final int LEAST_CHUNK_BUFFER = 2 << 20;
    private static final int IDLE_SECONDS = 10;

    private final PayloadSettings.Writing writing;
    private final PayloadWriter writer;
    private final ByteBudget budget;
    private final Clock clock;
    private final @Nullable ChunkWriter chunks;
    private final @Nullable PayloadStore store;
    private final ExecutorService threads;

    private Uploads(
            PayloadSettings.Writing writing,
            Clock clock,
            @Nullable ChunkWriter chunks,
            @Nullable PayloadStore store,
            String clientId) {
        this.writing = writing;
        this.clock = clock;
        this.writer = new PayloadWriter(writing.compression(), clock);
        this.budget = new ByteBudget(writing.memoryMaxBytes());
        this.chunks = chunks;
        this.store = store;
        this.threads = threads(clientId, writing.uploadsMax());
    }

    static Uploads open(PayloadSettings settings, String clientId) {
        PayloadSettings.Writing writing = settings.writing();
        ChunkWriter chunks = null;
        PayloadStore store = null;
        StoreSettings wanted = settings.stores().get(writing.large());
        if (wanted != null) {
            store = StoreCatalog.load().open(wanted);
        } else if (writing.large().equals(PayloadSettings.CHUNKS)) {
            long buffer = Math.min(writing.memoryMaxBytes(), MemoryBudget.defaultMaxBytes()) / 2;
            chunks = ChunkWriter.open(
                    settings.client(), clientId + "-chunks", (int) Math.max(LEAST_CHUNK_BUFFER, buffer));
        }
        return new Uploads(writing, Clock.systemUTC(), chunks, store, clientId);
    }

    private static ExecutorService threads(String clientId, int most) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), // bounded by what may wait in the producer
                Thread.ofPlatform().daemon().name(clientId + "-upload-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Where large payloads go, if that is a store. */
    @Nullable
    PayloadStore store() {
        return store;
    }

    boolean toChunks() {
        return chunks != null;
    }

    Future<?> run(Runnable task) {
        return threads.submit(task);
    }

    /**
     * Reads the source to its end, on the calling thread.
     *
     * @param mostInRecord what fits into the value of the record
     */
    Written write(PayloadSource source, int mostInRecord, PayloadRoute route, int partition) {
        return writer.write(source, mostInRecord, () -> begin(route, partition, mostInRecord));
    }

    private Destination begin(PayloadRoute route, int partition, int mostInRecord) {
        if (chunks != null) {
            return Destination.of(chunks.begin(route.chunks(), partition));
        }
        if (store != null) {
            String key = ObjectNames.of(route.topic(), clock.millis());
            return Destination.of(writing.large(), key, store.upload(key, budget));
        }
        throw new WharfException(
                ErrorCode.TOO_LARGE,
                "a payload for topic " + route.topic() + " has more than the " + mostInRecord
                        + " bytes that fit into a record, and payload.large = " + writing.large()
                        + "; set it to chunks or to the name of a store");
    }

    /** Interrupts what is under way. */
    void stopNow() {
        threads.shutdownNow();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        if (chunks != null) {
            chunks.close();
        }
        if (store != null) {
            store.close();
        }
    }
}
