package dev.wharf.large;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.handler.HandlerContext;
import dev.wharf.handler.HandlerLoop;
import dev.wharf.handler.HandlerLoopBuilder;
import dev.wharf.handler.HandlerOutcome;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import dev.wharf.store.ByteBudget;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads records whose values are of any size, as a member of a group. One is handed out at a time, of each partition in
 * its order; it is settled, and its offset committed, when the next one is asked for, or at {@link #commit()}. Somebody
 * may take hours over one: its partition waits, and the group does not notice. For one thread.
 *
 * <pre>{@code
 * try (PayloadConsumer consumer = PayloadConsumer.open(settings.group("archive"), "scans")) {
 *     while (running) {
 *         consumer.poll(Duration.ofSeconds(1)).ifPresent(record -> save(record.key(), record.payload()));
 *     }
 * }
 * }</pre>
 */
public final class PayloadConsumer implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
    /** A larger one is read when it is opened. */
    private static final int PREFETCH_SHARE = 4;

    private final Handover handover = new Handover();
    private final PayloadReader reader;
    private final ByteBudget prefetch;
    private final HandlerLoop loop;
    private final CompletableFuture<HandlerOutcome> outcome = new CompletableFuture<>();
    private final Thread thread;
    private Handover.@Nullable Handed current;

    private PayloadConsumer(
            PayloadSettings settings, String groupId, Set<String> topics, UnaryOperator<HandlerLoopBuilder> more) {
        this.reader = PayloadReader.open(settings, "wharf-" + groupId, topics);
        this.prefetch = new ByteBudget((int) Math.min(Integer.MAX_VALUE, MemoryBudget.defaultMaxBytes() / 2));
        HandlerLoopBuilder builder = HandlerLoop.of(this::handle)
                .from(settings.client())
                .groupId(groupId)
                .payloads(reader);
        topics.forEach(builder::topic);
        this.loop = more.apply(builder).build();
        this.thread =
                Thread.ofPlatform().daemon().name("wharf-payloads-" + groupId).unstarted(this::run);
    }

    /**
     * Joins the group of the settings, in the background.
     *
     * @throws WharfException with {@code CONFIGURATION} if settings cannot be used, or there is no {@code group.id}
     */
    public static PayloadConsumer open(PayloadSettings settings, String... topics) {
        return open(settings, loop -> loop, topics);
    }

    /**
     * The same, with a say in what becomes of records that fail: retries, dead letters, lanes.
     *
     * @param more what else the loop is told
     */
    public static PayloadConsumer open(
            PayloadSettings settings, UnaryOperator<HandlerLoopBuilder> more, String... topics) {
        String groupId = settings.groupId()
                .orElseThrow(() -> new WharfException(
                        ErrorCode.CONFIGURATION, "group.id is missing: the group that the consumer is a member of"));
        PayloadConsumer opened = new PayloadConsumer(settings, groupId, Set.copyOf(Arrays.asList(topics)), more);
        opened.thread.start();
        return opened;
    }

    private void run() {
        try {
            outcome.complete(loop.run());
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome.completeExceptionally(new WharfException(ErrorCode.UNAVAILABLE, "interrupted", e));
        }
    }

    /** On a lane: what is small enough is read, and verified, while others are dealt with. */
    private void handle(WharfRecord record, HandlerContext context) throws Exception {
        Payload payload = record.payload();
        int held = payload instanceof Payload.Large large ? prefetchable(large) : 0;
        try {
            handover.give(new IncomingPayload(
                    record.slice().origin().name(),
                    record.slice().origin().partition(),
                    record.offset(),
                    record.timestampMs(),
                    record.key(),
                    held > 0 && payload instanceof Payload.Large large ? large.load(held) : payload,
                    record.headers()));
        } finally {
            if (held > 0) {
                prefetch.release(held);
            }
        }
    }

    /** How many bytes were taken of the budget to read it now; 0 if it is not to be. */
    private int prefetchable(Payload.Large large) {
        if (large.length() <= 0 || large.length() > prefetch.maxBytes() / PREFETCH_SHARE) {
            return 0;
        }
        int bytes = (int) large.length();
        return prefetch.tryAcquire(bytes) ? bytes : 0;
    }

    /**
     * Settles the record before, and gives the next.
     *
     * @return empty if none came in that time
     * @throws WharfException if reading has ended: a topic is missing, the brokers refuse, or a record has failed and
     *     the policy is to stop
     */
    public Optional<IncomingPayload> poll(Duration timeout) throws InterruptedException {
        commit();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long leftMs =
                    Duration.ofNanos(Math.max(0, deadline - System.nanoTime())).toMillis();
            Handover.Handed next = handover.take(Math.min(leftMs, LOOK.toMillis()));
            if (next != null) {
                current = next;
                return Optional.of(next.record());
            }
            if (outcome.isDone()) {
                throw ended();
            }
            if (leftMs == 0) {
                return Optional.empty();
            }
        }
    }

    private WharfException ended() throws InterruptedException {
        Throwable failure;
        try {
            failure = outcome.get().failure().orElse(null);
        } catch (ExecutionException e) {
            failure = e.getCause();
        }
        return failure instanceof WharfException known
                ? known
                : new WharfException(ErrorCode.UNAVAILABLE, "reading has ended: " + failure, failure);
    }

    /** The record that was polled last is done with: it is settled, and will not be read again. */
    public void commit() {
        end(null);
    }

    /** The record that was polled last could not be dealt with: it is tried again or given up, as the loop was told. */
    public void reject(Exception cause) {
        end(cause);
    }

    private void end(@Nullable Exception cause) {
        Handover.Handed handed = current;
        current = null;
        if (handed != null) {
            handed.end(cause);
        }
    }

    /** Leaves the group. A record that was polled and neither committed nor followed by another poll is read again. */
    @Override
    public void close() {
        loop.stop();
        try {
            var unused = thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }
}
