package dev.wharf.large;

import dev.wharf.codec.CodecSettings;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.payload.PayloadOpener;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * A deserializer of Kafka's for what {@link PayloadSerializer} and {@link PayloadProducer} have written: where the
 * record has a reference, the payload is read into memory and verified, while whoever polls waits. A payload of more
 * than {@code payload.load.max.bytes} is refused. Safe for use by many threads.
 *
 * <pre>{@code
 * props.put("value.deserializer", PayloadDeserializer.class.getName());
 * props.put("payload.inner.deserializer", StringDeserializer.class.getName()); // bytes without this
 * props.put("store.archive.url", "s3://my-large-payloads");
 * }</pre>
 */
public final class PayloadDeserializer<T> implements Deserializer<T> {
    private final @Nullable Deserializer<T> given;
    private volatile @Nullable Configured<T> configured;

    private record Configured<T>(
            Deserializer<T> inner, boolean isKey, SerdeSettings settings, Lazily<PayloadReader> reader) {
        /** Keys of ours are always themselves; what others have written is for their formats to say. */
        boolean mayBeElsewhere(@Nullable Headers headers) {
            boolean ours = !isKey && PayloadOpener.isReference(headers);
            return ours || !settings.payloads().formats().isEmpty();
        }
    }

    /** To bytes, or to what the deserializer gives that {@code payload.inner.deserializer} names. */
    public PayloadDeserializer() {
        this.given = null;
    }

    /** To what that one gives, which is configured already, and closed with this one. */
    public PayloadDeserializer(Deserializer<T> inner) {
        this.given = inner;
    }

    /**
     * {@inheritDoc} Opens no store and connects to nothing: that is done for the first reference.
     *
     * @throws WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        SerdeSettings settings = SerdeSettings.of(configs);
        String clientId = "wharf-deserializer-" + UUID.randomUUID();
        configured = new Configured<>(
                given == null ? inner(configs, isKey) : given,
                isKey,
                settings,
                new Lazily<>(() -> PayloadReader.open(settings.payloads(), clientId, List.of()), PayloadReader::close));
    }

    @SuppressWarnings("unchecked") // what T is says the setting
    private static <T> Deserializer<T> inner(Map<String, ?> configs, boolean isKey) {
        Deserializer<T> named = SerdeSettings.inner(configs, PayloadKey.INNER_DESERIALIZER, Deserializer.class);
        Deserializer<T> inner = named == null ? (Deserializer<T>) new ByteArrayDeserializer() : named;
        inner.configure(configs, isKey);
        return inner;
    }

    /** {@inheritDoc} Without headers there is no reference of ours: the bytes are what they are. */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        Configured<T> known = configured();
        return known.inner.deserialize(topic, bytes(topic, payload(topic, null, Payload.of(data), known), known));
    }

    /**
     * {@inheritDoc} The reference is taken out of the headers: whoever passes the record on has the payload in its
     * value.
     *
     * @throws SerializationException if the payload is missing, altered, too large, or not to be had; its cause is a
     *     {@link WharfException}
     */
    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] data) {
        Configured<T> known = configured();
        Payload payload = payload(topic, headers, Payload.of(data), known);
        T object = known.inner.deserialize(topic, headers, bytes(topic, payload, known));
        if (!known.isKey && known.mayBeElsewhere(headers)) {
            known.reader.get().strip(headers);
        }
        return object;
    }

    private static Payload payload(String topic, @Nullable Headers headers, Payload value, Configured<?> known) {
        if (value.isNull() || !known.mayBeElsewhere(headers)) {
            return value;
        }
        try {
            PayloadReader reader = known.reader.get();
            reader.allowChunksOf(topic);
            return known.isKey ? reader.key(value, headers) : reader.payload(value, headers);
        } catch (WharfException e) {
            throw failed(topic, e);
        }
    }

    private static byte @Nullable [] bytes(String topic, Payload payload, Configured<?> known) {
        if (!(payload instanceof Payload.Large large)) {
            return payload.array();
        }
        try {
            return large.load(known.settings.loadMaxBytes()).array();
        } catch (WharfException e) {
            throw failed(topic, e);
        }
    }

    private static SerializationException failed(String topic, WharfException cause) {
        return new SerializationException("a record of topic " + topic + ": " + cause.getMessage(), cause);
    }

    private Configured<T> configured() {
        Configured<T> known = configured;
        if (known == null) {
            throw CodecSettings.wrong("the deserializer was not configured; call configure");
        }
        return known;
    }

    @Override
    public void close() {
        Configured<T> known = configured;
        if (known != null) {
            known.reader.close();
            known.inner.close();
        }
    }
}
