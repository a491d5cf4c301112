package dev.wharf.handler;

import dev.wharf.failure.PermanentFailure;
import dev.wharf.lane.Order;
import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the page about handlers shows; that it is the same, {@link HandlerExampleTest} checks. */
final class PaymentsExample {
    private PaymentsExample() {}

    // shown from here
    static HandlerLoop payments(String brokers, Bank bank) {
        return HandlerLoop.of((record, context) -> pay(record, context, bank))
                .from(brokers)
                .topic("payments")
                .groupId("billing")
                .sendsTo("receipts")
                .order(Order.KEY)
                .lanes(64)
                .deadline(Duration.ofSeconds(30))
                .deadLetterTopic("payments-dlq")
                .build();
    }

    private static void pay(WharfRecord record, HandlerContext context, Bank bank) throws Exception {
        byte[] order = record.value().array();
        if (order == null) {
            throw new PermanentFailure("a payment without a value");
        }
        String receipt = bank.pay(new String(order, StandardCharsets.UTF_8));
        context.send("receipts", record.key(), Payload.of(receipt));
    }

    interface Bank {
        String pay(String order) throws Exception;
    }
    // shown to here
}
