package dev.wharf.handler;

import dev.wharf.kafka.TopicWriter;
import dev.wharf.record.WharfRecord;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What was sent for one record, until all of it has ended; then the record is counted, once. Any thread. */
final class Outputs {
    private final WharfRecord record;
    private final Counts counts;
    private final AtomicInteger open;
    private final AtomicReference<Counts.What> worst = new AtomicReference<>(Counts.What.HANDLED);
    /** Worker's thread only. */
    private boolean buried;

    Outputs(WharfRecord record, int count, Counts counts) {
        this.record = record;
        this.counts = counts;
        this.open = new AtomicInteger(count);
    }

    WharfRecord record() {
        return record;
    }

    /** Whether nobody has made a dead letter of the record; from now on somebody has. Worker's thread only. */
    boolean firstToBury() {
        boolean first = !buried;
        buried = true;
        return first;
    }

    /** One of them has ended, so. */
    void ended(Counts.What fate) {
        Counts.What whole = worst.accumulateAndGet(fate, (one, other) -> one.compareTo(other) > 0 ? one : other);
        if (open.decrementAndGet() == 0) {
            counts.add(whole, 1);
        }
    }

    /** One of them. */
    final class Output implements TopicWriter.Acknowledgements {
        private final long number;
        private final ProducerRecord<byte[], byte[]> outgoing;
        /** Worker's thread only. */
        private int failedAttempts;

        private long dueNanos = System.nanoTime();

        /** @param number its place in the order of everything that the worker sends */
        Output(long number, ProducerRecord<byte[], byte[]> outgoing) {
            this.number = number;
            this.outgoing = outgoing;
        }

        long number() {
            return number;
        }

        WharfRecord record() {
            return record;
        }

        ProducerRecord<byte[], byte[]> outgoing() {
            return outgoing;
        }

        Outputs all() {
            return Outputs.this;
        }

        /** How often it has failed, now once more. */
        int failedOnceMore() {
            return ++failedAttempts;
        }

        void dueAt(long nanos) {
            dueNanos = nanos;
        }

        boolean isDue(long nowNanos) {
            return nowNanos - dueNanos >= 0;
        }

        @Override
        public void acknowledged(WharfRecord same) {
            counts.add(Counts.What.SENT, 1);
            ended(Counts.What.HANDLED);
        }

        @Override
        public void returned(WharfRecord same) {
            ended(Counts.What.RETURNED);
        }
    }

    /** The record's dead letter, in the place of one of them. */
    TopicWriter.Acknowledgements buried() {
        return new TopicWriter.Acknowledgements() {
            @Override
            public void acknowledged(WharfRecord same) {
                ended(Counts.What.DEAD_LETTERED);
            }

            @Override
            public void returned(WharfRecord same) {
                ended(Counts.What.RETURNED);
            }
        };
    }
}
