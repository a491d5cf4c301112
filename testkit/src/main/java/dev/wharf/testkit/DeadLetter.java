package dev.wharf.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A record of a dead letter topic, byte for byte.
 *
 * @param key null where the record has none; its position stays
 * @param value null in a tombstone
 */
public record DeadLetter(
        int partition,
        long offset,
        @Nullable ByteBuffer key,
        @Nullable ByteBuffer value,
        List<HeaderBytes> headers) {

    public DeadLetter {
        headers = List.copyOf(headers);
    }

    /** Reads a whole topic, as far as it is committed now; partitions one after another, each in its order. */
    public static List<DeadLetter> readAll(String brokers, String topic) {
        List<DeadLetter> all = new ArrayList<>();
        TopicReader.read(brokers, topic, new ByteArrayDeserializer(), record -> all.add(of(record)));
        return Collections.unmodifiableList(all);
    }

    private static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                record.partition(),
                record.offset(),
                bytes(record.key()),
                bytes(record.value()),
                HeaderBytes.of(record.headers()));
    }

    private static @Nullable ByteBuffer bytes(byte @Nullable [] value) {
        return value == null ? null : ByteBuffer.wrap(value).asReadOnlyBuffer();
    }

    /** The id in the value, however changed the rest of it is. */
    OptionalLong id() {
        return value == null
                ? OptionalLong.empty()
                : Sent.idOf(StandardCharsets.UTF_8.decode(value.duplicate()).toString());
    }

    /**
     * Whether it has the key, value and headers that were sent, byte for byte and in their order.
     *
     * @param added names of headers that dead letters get; the others have to be those that were sent
     */
    boolean sameAs(Sent sent, boolean withHeaders, Predicate<String> added) {
        List<HeaderBytes> kept =
                headers.stream().filter(header -> !added.test(header.key())).toList();
        return utf8(sent.key()).equals(key)
                && utf8(sent.value()).equals(value)
                && kept.equals(withHeaders ? HeaderBytes.of(sent.headers()) : List.of());
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
