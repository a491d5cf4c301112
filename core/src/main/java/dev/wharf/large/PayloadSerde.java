package dev.wharf.large;

import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * {@link PayloadSerializer} and {@link PayloadDeserializer} as a serde, for Kafka Streams.
 *
 * <pre>{@code
 * Serde<String> texts = PayloadSerde.of(Serdes.String());
 * texts.configure(Map.of("bootstrap.servers", "localhost:9092", "store.archive.url", "s3://my-payloads"), false);
 * }</pre>
 */
public final class PayloadSerde<T> implements Serde<T> {
    private final PayloadSerializer<T> serializer;
    private final PayloadDeserializer<T> deserializer;

    /** Of bytes, or of what {@code payload.inner.serializer} and {@code payload.inner.deserializer} name. */
    public PayloadSerde() {
        this(new PayloadSerializer<>(), new PayloadDeserializer<>());
    }

    private PayloadSerde(PayloadSerializer<T> serializer, PayloadDeserializer<T> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /** Around that one, which is configured already; settings of this one follow by {@link #configure}. */
    public static <T> PayloadSerde<T> of(Serde<T> inner) {
        return new PayloadSerde<>(
                new PayloadSerializer<>(inner.serializer()), new PayloadDeserializer<>(inner.deserializer()));
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
