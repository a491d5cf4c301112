package dev.wharf.registry;

import dev.wharf.serde.WharfSerde;
import dev.wharf.serde.WharfSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;

/** What docs/how-to/serdes.md shows. */
final class SerdesExample {
    private SerdesExample() {}

    record Order(long id, String customer) {}

    // producer, shown from here
    static Map<String, Object> producer(String brokers, String registry) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", brokers);
        settings.put("key.serializer", StringSerializer.class.getName());
        settings.put("value.serializer", WharfSerializer.class.getName());
        settings.put("value.codec", "avro");
        settings.put("value.codec.schema.file", "order.avsc");
        settings.put("value.codec.writer", "register");
        settings.put("schema.registry.url", registry);
        return settings;
    }
    // shown to here

    // serde, shown from here
    static Serde<Order> orders(String registry) {
        Serde<Order> serde = WharfSerde.of("avro", Order.class);
        serde.configure(Map.of("schema.registry.url", registry), false);
        return serde;
    }
    // shown to here
}
