package dev.wharf.large;

import dev.wharf.codec.CodecSettings;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.Clients;
import dev.wharf.payload.PayloadOpener;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of Kafka's for values of any size that fits into memory: a small one is the value of its record, a
 * larger one goes to a store or into chunks, and its record gets a reference in a header. The thread that sends waits
 * until the payload is there for good. Null is null, a tombstone. Keys are never large. Safe for use by many threads.
 *
 * <pre>{@code
 * props.put("value.serializer", PayloadSerializer.class.getName());
 * props.put("payload.inner.serializer", StringSerializer.class.getName()); // bytes without this
 * props.put("store.archive.url", "s3://my-large-payloads");
 * }</pre>
 */
public final class PayloadSerializer<T> implements Serializer<T> {
    /** Below Kafka's default of 1 MiB for a record, with room for key and headers. */
    static final int INLINE_MAX_BYTES = 900 << 10;
    /** For key and headers where {@code max.request.size} is smaller than usual. */
    private static final int ROOM_BYTES = 16 << 10;

    private final @Nullable Serializer<T> given;
    private final Function<PayloadSettings, SerializedPayloads> opening;
    private volatile @Nullable Configured<T> configured;

    private record Configured<T>(
            Serializer<T> inner, boolean isKey, int inlineMaxBytes, Lazily<SerializedPayloads> large) {
        SerializationException refused(String topic, byte[] bytes, String why) {
            return new SerializationException("a " + (isKey ? "key" : "value") + " for topic " + topic + " has "
                    + bytes.length + " bytes, more than the " + inlineMaxBytes + " that stay in a record, " + why);
        }
    }

    /** Of bytes, or of what the serializer serializes that {@code payload.inner.serializer} names. */
    public PayloadSerializer() {
        this(null, SerializedPayloads::open);
    }

    /** Of what that one serializes, which is configured already, and closed with this one. */
    public PayloadSerializer(Serializer<T> inner) {
        this(inner, SerializedPayloads::open);
    }

    PayloadSerializer(@Nullable Serializer<T> given, Function<PayloadSettings, SerializedPayloads> opening) {
        this.given = given;
        this.opening = opening;
    }

    /**
     * {@inheritDoc} Connects to nothing: that is done for the first large payload.
     *
     * @throws WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        PayloadSettings settings = SerdeSettings.of(configs).payloads();
        long room = Clients.maxRequestBytes(settings.client()) - ROOM_BYTES;
        int most = settings.writing().inlineMaxBytes().orElse(Math.clamp(room, 0, INLINE_MAX_BYTES));
        configured = new Configured<>(
                given == null ? inner(configs, isKey) : given,
                isKey,
                most,
                new Lazily<>(() -> opening.apply(settings), SerializedPayloads::close));
    }

    @SuppressWarnings("unchecked") // what T is says the setting
    private static <T> Serializer<T> inner(Map<String, ?> configs, boolean isKey) {
        Serializer<T> named = SerdeSettings.inner(configs, PayloadKey.INNER_SERIALIZER, Serializer.class);
        Serializer<T> inner = named == null ? (Serializer<T>) new ByteArraySerializer() : named;
        inner.configure(configs, isKey);
        return inner;
    }

    /**
     * {@inheritDoc} Only what stays in the record: the reference to a large payload is a header.
     *
     * @throws SerializationException if it is too large for that
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        Configured<T> known = configured();
        byte[] bytes = known.inner.serialize(topic, data);
        if (bytes == null || bytes.length <= known.inlineMaxBytes) {
            return bytes;
        }
        throw known.refused(
                topic,
                bytes,
                "and the reference to a larger one is a header, which cannot be given here; call serialize with"
                        + " headers, as KafkaProducer does, or raise " + PayloadKey.INLINE_MAX_BYTES
                        + " where that is not possible, as in a state store of Kafka Streams");
    }

    /**
     * {@inheritDoc}
     *
     * @throws SerializationException if a large payload cannot be written, or a key is large; its cause is a {@link
     *     WharfException}, where there is one
     */
    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T data) {
        Configured<T> known = configured();
        byte[] bytes = known.inner.serialize(topic, headers, data);
        if (!known.isKey) {
            headers.remove(PayloadOpener.HEADER); // that of a record which this one was made from
        }
        if (bytes == null || bytes.length <= known.inlineMaxBytes) {
            return bytes;
        }
        if (known.isKey) {
            throw known.refused(topic, bytes, "and only values can be larger");
        }
        return large(topic, headers, bytes, known);
    }

    private static byte[] large(String topic, Headers headers, byte[] bytes, Configured<?> known) {
        try {
            return known.large.get().write(topic, headers, bytes, known.inlineMaxBytes);
        } catch (WharfException e) {
            throw new SerializationException("a record for topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private Configured<T> configured() {
        Configured<T> known = configured;
        if (known == null) {
            throw CodecSettings.wrong("the serializer was not configured; call configure");
        }
        return known;
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        Configured<T> known = configured;
        if (known != null) {
            known.large.close();
            known.inner.close();
        }
    }
}
