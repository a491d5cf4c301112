package dev.wharf.deadletter;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one worker puts its dead letters: a topic, or a file. A record settles when its dead letter is durable, and not
 * before; while none can be written there is no room for more, so that the source pauses. Worker's thread only.
 */
public final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long REPORT_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final @Nullable Topics topics;
    private final @Nullable TopicWriter writer;
    private final @Nullable DeadLetterFile file;
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private long tryAgainNanos;
    /** Until all are durable. */
    private @Nullable Exception lastRefusal;

    private long reportedNanos = System.nanoTime() - REPORT_EVERY_NANOS;

    /**
     * Where they go in Kafka.
     *
     * @param events who else hears of each, if anybody does
     * @param maxRequestBytes {@code max.request.size} of the producer
     */
    public record Topics(DeadLetterTopic letters, @Nullable ErrorEvents events, long maxRequestBytes) {}

    /** What is sent of a dead letter. */
    private enum Part {
        LETTER,
        EVENT,
        /** Without the preview, which was too large. */
        SHORT_EVENT
    }

    /** A dead letter, or the event that tells of it, that is not durable yet, and who waits for it. */
    private record Entry(WharfRecord record, DeadLetter letter, Part part, TopicWriter.Acknowledgements told) {
        Entry shorter() {
            return new Entry(record, letter, Part.SHORT_EVENT, told);
        }
    }

    private DeadLetters(@Nullable Topics topics, @Nullable TopicWriter writer, @Nullable DeadLetterFile file) {
        this.topics = topics;
        this.writer = writer;
        this.file = file;
    }

    /**
     * Puts them into topics.
     *
     * @param writer to the topics; closed with this
     * @param oversize takes those that are too large for the topic; without it, as in a transaction, they are refused
     */
    public static DeadLetters inTopic(Topics topics, TopicWriter writer, @Nullable DeadLetterFile oversize) {
        return new DeadLetters(topics, writer, oversize);
    }

    /** Puts them into a file. */
    public static DeadLetters inFile(DeadLetterFile file) {
        return new DeadLetters(null, null, file);
    }

    /** Whether there is room for more. */
    public boolean ready() {
        return waiting.isEmpty() && (writer == null || writer.ready());
    }

    /** Whether every dead letter is durable. */
    public boolean quiet() {
        return waiting.isEmpty() && (writer == null || writer.quiet());
    }

    /** What is in their way; to be asked several times a second. */
    public Optional<Trouble> trouble(long nowNanos) {
        if (lastRefusal != null && quiet()) {
            lastRefusal = null;
        }
        Optional<String> text = lastRefusal == null
                ? (writer == null ? Optional.<Trouble>empty() : writer.trouble(nowNanos)).map(Trouble::text)
                : Optional.of(Failure.reasonOf(lastRefusal));
        return text.map(
                reason -> Trouble.of(Trouble.Kind.DEAD_LETTERS_REFUSED, "dead letters cannot be written: " + reason));
    }

    /**
     * Takes a record that failed; it was accepted before, and settles when its dead letter is durable, and the event
     * that tells of it, where there is one.
     *
     * @param told what becomes of it
     * @throws WharfException if it is too large for the topic, and there is no file that may take it
     */
    public void write(WharfRecord record, Failure failure, TopicWriter.Acknowledgements told) {
        DeadLetter letter = DeadLetter.of(record, failure);
        if (topics == null || topics.events() == null) {
            write(new Entry(record, letter, Part.LETTER, told));
        } else {
            TopicWriter.Acknowledgements both = new Both(told);
            record.slice().accept();
            write(new Entry(record, letter, Part.LETTER, both));
            write(new Entry(record, letter, Part.EVENT, both));
        }
    }

    private void write(Entry entry) {
        if (topics == null || writer == null) {
            append(entry, "");
            return;
        }
        ProducerRecord<byte[], byte[]> outgoing = outgoing(topics, entry);
        if (!DeadLetterTopic.fits(outgoing, topics.maxRequestBytes())) {
            tooLarge(entry);
            return;
        }
        try {
            writer.send(entry.record(), outgoing, new Kept(entry));
        } catch (WharfException e) {
            refused(entry, e);
        }
    }

    private static ProducerRecord<byte[], byte[]> outgoing(Topics topics, Entry entry) {
        ErrorEvents events = topics.events();
        return entry.part() == Part.LETTER || events == null
                ? topics.letters().record(entry.letter())
                : events.record(entry.letter(), topics.letters().name(), entry.part() == Part.EVENT);
    }

    private void refused(Entry entry, Exception cause) {
        if (cause instanceof RecordTooLargeException || cause.getCause() instanceof RecordTooLargeException) {
            tooLarge(entry);
        } else {
            keep(entry, cause);
        }
    }

    private void tooLarge(Entry entry) {
        String place = entry.record().position();
        if (entry.part() == Part.EVENT) {
            write(entry.shorter());
            return;
        }
        if (file == null || entry.part() != Part.LETTER) {
            String what = entry.part() == Part.LETTER ? "the dead letter of " : "the error event of ";
            throw new WharfException(
                    ErrorCode.TOO_LARGE,
                    what + place + " is too large for topic " + topicName(entry.part())
                            + ", and under exactly_once a file must not take it: raise max.message.bytes of the topic"
                            + " and max.request.size of the client");
        }
        append(entry, place + " is too large for topic " + topicName(entry.part()) + ", so it is in ");
    }

    private String topicName(Part part) {
        ErrorEvents events = topics == null ? null : topics.events();
        String letters = topics == null ? "" : topics.letters().name();
        return part == Part.LETTER || events == null ? letters : events.topic();
    }

    private void append(Entry entry, String why) {
        DeadLetterFile target = file;
        if (target == null) {
            throw new IllegalStateException("no file for dead letters");
        }
        try {
            target.append(entry.letter());
        } catch (WharfException e) {
            keep(entry, e);
            return;
        }
        if (!why.isEmpty()) {
            LOG.warn("the dead letter of {}{}", why, target);
        }
        entry.record().slice().settle(1);
        entry.told().acknowledged(entry.record());
    }

    /** It cannot be written just now: nobody may go on before it is. In a transaction, all of that comes again. */
    private void keep(Entry entry, Exception cause) {
        long now = System.nanoTime();
        lastRefusal = cause;
        if (writer == null || !writer.spoilsTransaction("dead letters", entry.record(), cause)) {
            waiting.addLast(entry);
            tryAgainNanos = now + TRY_AGAIN_NANOS;
        }
        if (now - reportedNanos >= REPORT_EVERY_NANOS) {
            reportedNanos = now;
            LOG.warn(
                    "dead letters cannot be written, so nothing goes on before they can; trying again: {}",
                    cause.toString());
        }
    }

    /** Tries again what could not be written. */
    public void tick(long nowNanos) {
        if (writer != null) {
            writer.tick(undelivered -> {
                if (undelivered.told() instanceof Kept kept) {
                    refused(kept.entry, undelivered.cause());
                }
            });
        }
        if (!waiting.isEmpty() && nowNanos - tryAgainNanos >= 0) {
            ArrayDeque<Entry> again = new ArrayDeque<>(waiting);
            waiting.clear();
            again.forEach(this::write);
        }
    }

    /** Forgets what is not durable: it belongs to a transaction that is aborted. */
    public void discard() {
        waiting.clear();
        if (writer != null) {
            writer.discard();
        }
    }

    /** Gives up what is not durable. */
    @Override
    public void close() {
        waiting.forEach(entry -> entry.told().returned(entry.record()));
        waiting.clear();
        if (writer != null) {
            writer.close();
        }
    }

    /** Keeps the dead letter with its acknowledgement, so that it can be written elsewhere. */
    private record Kept(Entry entry) implements TopicWriter.Acknowledgements {
        @Override
        public void acknowledged(WharfRecord record) {
            entry.told().acknowledged(record);
        }

        @Override
        public void returned(WharfRecord record) {
            entry.told().returned(record);
        }
    }
}
