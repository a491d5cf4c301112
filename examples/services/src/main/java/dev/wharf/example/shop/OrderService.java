package dev.wharf.example.shop;

import dev.wharf.event.EventProducer;
import dev.wharf.event.EventSettings;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Places orders, so many a second: {@code OrderService FIRST LAST PER_SECOND}. An order is placed when its line is
 * printed, and not before.
 */
public final class OrderService {
    private static final int AMOUNTS = 90;

    private OrderService() {}

    /** The program. */
    public static void main(String[] args) {
        int last = Integer.parseInt(args[1]);
        long pauseNanos = TimeUnit.SECONDS.toNanos(1) / Integer.parseInt(args[2]);
        try (EventProducer producer = EventProducer.open(EventSettings.fromEnvironment("order_placed"))) {
            for (int number = Integer.parseInt(args[0]); number <= last; number++) {
                place("o-" + number, number % AMOUNTS, producer);
                LockSupport.parkNanos(pauseNanos);
            }
        }
    }

    private static void place(String id, int amount, EventProducer producer) {
        var unused = producer.publish("order_placed", Map.of("order_id", id, "amount", amount), id)
                .whenComplete((published, failure) ->
                        System.out.println(failure == null ? "placed " + id : id + " failed: " + failure.getMessage()));
    }
}
