package dev.wharf.telemetry;

import dev.wharf.event.EventConsumer;
import dev.wharf.event.EventProducer;
import dev.wharf.event.EventSettings;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;

/** The code of docs/how-to/event-services.md. */
final class ServicesExample {
    private ServicesExample() {}

    // shown from here
    static void place(EventSettings settings, String id) {
        try (EventProducer producer = EventProducer.open(settings)) {
            producer.publishAndWait("order_placed", Map.of("order_id", id, "amount", 42), id);
        }
    }

    static EventConsumer validation(EventSettings settings) {
        return EventConsumer.of(settings)
                .on("order_placed", (order, context) -> context.publish("order_validated", order.fields(), order.key()))
                .closedWithProcess()
                .start();
    }

    // shown to here
    // shown from here
    static EventSettings settings() {
        return EventSettings.fromEnvironment("order_placed", "order_validated", "errors");
    }

    // shown to here
    // shown from here
    static EventSettings traced(EventSettings settings, OpenTelemetry telemetry) {
        return settings.withTracing(OpenTelemetryTracing.of(telemetry));
    }

    // shown to here
}
