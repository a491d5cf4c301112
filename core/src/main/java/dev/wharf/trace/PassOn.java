package dev.wharf.trace;

import dev.wharf.record.WharfRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes no spans: what is sent while a record is handled has the trace of that record. */
final class PassOn implements Tracing {
    private static final ThreadLocal<@Nullable Headers> CURRENT = new ThreadLocal<>();
    private static final Span NOTHING = new Passed(new RecordHeaders());

    @Override
    public Span process(WharfRecord record, Consumer consumer) {
        Headers headers = record.headersIfAny();
        return headers == null ? NOTHING : new Passed(headers);
    }

    @Override
    public Span send(String topic, Headers headers) {
        Headers current = CURRENT.get();
        if (current != null) {
            TraceHeaders.copy(current, headers);
        }
        return NOTHING;
    }

    private record Passed(Headers headers) implements Span {
        @Override
        public Scope open() {
            Headers before = CURRENT.get();
            CURRENT.set(headers);
            return () -> {
                if (before == null) {
                    CURRENT.remove();
                } else {
                    CURRENT.set(before);
                }
            };
        }

        @Override
        public void inject(Headers others) {
            TraceHeaders.copy(headers, others);
        }

        @Override
        public void failed(int attempt, Throwable cause) {}

        @Override
        public void deadLettered(String reason) {}

        @Override
        public void end(Fate fate) {}
    }
}
