package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class OutputCheckTest {
    private static final String BIG = "{\"id\":\"a\",\"user_id\":1,\"amount\":100.00,\"quantity\":3}";
    private static final String SMALL = "{\"id\":\"b\",\"user_id\":1,\"amount\":99.99,\"quantity\":3}";
    private static final String TOTAL = "{\"id\":\"a\",\"user_id\":1,\"amount\":100.0,\"quantity\":3,\"total\":300.0}";

    @Test
    void acceptsWhatPasses() {
        assertThatCode(() -> filter(List.of(record("k", BIG, 1), record("k", SMALL, 2)), List.of(record("k", BIG, 1))))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsAProjectionWhoseNumbersAreEqual() {
        assertThatCode(() -> project(BIG, TOTAL)).doesNotThrowAnyException();
    }

    @Test
    void findsALostRecord() {
        assertThatThrownBy(() -> filter(List.of(record("k", BIG, 1)), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends early");
    }

    @Test
    void findsADoubledRecord() {
        assertThatThrownBy(
                        () -> filter(List.of(record("k", BIG, 1)), List.of(record("k", BIG, 1), record("k", BIG, 1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than it should");
    }

    @Test
    void findsAChangedKeyTimestampHeaderOrValue() {
        ConsumerRecord<byte[], byte[]> headed = record("k", BIG, 1);
        headed.headers().add("extra", new byte[0]);

        for (ConsumerRecord<byte[], byte[]> wrong :
                List.of(record("other", BIG, 1), record("k", BIG, 9), headed, record("k", SMALL, 1))) {
            assertThatThrownBy(() -> filter(List.of(record("k", BIG, 1)), List.of(wrong)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("for the input record in-0@0");
        }
    }

    @Test
    void findsAWrongProjection() {
        for (String wrong : List.of(
                BIG,
                TOTAL.replace("300.0", "300.1"),
                TOTAL.replace("\"id\":\"a\"", "\"id\":\"b\""),
                TOTAL.replace("100.0,", "100.01,"),
                TOTAL.replace("\"user_id\":1", "\"user_id\":\"1\""),
                TOTAL.replace("}", ",\"extra\":1}"))) {
            assertThatThrownBy(() -> project(BIG, wrong)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void acceptsJsonWhoseNumbersAreEqualWhereItIsWrittenAnew() throws IOException {
        avroToJson(BIG, BIG.replace("100.00", "100.0"));
    }

    @Test
    void findsJsonThatSaysSomethingElse() {
        for (String wrong : List.of(
                BIG.replace("100.00", "100.01"),
                BIG.replace("\"a\"", "\"b\""),
                BIG.replace("\"user_id\":1", "\"user_id\":\"1\""),
                BIG.replace("}", ",\"extra\":1}"),
                BIG.replace(",\"quantity\":3", ""))) {
            assertThatThrownBy(() -> avroToJson(BIG, wrong)).isInstanceOf(IOException.class);
        }
    }

    private static void filter(List<ConsumerRecord<byte[], byte[]>> in, List<ConsumerRecord<byte[], byte[]>> out)
            throws IOException {
        new OutputCheck(Bench.FILTER).partition(in.iterator(), out.iterator());
    }

    private static void project(String in, String out) throws IOException {
        values(Bench.PROJECT, in, out);
    }

    private static void avroToJson(String in, String out) throws IOException {
        values(Bench.AVRO_TO_JSON, in, out);
    }

    private static void values(Bench bench, String in, String out) throws IOException {
        new OutputCheck(bench)
                .partition(
                        List.of(record("k", in, 1)).iterator(),
                        List.of(record("k", out, 1)).iterator());
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, String value, long timestamp) {
        return new ConsumerRecord<>(
                "in",
                0,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                key.length(),
                value.length(),
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }
}
