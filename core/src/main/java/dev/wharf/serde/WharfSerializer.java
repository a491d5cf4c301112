package dev.wharf.serde;

import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.ObjectBridge;
import dev.wharf.codec.TopicCodec;
import dev.wharf.error.WharfException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Any codec as a serializer of Kafka's: of maps, lists, texts and numbers, of users' own classes, and of classes that
 * Avro and Protobuf generate. Null is null, a tombstone. Safe for use by many threads.
 *
 * <pre>{@code
 * props.put("value.serializer", WharfSerializer.class.getName());
 * props.put("value.codec", "avro");
 * props.put("schema.registry.url", "http://localhost:8081");
 * }</pre>
 */
public class WharfSerializer<T> implements Serializer<T> {
    private final Optional<String> codec;
    private volatile @Nullable Coders coders;

    /** Told its codec by the settings, {@code value.codec} or {@code key.codec}. */
    public WharfSerializer() {
        this.codec = Optional.empty();
    }

    /** Of one codec; settings follow by {@link #configure}. */
    protected WharfSerializer(String codec) {
        this.codec = Optional.of(codec);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        coders = new Coders(SerdeSettings.of(configs, isKey, codec), isKey);
    }

    /**
     * {@inheritDoc}
     *
     * @throws SerializationException as the other does, and where the schema would have to be named in a header
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        RecordHeaders lost = new RecordHeaders();
        byte[] bytes = serialize(topic, lost, data);
        if (lost.iterator().hasNext()) {
            throw new SerializationException("a record for topic " + topic + ": its schema is named in the header "
                    + lost.iterator().next().key() + ", and it was asked for without headers; use framing = confluent");
        }
        return bytes;
    }

    /**
     * {@inheritDoc}
     *
     * @throws SerializationException if the data does not fit the schema, or the registry does not answer
     */
    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T data) {
        Coders configured = coders;
        if (configured == null) {
            throw CodecSettings.wrong("the serializer was not configured; call configure");
        }
        if (data == null) {
            return null;
        }
        try {
            return codec(configured, topic, data)
                    .encode(ObjectForm.write(data), headers)
                    .array();
        } catch (WharfException e) {
            throw new SerializationException("a record for topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private static TopicCodec codec(Coders coders, String topic, Object data) {
        Optional<ObjectBridge> bridge = ObjectForm.bridge(data.getClass());
        Optional<Object> schema = bridge.flatMap(known -> known.schemaOf(data));
        return schema.isPresent() ? coders.of(topic, schema.get(), bridge.orElseThrow()) : coders.of(topic);
    }

    @Override
    public void close() {
        Coders configured = coders;
        if (configured != null) {
            configured.close();
        }
    }
}
