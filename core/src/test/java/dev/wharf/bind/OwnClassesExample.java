package dev.wharf.bind;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The code on the page of own classes. */
final class OwnClassesExample {
    private OwnClassesExample() {}

    // shown from here
    enum State {
        NEW,
        PAID
    }

    record Line(String sku, int count, BigDecimal price) {}

    record Order(
            @FieldName("order_id") long id,
            State state,
            Instant created,
            List<Line> lines,
            Optional<String> note,
            @Nullable String voucher) {}

    private static final Binder<Order> ORDERS = Binder.of(Order.class);

    static Payload paid(Payload payload) {
        Order order = ORDERS.read(JsonCodec.JSON.read(payload));
        Order paid = new Order(
                order.id(), State.PAID, order.created(), order.lines(), Optional.of("thanks"), order.voucher());
        Value value = ORDERS.write(paid);
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(value, sink);
        return Payload.of(sink.toByteArray());
    }
    // shown to here
}
