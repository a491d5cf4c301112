package dev.wharf.trace;

import dev.wharf.record.WharfRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Tells a tracing system what happens to records, one span for each. Safe for use by many threads; never throws.
 *
 * <p>The trace of a record is in its headers {@code traceparent} and {@code tracestate}, as W3C's Trace Context has it.
 */
public interface Tracing {
    /** Tells nobody; records that are sent while another is handled go on with the trace of that one. */
    Tracing NONE = new PassOn();

    /**
     * The work on a record begins. Its parent is the span in the record's headers, if there is one.
     *
     * @param consumer who handles it, and for which group
     */
    Span process(WharfRecord record, Consumer consumer);

    /**
     * A record is about to be sent; its headers get the trace. Its parent is the span that is current on this thread,
     * or else the one that the headers have.
     */
    Span send(String topic, Headers headers);

    /**
     * Who handles records.
     *
     * @param name of the loop
     */
    record Consumer(String name, String groupId) {}

    /** What is told of one record. Any thread. */
    interface Span {
        /** Makes it current on this thread, until that is closed by the same thread. */
        Scope open();

        /** The headers get the trace with this span for parent; who makes no spans leaves a trace that they have. */
        void inject(Headers headers);

        /** An attempt failed; there may be another. */
        void failed(int attempt, Throwable cause);

        /** The record becomes a dead letter. */
        void deadLettered(String reason);

        /** It is over; further calls do nothing. */
        void end(Fate fate);
    }

    /** How it ended. */
    enum Fate {
        DONE,
        /** The error policy left it out. */
        SKIPPED,
        DEAD_LETTERED,
        /** It was given back, and comes again. */
        RETURNED,
        /** It was not sent. */
        FAILED
    }

    /** Ends what {@link Span#open} began. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
