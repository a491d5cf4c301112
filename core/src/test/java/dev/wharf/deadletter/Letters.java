package dev.wharf.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.failure.FailureKind;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Dead letters for tests. */
final class Letters {
    private static final Decoding DECODING = new Decoding(JsonCodec.JSON, new Fields(), true);
    private static final List<FailureKind> KINDS = List.of(FailureKind.values());
    private static final String[] TEXTS = {"", "x", "it \"failed\"\n", "ключ", "日本語", "😀🎉", "a\u0000b", "\\"};

    private Letters() {}

    static Failure failure(String reason) {
        return new Failure(
                "orders-to-bank",
                "enrich",
                reason,
                "java.lang.IllegalStateException",
                Optional.of(FailureKind.PERMANENT),
                4,
                1_790_000_000_000L);
    }

    static WharfRecord record(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        Slice slice = new Slice(new Origin("orders", 3), DECODING, 43);
        return new WharfRecord(slice, 42, 1_780_000_000_000L, Payload.of(key), Payload.of(value), headers);
    }

    static DeadLetter letter(String value, Headers headers) {
        return DeadLetter.of(record(utf8("k"), utf8(value), headers), failure("no such customer"));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a consumer of the topic gets of what a producer sent. */
    static ConsumerRecord<byte[], byte[]> delivered(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                7,
                1_795_000_000_000L,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }

    /** Anything that Kafka can hold, and anything that can be said of it. */
    static DeadLetter random(RandomGenerator random) {
        Headers headers = new RecordHeaders();
        for (int i = random.nextInt(5); i > 0; i--) {
            // Few names, so that they come more than once.
            headers.add(TEXTS[random.nextInt(TEXTS.length)], bytes(random));
        }
        Failure failure = new Failure(
                text(random),
                text(random),
                text(random),
                text(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(KINDS.get(random.nextInt(KINDS.size()))),
                random.nextInt(-1, Integer.MAX_VALUE),
                random.nextLong());
        Origin origin = new Origin(text(random), random.nextInt(-1, 1000));
        Provenance provenance = new Provenance(
                origin, random.nextLong(), random.nextLong(), failure, random.nextInt(Integer.MAX_VALUE));
        return new DeadLetter(Payload.of(bytes(random)), Payload.of(bytes(random)), headers, provenance);
    }

    private static String text(RandomGenerator random) {
        return TEXTS[random.nextInt(TEXTS.length)].repeat(random.nextInt(3));
    }

    private static byte @Nullable [] bytes(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    static void assertSame(DeadLetter actual, DeadLetter expected, String as) {
        assertThat(actual.provenance()).as(as).isEqualTo(expected.provenance());
        assertThat(actual.key().array()).as(as).isEqualTo(expected.key().array());
        assertThat(actual.value().array()).as(as).isEqualTo(expected.value().array());
        assertThat(list(actual.headers())).as(as).isEqualTo(list(expected.headers()));
    }

    /** In their order; compared by name and bytes, null unlike empty. */
    static List<Header> list(Headers headers) {
        List<Header> list = new ArrayList<>();
        headers.forEach(list::add);
        return list;
    }
}
