package dev.wharf.deadletter;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A topic that dead letters go to. Immutable.
 *
 * @param name of the topic
 * @param headersMaxBytes what our headers may have together, at least 1024
 */
public record DeadLetterTopic(String name, int headersMaxBytes) {
    /** Of a batch with one record, as Kafka's producer reckons it: batch header, then record header. */
    private static final int BATCH_BYTES = 61;

    private static final int RECORD_BYTES = 21;

    /** With headers of at most {@link DeadLetterHeaders#DEFAULT_MAX_BYTES}. */
    public DeadLetterTopic(String name) {
        this(name, DeadLetterHeaders.DEFAULT_MAX_BYTES);
    }

    /**
     * The record to send. Its partition follows from the key, as it did for the original. It has no timestamp, so that
     * it is kept from now on for as long as the topic keeps records; the original one is in a header.
     */
    public ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        return new ProducerRecord<>(
                name,
                null,
                null,
                letter.key().array(),
                letter.value().array(),
                DeadLetterHeaders.of(letter, headersMaxBytes));
    }

    /**
     * Whether Kafka's producer takes the record.
     *
     * @param maxRequestBytes {@code max.request.size} of the producer, or {@code max.message.bytes} of the topic if
     *     that is less
     */
    public static boolean fits(ProducerRecord<byte[], byte[]> record, long maxRequestBytes) {
        return sizeOf(record) <= maxRequestBytes;
    }

    /** What the producer compares with {@code max.request.size}: the bytes of the record, alone and not compressed. */
    public static long sizeOf(ProducerRecord<byte[], byte[]> record) {
        long size = BATCH_BYTES + RECORD_BYTES + sizeOf(record.key()) + sizeOf(record.value());
        int headers = 0;
        for (Header header : record.headers()) {
            size += sizeOf(utf8Length(header.key())) + sizeOf(header.value());
            headers++;
        }
        return size + varintLength(headers);
    }

    /** A length, and so many bytes; null is a length of -1. */
    private static long sizeOf(byte @Nullable [] bytes) {
        return bytes == null ? varintLength(-1) : sizeOf(bytes.length);
    }

    private static long sizeOf(int length) {
        return varintLength(length) + (long) length;
    }

    /** Seven bits a byte, the sign in the lowest bit. */
    private static int varintLength(int number) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(number << 1 ^ number >> 31);
        return Math.max(1, (bits + 6) / 7);
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
