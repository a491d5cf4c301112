package dev.wharf.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.event.EventConsumer;
import dev.wharf.event.EventProducer;
import dev.wharf.event.EventSettings;
import dev.wharf.failure.TransientFailure;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class OpenTelemetryTracingIT {
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static EmbeddedKafka kafka;

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private EventSettings service(String name) throws Exception {
        List<String> topics = List.of(name, name + "-out", name + "-dlq", name + "-errors");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
        return EventSettings.builder()
                .brokers(kafka.bootstrapServers())
                .service(name)
                .topic("in", name)
                .topic("out", name + "-out")
                .topic(EventSettings.ERRORS, name + "-errors")
                .retries(2, Duration.ofMillis(5))
                .tracing(OpenTelemetryTracing.of(telemetry))
                .build();
    }

    private List<SpanData> named(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    @Test
    void aRecordIsOneSpanFromItsSenderThroughRetriesToWhatItCauses() throws Exception {
        EventSettings settings = service("traced");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (EventProducer producer = EventProducer.open(settings)) {
            producer.publishAndWait("in", Map.of("n", 1), "k");
        }
        try (EventConsumer consumer = EventConsumer.of(settings)
                .on("in", (event, context) -> {
                    seen.add(Span.current().getSpanContext().getSpanId());
                    context.publish("out", Map.of(), "k");
                    if (context.attempt() < 3) {
                        throw new TransientFailure("not yet");
                    }
                })
                .bounded(1, IDLE)
                .start()) {
            assertThat(consumer.join().failure()).isEmpty();
        }
        try (EventConsumer behind = EventConsumer.of(settings)
                .on("out", (event, context) -> {})
                .bounded(1, IDLE)
                .start()) {
            assertThat(behind.join().failure()).isEmpty();
        }

        SpanData sent = named("send traced").get(0);
        assertThat(named("process traced")).hasSize(1);
        SpanData processed = named("process traced").get(0);
        assertThat(processed.getParentSpanId()).isEqualTo(sent.getSpanId());
        assertThat(processed.getTraceId()).isEqualTo(sent.getTraceId());
        assertThat(processed.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(processed.getEvents()).as("failed attempts").hasSize(2);
        assertThat(processed.getAttributes().get(AttributeKey.stringKey("messaging.consumer.group.name")))
                .isEqualTo("traced");
        assertThat(seen).containsExactly(processed.getSpanId());
        assertThat(named("process traced-out").get(0).getParentSpanId()).isEqualTo(processed.getSpanId());
    }

    @Test
    void aDeadLetterIsTheEndOfItsSpanAndTheErrorEventBelongsToTheTrace() throws Exception {
        EventSettings settings = service("buried");
        try (EventProducer producer = EventProducer.open(settings)) {
            producer.publishAndWait("in", Map.of("n", 1), "k");
        }
        try (EventConsumer consumer = EventConsumer.of(settings)
                .on("in", (event, context) -> context.deadLetter("no such customer"))
                .bounded(1, IDLE)
                .start()) {
            assertThat(consumer.join().ledger().deadLettered()).isEqualTo(1);
        }
        EventSettings watching = EventSettings.builder()
                .brokers(kafka.bootstrapServers())
                .service("watcher")
                .topic("letters", "buried-dlq")
                .topic("events", "buried-errors")
                .topic(EventSettings.DLQ, "buried-out")
                .tracing(OpenTelemetryTracing.of(telemetry))
                .build();
        try (EventConsumer watcher = EventConsumer.of(watching)
                .on("letters", (event, context) -> {})
                .on("events", (event, context) -> {})
                .bounded(2, IDLE)
                .start()) {
            assertThat(watcher.join().failure()).isEmpty();
        }

        SpanData sent = named("send buried").get(0);
        SpanData processed = named("process buried").get(0);
        assertThat(processed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(processed.getAttributes().get(AttributeKey.stringKey("wharf.fate")))
                .isEqualTo("dead_lettered");
        assertThat(named("process buried-dlq").get(0).getTraceId()).isEqualTo(sent.getTraceId());
        assertThat(named("process buried-errors").get(0).getTraceId()).isEqualTo(sent.getTraceId());
    }
}
