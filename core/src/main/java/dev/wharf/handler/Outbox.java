package dev.wharf.handler;

import dev.wharf.deadletter.Recovery;
import dev.wharf.error.WharfException;
import dev.wharf.failure.Verdict;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.kafka.Transaction;
import dev.wharf.loop.RecordFailure;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends what handlers have sent through their contexts. What cannot be sent is judged like a failure of the handler;
 * only that is tried again, and what came behind it waits, so that the order stays. Worker's thread only.
 */
final class Outbox implements AutoCloseable {
    private final String stage;
    private final Recovery recovery;
    private final @Nullable Transaction transaction;
    private final @Nullable TopicWriter writer;
    private final Counts counts;
    /** What is to be tried again, and what came behind it, by number. */
    private final TreeMap<Long, Outputs.Output> held = new TreeMap<>();

    private long nextNumber;
    private boolean stopped;
    private @Nullable RecordFailure failure;

    /** @param writer to the topics; null where nothing may be sent */
    Outbox(
            String stage,
            Recovery recovery,
            @Nullable Transaction transaction,
            @Nullable TopicWriter writer,
            Counts counts) {
        this.stage = stage;
        this.recovery = recovery;
        this.transaction = transaction;
        this.writer = writer;
        this.counts = counts;
    }

    /** Whether there is room for more. */
    boolean ready() {
        return held.isEmpty() && (writer == null || writer.ready());
    }

    /** What is in the way of what was sent. */
    Optional<Trouble> trouble(long nowNanos) {
        return writer == null ? Optional.empty() : writer.trouble(nowNanos);
    }

    /** Whether everything is acknowledged. */
    boolean quiet() {
        return held.isEmpty() && (writer == null || writer.quiet());
    }

    /**
     * Sends all that a handler has sent for its record, which settles when that is acknowledged, and is counted then.
     *
     * @throws RecordFailure if something cannot be sent, and the policy is to stop
     */
    void send(WharfRecord record, List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            counts.add(Counts.What.HANDLED, 1);
            return;
        }
        Outputs outputs = new Outputs(record, records.size(), counts);
        for (ProducerRecord<byte[], byte[]> outgoing : records) {
            record.slice().accept();
            put(outputs.new Output(nextNumber++, outgoing));
        }
        throwIfStopped();
    }

    private void put(Outputs.Output output) {
        if (stopped) {
            giveBack(output);
        } else if (held.isEmpty()) {
            attempt(output);
        } else {
            held.put(output.number(), output);
        }
    }

    /** Whether it went out, or is otherwise done with. */
    private boolean attempt(Outputs.Output output) {
        try {
            opened().send(output.record(), output.outgoing(), output);
            return true;
        } catch (WharfException refused) {
            return failed(output, refused);
        }
    }

    private TopicWriter opened() {
        if (writer == null) {
            throw new IllegalStateException(stage + " sends nowhere");
        }
        return writer;
    }

    private boolean failed(Outputs.Output output, Exception cause) {
        WharfRecord record = output.record();
        if (transaction != null) {
            // All of it is aborted and comes again; a record that is to blame is judged then.
            transaction.spoil(stage, record, cause);
            return true;
        }
        if (stopped) {
            giveBack(output);
            return true;
        }
        int attempts = output.failedOnceMore();
        return judge(output, cause, attempts, recovery.failed(record, cause, attempts, true));
    }

    private boolean judge(Outputs.Output output, Exception cause, int attempts, Verdict verdict) {
        WharfRecord record = output.record();
        switch (verdict) {
            case Verdict.Stop stop -> stopAt(output, cause);
            case Verdict.Skip skip -> settle(output, Counts.What.SKIPPED);
            case Verdict.Retry retry -> {
                output.dueAt(System.nanoTime() + retry.delay().toNanos());
                held.put(output.number(), output);
                return false;
            }
            case Verdict.DeadLetter letter -> {
                if (output.all().firstToBury()) {
                    recovery.bury(record, cause, attempts, output.all().buried());
                } else {
                    settle(output, Counts.What.DEAD_LETTERED);
                }
            }
        }
        return true;
    }

    private static void settle(Outputs.Output output, Counts.What fate) {
        output.record().slice().settle(1);
        output.all().ended(fate);
    }

    private void stopAt(Outputs.Output output, Exception cause) {
        stopped = true;
        failure = new RecordFailure(stage, output.record().position(), cause);
        giveBack(output);
    }

    private static void giveBack(Outputs.Output output) {
        output.record().slice().abandon();
        output.all().ended(Counts.What.RETURNED);
    }

    private void throwIfStopped() {
        RecordFailure found = failure;
        if (found != null) {
            failure = null;
            throw found;
        }
    }

    /**
     * Hears of what could not be sent, and tries again what is due.
     *
     * @throws RecordFailure if something cannot be sent, and the policy is to stop
     */
    void tick(long nowNanos) {
        if (writer != null) {
            writer.tick(undelivered -> {
                if (undelivered.told() instanceof Outputs.Output output) {
                    var unused = failed(output, undelivered.cause());
                }
            });
        }
        tryAgain(nowNanos);
        throwIfStopped();
    }

    private void tryAgain(long nowNanos) {
        Map.Entry<Long, Outputs.Output> first = held.firstEntry();
        while (first != null && (stopped || (first.getValue().isDue(nowNanos) && recovery.mayTry()))) {
            held.remove(first.getKey());
            if (stopped) {
                giveBack(first.getValue());
            } else if (attempt(first.getValue())) {
                recovery.succeeded();
            } else {
                return;
            }
            first = held.firstEntry();
        }
    }

    /** Partitions are given up: what is held of their records goes back. */
    void givingUp(Predicate<Origin> which) {
        List<Outputs.Output> dropped = held.values().stream()
                .filter(output -> which.test(output.record().slice().origin()))
                .toList();
        dropped.forEach(output -> held.remove(output.number()));
        dropped.forEach(Outbox::giveBack);
    }

    /** Forgets what is under way: its transaction is aborted. */
    void discard() {
        held.clear();
        if (writer != null) {
            writer.discard();
        }
    }

    /** Gives back what is not acknowledged. */
    @Override
    public void close() {
        held.values().forEach(Outbox::giveBack);
        held.clear();
        if (writer != null) {
            writer.close();
        }
    }
}
