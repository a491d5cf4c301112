package dev.wharf.kafka;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.loop.Delivery;
import dev.wharf.loop.RecordProcessor;
import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Output and offsets become visible together, or not at all. What is handed out between two commits is one closed
 * batch: it is handed out, quiet, then committed, and nothing runs past it. After an abort every partition still owned
 * starts again from its committed offset.
 *
 * <pre>
 *   STARTING -> OPEN -> CLOSING -> COMMITTING -> OPEN ...
 *                 \________\____________\-> ABORTING -> REWINDING -> OPEN
 * </pre>
 */
public final class ExactlyOnce implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(ExactlyOnce.class);
    private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final int MOST_DOUBLINGS = 8;
    /** How often it is told that nothing moves. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long UNUSUAL_NANOS = Duration.ofSeconds(3).toNanos();
    /** So many aborts in a row are no accident. */
    private static final int SUSPICIOUS_ABORTS = 5;

    private final Transaction transaction;
    private final TopicReader source;
    private final RecordProcessor processor;
    private final long intervalNanos;
    private State state = State.STARTING;
    private CompletableFuture<Void> underWay;
    private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();
    private long openedNanos = System.nanoTime();
    private long notBeforeNanos = openedNanos;
    private int abortsInTurn;
    private boolean abandoned;
    private long sinceNanos = openedNanos;
    private long tellAtNanos = openedNanos + PATIENCE_NANOS;

    private enum State {
        STARTING("a producer for transactions"),
        OPEN(""),
        CLOSING("the records of a transaction to settle"),
        COMMITTING("the brokers to commit a transaction"),
        ABORTING("the brokers to abort a transaction, or for another producer"),
        REWINDING("the committed offsets"),
        /** Nothing more is committed. */
        DONE("");

        /** What has to come before the next state; empty if nothing has to. */
        private final String awaited;

        State(String awaited) {
            this.awaited = awaited;
        }
    }

    /**
     * @param commitInterval how long a batch stays open at the most
     */
    public ExactlyOnce(
            Transaction transaction, TopicReader source, RecordProcessor processor, Duration commitInterval) {
        this.transaction = transaction;
        this.source = source;
        this.processor = processor;
        this.intervalNanos = commitInterval.toNanos();
        this.underWay = transaction.start();
    }

    @Override
    public boolean open() {
        return state == State.OPEN && transaction.spoiled() == null;
    }

    @Override
    public void advance(long nowNanos, boolean ending) {
        tellIfStuck(nowNanos);
        switch (state) {
            case STARTING -> {
                if (underWay.isDone()) {
                    openAtLast(nowNanos);
                }
            }
            case OPEN -> closeIfDue(nowNanos, ending);
            case CLOSING -> commitIfQuiet(nowNanos);
            case COMMITTING -> lookAtCommit(nowNanos);
            case ABORTING -> lookAtAbort();
            case REWINDING -> rewind(nowNanos);
            case DONE -> {}
        }
    }

    private void enter(State next) {
        state = next;
        sinceNanos = System.nanoTime();
        tellAtNanos = sinceNanos + PATIENCE_NANOS;
    }

    private void tellIfStuck(long nowNanos) {
        if (state.awaited.isEmpty() || nowNanos - tellAtNanos < 0) {
            return;
        }
        tellAtNanos = nowNanos + PATIENCE_NANOS;
        long seconds = Duration.ofNanos(nowNanos - sinceNanos).toSeconds();
        String why = state == State.REWINDING ? source.rewindDelay() : "";
        LOG.warn("{} has waited {} s for {}{}", Thread.currentThread().getName(), seconds, state.awaited, why);
    }

    /** That slow records are waited for is their own trouble. */
    @Override
    public Optional<Trouble> trouble(long nowNanos) {
        long waited = nowNanos - sinceNanos;
        boolean usual = state.awaited.isEmpty() || state == State.CLOSING || waited < UNUSUAL_NANOS;
        return usual
                ? Optional.empty()
                : Optional.of(Trouble.of(
                        Trouble.Kind.SINK_AWAY,
                        "exactly once: waits for " + state.awaited + " for "
                                + Duration.ofNanos(waited).toSeconds() + " s"));
    }

    private void closeIfDue(long nowNanos, boolean ending) {
        if (transaction.spoiled() != null) {
            abort(transaction.spoiled(), false);
        } else if (ending || nowNanos - openedNanos >= intervalNanos) {
            enter(State.CLOSING);
            commitIfQuiet(nowNanos);
        }
    }

    private void commitIfQuiet(long nowNanos) {
        if (transaction.spoiled() != null) {
            abort(transaction.spoiled(), false);
        } else if (processor.quiet()) {
            offsets = source.settled();
            if (offsets.isEmpty() && !transaction.begun()) {
                open(nowNanos);
            } else {
                underWay = transaction.commit(offsets, source.group());
                enter(State.COMMITTING);
            }
        }
    }

    private void lookAtCommit(long nowNanos) {
        if (!underWay.isDone()) {
            return;
        }
        Throwable failure = failureOf(underWay);
        if (failure == null) {
            source.committed(offsets);
            transaction.committed();
            processor.mark();
            abortsInTurn = 0;
            open(nowNanos);
        } else {
            // A commit that the group refuses is over; of any other it is not known what became of it.
            boolean refused =
                    failure instanceof CommitFailedException || failure instanceof RebalanceInProgressException;
            abort(failure, !refused);
        }
    }

    private static @Nullable Throwable failureOf(CompletableFuture<Void> done) {
        try {
            done.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    private void openAtLast(long nowNanos) {
        Throwable refused = failureOf(underWay);
        if (refused != null) {
            enter(State.DONE);
            String text = "the brokers refuse transactions: " + refused.getMessage()
                    + "; allow WRITE and DESCRIBE on transactional ids that begin with its client id, or set delivery"
                    + " = \"at_least_once\"";
            throw new WharfException(ErrorCode.ENVIRONMENT, text, refused);
        }
        open(nowNanos);
    }

    private void open(long nowNanos) {
        openedNanos = nowNanos;
        enter(State.OPEN);
    }

    private void abort(@Nullable Throwable reason, boolean replace) {
        source.discard();
        processor.discard();
        abortsInTurn++;
        tellOfAbort(String.valueOf(reason));
        underWay = transaction.abort(replace);
        enter(State.ABORTING);
    }

    private void tellOfAbort(String reason) {
        if (abortsInTurn % SUSPICIOUS_ABORTS == 0) {
            LOG.warn("{} transactions in a row were aborted, the last because of: {}", abortsInTurn, reason);
        } else {
            LOG.info("a transaction is aborted, and its records come again: {}", reason);
        }
    }

    private void lookAtAbort() {
        if (underWay.isDone()) {
            Throwable failure = failureOf(underWay);
            if (failure != null) {
                LOG.warn("a transaction could not be aborted; the brokers will: {}", failure.toString());
            }
            if (transaction.foundPoison()) {
                // It goes on: what spoiled this transaction spoils no other.
                abortsInTurn = 1;
            }
            transaction.aborted();
            processor.rollBack();
            int doublings = Math.min(MOST_DOUBLINGS, abortsInTurn - 1);
            notBeforeNanos = System.nanoTime() + (abortsInTurn > 1 ? FIRST_PAUSE_NANOS << doublings : 0);
            enter(abandoned ? State.DONE : State.REWINDING);
        }
    }

    private void rewind(long nowNanos) {
        if (nowNanos - notBeforeNanos >= 0 && source.rewind()) {
            open(nowNanos);
        }
    }

    /** Not while records are at work either, also if nothing of them was sent yet: an abort would bring them again. */
    @Override
    public boolean idle() {
        return state == State.DONE
                || (state == State.OPEN
                        && !transaction.begun()
                        && processor.quiet()
                        && source.settled().isEmpty());
    }

    @Override
    public void abandon() {
        abandoned = true;
        switch (state) {
            case OPEN, CLOSING -> abort(null, false);
            case STARTING, REWINDING -> enter(State.DONE);
            case COMMITTING, ABORTING, DONE -> {}
        }
    }

    @Override
    public void givingUp(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        if (state == State.COMMITTING) {
            await(deadline);
            advance(System.nanoTime(), false);
        }
        boolean something = transaction.begun() || source.anyHandedOut();
        if ((state == State.OPEN || state == State.CLOSING) && something) {
            abort(new RebalanceInProgressException("partitions are given up"), false);
        }
        if (state == State.ABORTING) {
            await(deadline);
            lookAtAbort();
        }
    }

    private void await(long deadline) {
        while (!underWay.isDone() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    @Override
    public void finish(Duration timeout) {
        await(System.nanoTime() + timeout.toNanos());
        advance(System.nanoTime(), true);
        transaction.close();
    }
}
