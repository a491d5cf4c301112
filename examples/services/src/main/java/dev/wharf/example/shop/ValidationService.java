package dev.wharf.example.shop;

import dev.wharf.event.Event;
import dev.wharf.event.EventConsumer;
import dev.wharf.event.EventContext;
import dev.wharf.event.EventSettings;
import dev.wharf.failure.PermanentFailure;
import java.util.Map;

/** Validates orders that were placed. One that is wrong becomes a dead letter, and the error topic hears of it. */
public final class ValidationService {
    private ValidationService() {}

    /** The program. */
    public static void main(String[] args) throws InterruptedException {
        EventSettings settings = EventSettings.fromEnvironment("order_placed", "order_validated", "errors");
        EventConsumer consumer = EventConsumer.of(settings)
                .on("order_placed", ValidationService::validate)
                .closedWithProcess()
                .start();
        consumer.join();
    }

    private static void validate(Event order, EventContext context) {
        Object amount = order.get("amount");
        if (!(amount instanceof Long whole) || whole <= 0) {
            throw new PermanentFailure("the amount of an order must be positive");
        }
        context.publish("order_validated", Map.of("order_id", order.text("order_id"), "amount", whole), order.key());
        System.out.println("validated " + order.text("order_id"));
    }
}
