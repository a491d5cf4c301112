package dev.wharf.handler;

import dev.wharf.deadletter.DeadLetterTopic;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.lane.Call;
import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import dev.wharf.trace.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** One record at the handler. */
final class HandlerCall extends Call {
    private final RecordHandler handler;
    private final Limits limits;
    private final Traces traces;
    private final @Nullable Exception poison;
    /** Once the work has begun. Written by the lane's thread. */
    private volatile Tracing.@Nullable Span span;

    private List<ProducerRecord<byte[], byte[]>> outputs = List.of();

    /** Where a handler may send to, and records of which size. */
    record Limits(Set<String> topics, long maxRequestBytes) {}

    /** Who handles the records, and who is told of it. */
    record Traces(Tracing tracing, Tracing.Consumer consumer) {
        Tracing.Span begin(WharfRecord record) {
            return tracing.process(record, consumer);
        }
    }

    /**
     * @param poison why what the handler sent for this record has spoiled a transaction: it is not called again
     */
    HandlerCall(WharfRecord record, RecordHandler handler, Limits limits, Traces traces, @Nullable Exception poison) {
        super(record, record.key().length() + record.value().length());
        this.handler = handler;
        this.limits = limits;
        this.traces = traces;
        this.poison = poison;
    }

    /** What the attempt that came through has sent, in its order. */
    List<ProducerRecord<byte[], byte[]>> outputs() {
        return outputs;
    }

    @Override
    protected void run() throws Exception {
        if (poison != null) {
            throw poison;
        }
        Tracing.Span own = begun();
        Collecting context = new Collecting(attempts(), limits, own);
        Tracing.Scope current = own.open();
        try {
            handler.handle(record(), context);
        } finally {
            context.open = false;
            current.close();
        }
        outputs = context.outputs;
    }

    private Tracing.Span begun() {
        Tracing.Span known = span;
        if (known == null) {
            known = traces.begin(record());
            span = known;
        }
        return known;
    }

    /** What is told of the record; empty before the work has begun. Any thread. */
    Optional<Tracing.Span> span() {
        return Optional.ofNullable(span);
    }

    /** Keeps what one attempt sends. */
    private static final class Collecting implements HandlerContext {
        private final int attempt;
        private final Limits limits;
        private final Tracing.Span span;
        private List<ProducerRecord<byte[], byte[]>> outputs = List.of();
        /** Volatile for those who go on in another thread, to tell them that they must not. */
        private volatile boolean open = true;

        Collecting(int attempt, Limits limits, Tracing.Span span) {
            this.attempt = attempt;
            this.limits = limits;
            this.span = span;
        }

        @Override
        public int attempt() {
            return attempt;
        }

        @Override
        public void send(String topic, Payload key, Payload value, Headers headers) {
            if (!open) {
                throw new IllegalStateException("the handler has returned: send to " + topic + " before it does");
            }
            if (!limits.topics().contains(topic)) {
                throw new WharfException(
                        ErrorCode.CONFIGURATION,
                        "topic " + topic + " is not one that this handler sends to; name it with sendsTo");
            }
            ProducerRecord<byte[], byte[]> output =
                    new ProducerRecord<>(topic, null, null, key.array(), value.array(), headers);
            span.inject(output.headers());
            add(output);
        }

        private void add(ProducerRecord<byte[], byte[]> output) {
            if (!DeadLetterTopic.fits(output, limits.maxRequestBytes())) {
                throw new WharfException(
                        ErrorCode.TOO_LARGE,
                        "a record of " + DeadLetterTopic.sizeOf(output) + " bytes for topic " + output.topic()
                                + " is larger than max.request.size = " + limits.maxRequestBytes()
                                + "; make it smaller, or raise max.request.size and the topic's max.message.bytes");
            }
            if (outputs.isEmpty()) {
                outputs = new ArrayList<>(1);
            }
            outputs.add(output);
        }
    }
}
