package dev.wharf.telemetry;

import dev.wharf.record.WharfRecord;
import dev.wharf.trace.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Traces by OpenTelemetry: a span for each record that is handled, from its first attempt to its end, whose parent is
 * the span that sent it; and one for each event that is published. While a handler runs its span is current, so that
 * what it calls belongs to it. Names and attributes are those of OpenTelemetry's messaging conventions. Safe for use by
 * many threads.
 */
public final class OpenTelemetryTracing implements Tracing {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> FATE = AttributeKey.stringKey("wharf.fate");
    private static final AttributeKey<String> LOOP = AttributeKey.stringKey("wharf.name");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("wharf.attempt");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("wharf.reason");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    private OpenTelemetryTracing(Tracer tracer, TextMapPropagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** Tells this one; its propagator decides which headers carry the trace. */
    public static Tracing of(OpenTelemetry telemetry) {
        return new OpenTelemetryTracing(
                telemetry.getTracer("dev.wharf"), telemetry.getPropagators().getTextMapPropagator());
    }

    @Override
    public Span process(WharfRecord record, Consumer consumer) {
        Context sent = propagator.extract(Context.root(), record.headers(), new Reading());
        String topic = record.slice().origin().name();
        SpanBuilder builder = tracer.spanBuilder("process " + topic)
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(sent)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(DESTINATION, topic)
                .setAttribute(PARTITION, String.valueOf(record.slice().origin().partition()))
                .setAttribute(OFFSET, record.offset())
                .setAttribute(OPERATION, "process")
                .setAttribute(OPERATION_NAME, "process")
                .setAttribute(GROUP, consumer.groupId())
                .setAttribute(LOOP, consumer.name());
        return new Told(builder.startSpan(), sent);
    }

    @Override
    public Span send(String topic, Headers headers) {
        Context current = Context.current();
        boolean inSpan = io.opentelemetry.api.trace.Span.fromContext(current)
                .getSpanContext()
                .isValid();
        Context parent = inSpan ? current : propagator.extract(current, headers, new Reading());
        Told span = new Told(
                tracer.spanBuilder("send " + topic)
                        .setSpanKind(SpanKind.PRODUCER)
                        .setParent(parent)
                        .setAttribute(SYSTEM, "kafka")
                        .setAttribute(DESTINATION, topic)
                        .setAttribute(OPERATION, "send")
                        .setAttribute(OPERATION_NAME, "send")
                        .startSpan(),
                parent);
        span.inject(headers);
        return span;
    }

    private final class Told implements Span {
        private final io.opentelemetry.api.trace.Span span;
        private final Context context;
        private final AtomicBoolean ended = new AtomicBoolean();

        Told(io.opentelemetry.api.trace.Span span, Context parent) {
            this.span = span;
            this.context = parent.with(span);
        }

        @Override
        @SuppressWarnings("MustBeClosedChecker") // whoever opened ours closes it
        public Scope open() {
            var scope = context.makeCurrent();
            return scope::close;
        }

        @Override
        public void inject(Headers headers) {
            propagator.inject(context, headers, new Writing());
        }

        @Override
        public void failed(int attempt, Throwable cause) {
            span.recordException(cause, Attributes.of(ATTEMPT, (long) attempt));
            span.setAttribute(ERROR, cause.getClass().getName());
        }

        @Override
        public void deadLettered(String reason) {
            span.addEvent("dead letter", Attributes.of(REASON, reason));
        }

        @Override
        public void end(Fate fate) {
            if (ended.compareAndSet(false, true)) {
                span.setAttribute(FATE, fate.name().toLowerCase(Locale.ROOT));
                if (fate == Fate.DEAD_LETTERED || fate == Fate.FAILED) {
                    span.setStatus(StatusCode.ERROR);
                }
                span.end();
            }
        }
    }

    private static final class Reading implements TextMapGetter<Headers> {
        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
            Header header = headers == null ? null : headers.lastHeader(key);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    }

    /** There is one trace of a record: another takes the place of what a header said. */
    private static final class Writing implements TextMapSetter<Headers> {
        @Override
        public void set(@Nullable Headers headers, String key, String value) {
            if (headers != null) {
                headers.remove(key).add(key, value.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
