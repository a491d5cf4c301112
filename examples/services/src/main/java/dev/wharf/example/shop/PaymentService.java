package dev.wharf.example.shop;

import dev.wharf.event.Event;
import dev.wharf.event.EventConsumer;
import dev.wharf.event.EventContext;
import dev.wharf.event.EventSettings;
import dev.wharf.failure.TransientFailure;
import java.util.Map;

/** Takes payments for orders that were validated. The bank is busy now and then, and declines some cards. */
public final class PaymentService {
    private static final int BUSY = 10;
    private static final int DECLINED = 25;

    private PaymentService() {}

    /** The program. */
    public static void main(String[] args) throws InterruptedException {
        EventSettings settings = EventSettings.fromEnvironment("order_validated", "order_paid", "errors");
        EventConsumer consumer = EventConsumer.of(settings)
                .lanes(32)
                .on("order_validated", PaymentService::pay)
                .closedWithProcess()
                .start();
        consumer.join();
    }

    private static void pay(Event order, EventContext context) {
        String id = order.text("order_id");
        int number = Integer.parseInt(id.substring(2));
        if (number % BUSY == 0 && context.attempt() == 1) {
            throw new TransientFailure("the bank is busy");
        }
        if (number % DECLINED == 0) {
            context.deadLetter("card declined");
        }
        context.publish(
                "order_paid", Map.of("order_id", id, "paid", order.fields().get("amount")), order.key());
        System.out.println("paid " + id);
    }
}
