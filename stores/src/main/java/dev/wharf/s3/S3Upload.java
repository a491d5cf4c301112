package dev.wharf.s3;

import dev.wharf.store.ByteBudget;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreUpload;
import dev.wharf.store.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object on its way. What fits into the first part is stored in one request; else each part that is full is sent
 * while the next one fills. It waits for the budget only while everything that it holds is on its way already, so that
 * uploads that share a budget never wait for each other in a circle. One thread at a time.
 */
final class S3Upload implements StoreUpload {
    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);

    /** Larger ones wait in files. */
    private static final long MAX_MEMORY_PART = 16L << 20;

    private final S3Settings settings;
    private final S3Calls calls;
    private final ServerTraits traits;
    private final S3Failures failures;
    private final String key;
    private final ByteBudget budget;
    private final PartSizes sizes;
    private final InFlight inFlight;
    private final String mark = UUID.randomUUID().toString();
    private final Map<Integer, CompletedPart> done = new ConcurrentSkipListMap<>();

    private volatile @Nullable Multipart multipart;
    private @Nullable Part filling;
    private @Nullable StoreException failed;
    private int sent;
    private long length;
    private boolean finishing;
    private boolean over;

    S3Upload(S3Settings settings, S3Calls calls, ServerTraits traits, Executor threads, String key, ByteBudget budget) {
        this.settings = settings;
        this.calls = calls;
        this.traits = traits;
        this.failures = new S3Failures(settings);
        this.key = key;
        this.budget = budget;
        this.sizes = new PartSizes(settings.partBytes());
        this.inFlight = new InFlight(threads, settings.uploadsMax());
    }

    private interface Step<T> {
        T run() throws IOException, InterruptedException;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        guarded(() -> {
            int from = offset;
            while (from < offset + count) {
                from += roomyPart().write(bytes, from, offset + count - from);
            }
            return length += count;
        });
    }

    @Override
    public StoredObject complete() {
        StoredObject object = guarded(() -> new StoredObject(key, length, sent == 0 ? putWhole() : completeParts()));
        over = true;
        return object;
    }

    private <T> T guarded(Step<T> step) {
        if (over) {
            throw new IllegalStateException("the upload of " + key + " is over");
        }
        if (failed != null) {
            throw new StoreException(failed.failure(), String.valueOf(failed.getMessage()), failed);
        }
        try {
            return step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(failures.interrupted(key, e));
        } catch (IOException e) {
            throw failed(failures.noRoom(key, settings, e));
        } catch (SdkException | StoreException | RejectedExecutionException e) {
            throw failed(failures.of("write", key, e));
        }
    }

    private StoreException failed(StoreException failure) {
        failed = failure;
        return failure;
    }

    private Part roomyPart() throws IOException, InterruptedException {
        Part current = filling;
        if (current != null && !current.full()) {
            return current;
        }
        filling = null;
        if (current != null) {
            send(current);
        }
        Part next = newPart();
        filling = next;
        return next;
    }

    private Part newPart() throws IOException, InterruptedException {
        if (sent == PartSizes.MAX_PARTS) {
            throw failures.refused("cannot write " + key + ": it has more than " + sent + " parts after " + length
                    + " bytes; set part.bytes higher");
        }
        long size = sizes.of(sent + 1);
        return size <= MAX_MEMORY_PART
                ? MemoryPart.waitFor((int) size, budget)
                : SpooledPart.in(settings.spoolFolder(), size);
    }

    private void send(Part part) throws InterruptedException {
        int number = ++sent;
        Multipart begun = multipart;
        if (begun == null && !traits.checksumsSettled()) {
            inFlight.call(part, () -> begunWith(part));
        } else {
            Multipart to = begun == null ? inFlight.call(MemoryPart.empty(), this::begun) : begun;
            inFlight.submit(part, () -> done.put(number, calls.part(key, to, number, part, inFlight::givenUp)));
        }
    }

    private Multipart begun() {
        Multipart begun = calls.begin(key, mark);
        multipart = begun;
        return begun;
    }

    private Multipart begunWith(Part part) {
        S3Calls.First first = calls.beginWith(key, mark, part, inFlight::givenUp);
        multipart = first.upload();
        done.put(1, first.part());
        return first.upload();
    }

    private Instant putWhole() throws InterruptedException {
        Part body = filling == null ? MemoryPart.empty() : filling;
        filling = null;
        finishing = true;
        return inFlight.call(body, () -> calls.put(key, mark, body, inFlight::givenUp));
    }

    private Instant completeParts() throws InterruptedException {
        Part last = filling;
        filling = null;
        if (last != null) {
            send(last);
        }
        inFlight.await();
        finishing = true;
        Multipart upload = Objects.requireNonNull(multipart, "parts without an upload");
        return inFlight.call(MemoryPart.empty(), () -> calls.complete(key, mark, upload, List.copyOf(done.values())));
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= giveUp();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether the thread was interrupted meanwhile; the SDK makes no call in one that is. */
    private boolean giveUp() {
        if (filling != null) {
            filling.close();
        }
        inFlight.giveUp();
        boolean interrupted = Thread.interrupted();
        Multipart begun = multipart;
        if (begun != null) {
            quietly(() -> calls.abort(key, begun.id()));
        }
        if (finishing) {
            quietly(() -> calls.deleteIfMarked(key, mark));
        }
        return interrupted;
    }

    private void quietly(Runnable call) {
        try {
            call.run();
        } catch (SdkException | IllegalStateException e) {
            LOG.warn(
                    "{} may keep parts of {}, which was given up, until a lifecycle rule or a collection removes them:"
                            + " {}",
                    settings,
                    key,
                    e.getMessage());
        }
    }
}
