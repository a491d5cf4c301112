package dev.wharf.example.shop;

import dev.wharf.event.EventProducer;
import dev.wharf.event.EventSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Places orders: {@code OrderService FIRST LAST}. An order is placed when its line is printed, and not before. */
public final class OrderService {
    private static final int AMOUNTS = 90;

    private OrderService() {}

    /** The program. */
    public static void main(String[] args) {
        int first = Integer.parseInt(args[0]);
        int last = Integer.parseInt(args[1]);
        List<CompletableFuture<Void>> placed = new ArrayList<>();
        try (EventProducer producer = EventProducer.open(EventSettings.fromEnvironment("order_placed"))) {
            for (int number = first; number <= last; number++) {
                String id = "o-" + number;
                Map<String, Object> order = Map.of("order_id", id, "amount", number % AMOUNTS);
                placed.add(producer.publish("order_placed", order, id)
                        .thenAccept(published -> System.out.println("placed " + id)));
            }
        }
        placed.forEach(CompletableFuture::join);
    }
}
