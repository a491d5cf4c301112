package dev.wharf.serde;

import dev.wharf.codec.CodecSettings;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Any codec as a deserializer of Kafka's. Gives maps, lists, texts and numbers, or objects of the class that {@code
 * value.type} or {@code key.type} names: a record or a plain class, or one that Avro or Protobuf generated. Null stays
 * null. Safe for use by many threads.
 */
public class WharfDeserializer<T> implements Deserializer<T> {
    private static final Fields NONE = new Fields();

    private final Optional<String> codec;
    private final Optional<Class<T>> type;
    private volatile @Nullable Coders coders;

    /** Told its codec by the settings, {@code value.codec} or {@code key.codec}. */
    public WharfDeserializer() {
        this.codec = Optional.empty();
        this.type = Optional.empty();
    }

    /** Of one codec; settings follow by {@link #configure}. */
    protected WharfDeserializer(String codec) {
        this.codec = Optional.of(codec);
        this.type = Optional.empty();
    }

    /** Of one codec, for objects of a class; settings follow by {@link #configure}. */
    public WharfDeserializer(String codec, Class<T> type) {
        this.codec = Optional.of(codec);
        this.type = Optional.of(type);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        coders = new Coders(SerdeSettings.of(configs, isKey, codec), isKey);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        return read(topic, null, data);
    }

    /**
     * {@inheritDoc}
     *
     * @throws SerializationException if the bytes cannot be read, with the reason; its cause is a {@link
     *     WharfException}
     */
    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] data) {
        return read(topic, headers, data);
    }

    private @Nullable T read(String topic, @Nullable Headers headers, byte @Nullable [] data) {
        Coders configured = coders;
        if (configured == null) {
            throw CodecSettings.wrong("the deserializer was not configured; call configure");
        }
        if (data == null) {
            return null;
        }
        try {
            return switch (configured.of(topic).decode(Payload.of(data), headers, NONE)) {
                case Document document -> object(document, configured);
                case Decoded.Failure failure -> throw failure.asException("a record of topic " + topic);
            };
        } catch (WharfException e) {
            throw new SerializationException(e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked") // Object, where nobody said anything
    private @Nullable T object(Document document, Coders configured) {
        Class<?> wanted =
                type.isPresent() ? type.get() : configured.settings().type().orElse(Object.class);
        return (T) ObjectForm.read(document.value(), wanted);
    }

    @Override
    public void close() {
        Coders configured = coders;
        if (configured != null) {
            configured.close();
        }
    }
}
