package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.loop.Progress;
import dev.wharf.loop.ReadAhead;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.FieldKey;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sends records in their order until the input ends, something fails, or somebody says stop. One thread runs it; any
 * may call {@link #stop}.
 */
final class ProduceRun {
    /** How long it waits for the input before it looks whether something failed. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final Duration ROOM_LOOK = Duration.ofMillis(1);
    /** So long what is under way is awaited after a failure, or when it was told to stop. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(8);

    /** So long after a stop, what comes from a pipe is still taken: nobody else has it. */
    private static final Duration TAKE_TIMEOUT = Duration.ofSeconds(4);

    private static final int TICK_EVERY = 64;

    private final TopicWriter writer;
    private final ProduceForm form;
    private final ProduceTally tally;
    private final Duration quietLimit;
    private final boolean fromPipe;
    private final Decoding decoding;
    private final @Nullable Field keyField;
    private final Progress settled = new Progress();
    private Origin origin = Origin.of("");
    private long lastAcknowledged;
    private long movedNanos = System.nanoTime();
    private volatile long stoppedNanos;
    private volatile boolean stopped;

    /**
     * Takes over nothing.
     *
     * @param fromPipe whether what was read of the input cannot be read again
     * @param quietLimit nothing is acknowledged for so long: it fails
     */
    ProduceRun(TopicWriter writer, ProduceForm form, ProduceTally tally, boolean fromPipe, Duration quietLimit) {
        Fields fields = new Fields();
        this.writer = writer;
        this.form = form;
        this.tally = tally;
        this.quietLimit = quietLimit;
        this.fromPipe = fromPipe;
        this.decoding = new Decoding(JsonCodec.JSON, fields, false);
        this.keyField = form.keyField().map(fields::field).orElse(null);
    }

    /** Ends it in good order, within {@link #TAKE_TIMEOUT} and {@link #DRAIN_TIMEOUT}. */
    void stop() {
        stoppedNanos = System.nanoTime();
        stopped = true;
    }

    /** Runs; what became of it is in the tally. */
    void run(ReadAhead<ProduceRecord> input) {
        try {
            pump(input);
        } catch (WharfException e) {
            tally.fail(e);
        }
        if (!input.ended() && !tally.failed()) {
            tally.breakOff();
        }
        drain();
        tally.settledUpTo(settled.advance());
    }

    private void pump(ReadAhead<ProduceRecord> input) {
        int sinceTick = 0;
        boolean more = true;
        while (more && wanted() && !input.ended()) {
            boolean ready = writer.ready();
            ProduceRecord next = ready ? input.poll(LOOK) : null;
            // After a stop, what is there is taken, and nothing waited for.
            more = next != null || !ready || !stopped;
            if (next != null) {
                send(next);
            } else if (!ready) {
                LockSupport.parkNanos(this, ROOM_LOOK.toNanos());
            }
            sinceTick++;
            if (next == null || sinceTick >= TICK_EVERY) {
                tick();
                sinceTick = 0;
            }
        }
    }

    private boolean wanted() {
        boolean over = stopped && !(fromPipe && System.nanoTime() - stoppedNanos < TAKE_TIMEOUT.toNanos());
        return !over && !tally.failed();
    }

    private void send(ProduceRecord record) {
        try {
            WharfRecord outgoing = outgoing(record);
            Slice slice = outgoing.slice();
            settled.add(slice);
            write(outgoing, partition(record.draft()));
            slice.handedOut();
            tally.sent(record);
        } catch (WharfException e) {
            throw ProduceTally.named(record.place(), e);
        }
    }

    private void write(WharfRecord outgoing, @Nullable Integer partition) {
        if (form.codec().isEmpty() || outgoing.isTombstone()) {
            writer.write(outgoing, outgoing.key(), partition);
            return;
        }
        Headers headers = new RecordHeaders(outgoing.headers());
        Payload value = form.codec().get().encode(outgoing.document(), headers);
        writer.write(outgoing, outgoing.key(), value, headers, partition);
    }

    private WharfRecord outgoing(ProduceRecord record) {
        if (!record.source().equals(origin.name())) {
            origin = Origin.of(record.source());
        }
        Slice slice = new Slice(origin, decoding, record.number(), record.number() + 1);
        Draft draft = record.draft();
        WharfRecord outgoing = outgoing(slice, record, form.key().orElse(draft.key()));
        return keyField == null ? outgoing : outgoing(slice, record, keyOf(outgoing, keyField));
    }

    private WharfRecord outgoing(Slice slice, ProduceRecord record, Payload key) {
        Draft draft = record.draft();
        long timestamp = form.keepTimestamp() ? draft.timestampMs() : WharfRecord.NO_TIMESTAMP;
        return new WharfRecord(slice, record.line(), timestamp, key, draft.value(), headers(draft));
    }

    private @Nullable Headers headers(Draft draft) {
        if (form.headers().isEmpty()) {
            return draft.headers();
        }
        Headers all = draft.headers() == null ? new RecordHeaders() : new RecordHeaders(draft.headers());
        form.headers().forEach(all::add);
        return all;
    }

    private static Payload keyOf(WharfRecord record, Field field) {
        if (record.isTombstone()) {
            throw new WharfException(ErrorCode.RECORD_REFUSED, "a tombstone has no field " + field);
        }
        Value value = record.get(field);
        if (value instanceof Value.Absent) {
            throw new WharfException(ErrorCode.RECORD_REFUSED, "the value has no field " + field + " to make a key of");
        }
        return FieldKey.of(value, () -> "--key-field " + field);
    }

    private @Nullable Integer partition(Draft draft) {
        Integer partition = form.keepPartition() ? draft.partition() : null;
        if (partition != null && partition >= writer.partitions()) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "partition " + partition + " is not there: the topic has " + writer.partitions()
                            + "; leave out --keep-partition");
        }
        return form.partition().orElse(partition);
    }

    /** Tells what has failed, and that something has been acknowledged. */
    private void tick() {
        writer.tick(undelivered -> {
            WharfRecord record = undelivered.record();
            String place = ProduceRecord.place(record.slice().origin().name(), record.offset());
            tally.fail(ProduceTally.named(place, undelivered.cause()));
        });
        long settledUpTo = settled.advance();
        long now = System.nanoTime();
        if (writer.underWay() == 0 || settledUpTo != lastAcknowledged) {
            lastAcknowledged = settledUpTo;
            movedNanos = now;
        }
        if (now - movedNanos > quietLimit.toNanos()) {
            tally.fail(new WharfException(
                    ErrorCode.UNAVAILABLE,
                    "no record was acknowledged for " + quietLimit.toSeconds() + " s; look at the brokers"));
        }
    }

    /** Waits until it is known what became of each; not for long where not all will go well. */
    private void drain() {
        long start = System.nanoTime();
        tick();
        while (!writer.quiet()) {
            boolean bounded = stopped || tally.failed();
            if (bounded && System.nanoTime() - start > DRAIN_TIMEOUT.toNanos()) {
                return;
            }
            LockSupport.parkNanos(this, ROOM_LOOK.toNanos());
            tick();
        }
    }
}
