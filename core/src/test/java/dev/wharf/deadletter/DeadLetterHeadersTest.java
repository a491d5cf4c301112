package dev.wharf.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.failure.FailureKind;
import dev.wharf.payload.Payload;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** A dead letter tells its story in headers. */
final class DeadLetterHeadersTest {
    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(DeadLetterHeaders.PREFIX + name);
        return header == null || header.value() == null ? "none" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static int ourBytes(Headers headers) {
        int bytes = 0;
        for (Header header : headers) {
            if (header.key().startsWith(DeadLetterHeaders.PREFIX)) {
                bytes += header.key().length() + header.value().length;
            }
        }
        return bytes;
    }

    private static Provenance read(Headers headers) {
        return DeadLetterHeaders.read(headers).orElseThrow();
    }

    private static byte[] utf8(String text) {
        return Letters.utf8(text);
    }

    private static RecordHeaders headers(Header... headers) {
        return new RecordHeaders(headers);
    }

    @Test
    void standBehindTheRecordsOwnWhichAreUnchanged() {
        RecordHeaders own = headers(
                new RecordHeader("b", utf8("1")),
                new RecordHeader("a", null),
                new RecordHeader("b", new byte[0]),
                new RecordHeader("", new byte[] {0, -1}));

        List<Header> all = Letters.list(DeadLetterHeaders.of(Letters.letter("{}", own)));

        assertThat(all.subList(0, 4)).isEqualTo(Letters.list(own));
        assertThat(all.subList(4, all.size()))
                .extracting(Header::key)
                .allMatch(name -> name.startsWith("wharf.dlq."))
                .doesNotHaveDuplicates()
                .hasSize(12);
    }

    @Test
    void areTextThatAnyConsoleCanShow() {
        Headers headers = DeadLetterHeaders.of(Letters.letter("{}", headers()));

        assertThat(text(headers, "reason")).isEqualTo("no such customer");
        assertThat(text(headers, "exception")).isEqualTo("java.lang.IllegalStateException");
        assertThat(text(headers, "kind")).isEqualTo("permanent");
        assertThat(text(headers, "stage")).isEqualTo("enrich");
        assertThat(text(headers, "pipeline")).isEqualTo("orders-to-bank");
        assertThat(text(headers, "topic")).isEqualTo("orders");
        assertThat(text(headers, "partition")).isEqualTo("3");
        assertThat(text(headers, "offset")).isEqualTo("42");
        assertThat(text(headers, "timestamp")).isEqualTo("1780000000000");
        assertThat(text(headers, "attempts")).isEqualTo("4");
        assertThat(text(headers, "time")).isEqualTo("1790000000000");
        assertThat(text(headers, "replays")).isEqualTo("0");
    }

    @Test
    void ofADeadLetterThatFailedAgainReplaceTheOlderOnesAndKeepTheReplays() {
        Headers first = DeadLetterHeaders.of(Letters.letter("{}", headers(new RecordHeader("own", utf8("1")))));
        first.remove("wharf.dlq.replays").add("wharf.dlq.replays", utf8("2"));
        WharfRecord again = Letters.record(utf8("k"), utf8("{}"), first);

        Headers second = DeadLetterHeaders.of(DeadLetter.of(again, Letters.failure("failed again")));

        assertThat(Letters.list(second)).extracting(Header::key).doesNotHaveDuplicates();
        assertThat(read(second).replays()).isEqualTo(2);
        assertThat(read(second).failure().reason()).isEqualTo("failed again");
        assertThat(second.lastHeader("own")).isNotNull();
    }

    @Test
    void cutTheReasonBetweenCharactersToStayWithinTheirBudget() {
        for (String character : new String[] {"x", "é", "語", "😀"}) {
            for (int length = 0; length < 2000; length += length < 400 ? 1 : 97) {
                String reason = "?".repeat(length % 4) + character.repeat(length);
                DeadLetter letter = DeadLetter.of(
                        Letters.record(null, null, headers(new RecordHeader("big", new byte[9000]))),
                        Letters.failure(reason));

                Headers headers = DeadLetterHeaders.of(letter, DeadLetterHeaders.LEAST_MAX_BYTES);

                String kept = read(headers).failure().reason();
                assertThat(ourBytes(headers)).isLessThanOrEqualTo(DeadLetterHeaders.LEAST_MAX_BYTES);
                if (!kept.equals(reason)) {
                    assertThat(kept).endsWith("…");
                    assertThat(reason).startsWith(kept.substring(0, kept.length() - 1));
                    assertThat(ourBytes(headers)).isGreaterThan(DeadLetterHeaders.LEAST_MAX_BYTES - 4);
                }
                assertThat(read(headers).failure().stage()).isEqualTo("enrich");
            }
        }
    }

    @Test
    void stayWithinTheirBudgetWhateverIsLong() {
        String endless = "語".repeat(100_000);
        Failure failure = new Failure(
                endless, endless, endless, endless, Optional.of(FailureKind.INFRASTRUCTURE), -1, Long.MIN_VALUE);
        DeadLetter letter = new DeadLetter(
                Payload.NULL,
                Payload.NULL,
                headers(),
                new Provenance(Origin.of("/" + endless), Long.MIN_VALUE, Long.MIN_VALUE, failure, Integer.MAX_VALUE));

        for (int maxBytes : new int[] {1024, 1500, 4096, 100_000}) {
            Headers headers = DeadLetterHeaders.of(letter, maxBytes);
            assertThat(ourBytes(headers)).isLessThanOrEqualTo(maxBytes);
            assertThat(read(headers).replays()).isEqualTo(Integer.MAX_VALUE);
        }
        assertThat(ourBytes(DeadLetterHeaders.of(letter))).isLessThanOrEqualTo(4096);
        assertThatThrownBy(() -> DeadLetterHeaders.of(letter, 1023)).hasMessageContaining("at least 1024");
    }

    @Test
    void comeBackAsTheyWere() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            DeadLetter letter = Letters.random(random);

            var delivered = Letters.delivered(new DeadLetterTopic("dlq").record(letter));

            DeadLetter back = new DeadLetter(
                    Payload.of(delivered.key()),
                    Payload.of(delivered.value()),
                    DeadLetterHeaders.own(delivered.headers()),
                    read(delivered.headers()));
            Letters.assertSame(back, letter, "seed " + seed + ", record " + i);
        }
    }

    @Test
    void ofKafkaConnectAreRead() {
        Headers headers = headers()
                .add("__connect.errors.topic", utf8("orders"))
                .add("__connect.errors.partition", utf8("3"))
                .add("__connect.errors.offset", utf8("42"))
                .add("__connect.errors.connector.name", utf8("bank-sink"))
                .add("__connect.errors.task.id", utf8("0"))
                .add("__connect.errors.stage", utf8("VALUE_CONVERTER"))
                .add("__connect.errors.class.name", utf8("org.apache.kafka.connect.json.JsonConverter"))
                .add("__connect.errors.exception.class.name", utf8("org.apache.kafka.connect.errors.DataException"))
                .add("__connect.errors.exception.message", utf8("Converting byte[] to Kafka Connect data failed"))
                .add("__connect.errors.exception.stacktrace", utf8("at ..."));

        assertThat(read(headers))
                .isEqualTo(new Provenance(
                        new Origin("orders", 3),
                        42,
                        -1,
                        new Failure(
                                "bank-sink",
                                "VALUE_CONVERTER",
                                "Converting byte[] to Kafka Connect data failed",
                                "org.apache.kafka.connect.errors.DataException",
                                Optional.empty(),
                                -1,
                                -1),
                        0));
    }

    @Test
    void ofKafkaStreamsAreRead() {
        Headers headers = headers()
                .add("__streams.errors.exception", utf8("java.lang.ArithmeticException"))
                .add("__streams.errors.message", null)
                .add("__streams.errors.stacktrace", utf8("at ..."))
                .add("__streams.errors.topic", utf8("orders"))
                .add("__streams.errors.partition", utf8("0"))
                .add("__streams.errors.offset", utf8("9000000000"));

        assertThat(read(headers).origin()).isEqualTo(new Origin("orders", 0));
        assertThat(read(headers).offset()).isEqualTo(9_000_000_000L);
        assertThat(read(headers).failure().exception()).isEqualTo("java.lang.ArithmeticException");
        assertThat(read(headers).failure().reason()).isEmpty();
    }

    @Test
    void ofSpringAreRead() {
        Headers headers = headers()
                .add("kafka_dlt-original-topic", utf8("orders"))
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(300).array())
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(42).array())
                .add(
                        "kafka_dlt-original-timestamp",
                        ByteBuffer.allocate(8).putLong(1_780_000_000_000L).array())
                .add("kafka_dlt-original-timestamp-type", utf8("CreateTime"))
                .add("kafka_dlt-original-consumer-group", utf8("bank"))
                .add("kafka_dlt-exception-fqcn", utf8("org.springframework.kafka.listener.ListenerExecutionFailed"))
                .add("kafka_dlt-exception-message", utf8("Listener failed"));

        assertThat(read(headers).origin()).isEqualTo(new Origin("orders", 300));
        assertThat(read(headers).offset()).isEqualTo(42);
        assertThat(read(headers).timestampMs()).isEqualTo(1_780_000_000_000L);
        assertThat(read(headers).failure().pipeline()).isEqualTo("bank");
        assertThat(read(headers).failure().reason()).isEqualTo("Listener failed");
    }

    @Test
    void ofOursGoBeforeThoseOfOthers() {
        RecordHeaders foreign = headers();
        foreign.add("__connect.errors.topic", utf8("elsewhere"));

        Headers headers = DeadLetterHeaders.of(Letters.letter("{}", foreign));

        assertThat(read(headers).origin().name()).isEqualTo("orders");
        assertThat(headers.lastHeader("__connect.errors.topic")).isNotNull();
    }

    @Test
    void thatMakeNoSenseAreNotKnown() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> names =
                List.of("topic", "partition", "offset", "timestamp", "attempts", "time", "replays", "kind");
        for (int i = 0; i < 20_000; i++) {
            Headers headers = headers();
            for (String name : names) {
                byte[] bytes = new byte[random.nextInt(9)];
                random.nextBytes(bytes);
                headers.add("wharf.dlq." + name, random.nextInt(5) == 0 ? null : bytes);
                headers.add("kafka_dlt-original-" + name, bytes);
            }
            assertThat(read(headers).replays()).as("seed %d", seed).isNotNegative();
            headers.remove("wharf.dlq.topic");
            assertThat(DeadLetterHeaders.read(headers)).isPresent();
        }
        assertThat(DeadLetterHeaders.read(headers())).isEmpty();
        assertThat(DeadLetterHeaders.read(headers(new RecordHeader("wharf.dlq.replays", utf8("1")))))
                .isEmpty();
    }
}
