package dev.wharf.serde;

import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Any codec as a serde of Kafka's, for Kafka Streams.
 *
 * <pre>{@code
 * Serde<Order> orders = WharfSerde.of("avro", Order.class);
 * orders.configure(Map.of("schema.registry.url", "http://localhost:8081"), false);
 * }</pre>
 */
public class WharfSerde<T> implements Serde<T> {
    private final WharfSerializer<T> serializer;
    private final WharfDeserializer<T> deserializer;

    /** Told its codec by the settings, {@code value.codec} or {@code key.codec}. */
    public WharfSerde() {
        this(new WharfSerializer<>(), new WharfDeserializer<>());
    }

    /** Of one codec; settings follow by {@link #configure}. */
    protected WharfSerde(String codec) {
        this(new WharfSerializer<>(codec), new WharfDeserializer<>(codec));
    }

    private WharfSerde(WharfSerializer<T> serializer, WharfDeserializer<T> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /** Of one codec, for objects of a class; settings follow by {@link #configure}. */
    public static <T> WharfSerde<T> of(String codec, Class<T> type) {
        return new WharfSerde<>(new WharfSerializer<>(codec), new WharfDeserializer<>(codec, type));
    }

    /** Of one codec, for maps, lists, texts and numbers; settings follow by {@link #configure}. */
    public static WharfSerde<Object> of(String codec) {
        return new WharfSerde<>(codec);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        serializer.configure(configs, isKey);
        deserializer.configure(configs, isKey);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
