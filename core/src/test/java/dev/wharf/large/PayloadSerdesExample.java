package dev.wharf.large;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What docs/reference/payload-serdes.md shows. */
final class PayloadSerdesExample {
    private PayloadSerdesExample() {}

    // producer, shown from here
    static Map<String, Object> producer(String brokers, String store) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", brokers);
        settings.put("key.serializer", StringSerializer.class.getName());
        settings.put("value.serializer", PayloadSerializer.class.getName());
        settings.put("payload.inner.serializer", StringSerializer.class.getName()); // bytes without this
        settings.put("store.archive.url", store); // such as s3://my-bucket/payloads
        return settings;
    }
    // shown to here

    // consumer, shown from here
    static Map<String, Object> consumer(String brokers, String store) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", brokers);
        settings.put("group.id", "archive");
        settings.put("key.deserializer", StringDeserializer.class.getName());
        settings.put("value.deserializer", PayloadDeserializer.class.getName());
        settings.put("payload.inner.deserializer", StringDeserializer.class.getName());
        settings.put("store.archive.url", store);
        return settings;
    }
    // shown to here

    // serde, shown from here
    static Serde<String> texts(String brokers, String store) {
        Serde<String> serde = PayloadSerde.of(Serdes.String());
        serde.configure(Map.of("bootstrap.servers", brokers, "store.archive.url", store), false);
        return serde;
    }
    // shown to here
}
