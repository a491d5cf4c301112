package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wharf run} with a broker. */
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class RunIT {
    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private Path file(String toml) throws IOException {
        return Files.writeString(
                folder.resolve("p.toml"), "[pipeline]\nname = \"x\"\n" + toml.replace("FOLDER", folder.toString()));
    }

    private Ran run(String toml) throws IOException {
        return Ran.command("run", file(toml).toString(), "--brokers", kafka.bootstrapServers());
    }

    private static String source(String topic, int records) {
        return """
            [[stages]]
            id = "in"
            function = "kafka"
            config = { topic = "TOPIC", group_id = "g-TOPIC", max_messages = COUNT }
            """.replace("TOPIC", topic).replace("COUNT", "" + records);
    }

    private static String sink(String topic, String more) {
        return """
            [[stages]]
            id = "out"
            function = "kafka"
            inputs = ["in"]
            config = { topic = "TOPIC" MORE }
            """.replace("TOPIC", topic).replace("MORE", more);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
        return new ProducerRecord<>(
                topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void forwardsWhatNobodyChangedByteForByte() throws IOException, InterruptedException, ExecutionException {
        Topic from = Topic.create(kafka, "forward-from", 3);
        Topic to = Topic.create(kafka, "forward-to", 3);
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        byte[][] values = {
            " { \"a\" : 1.50, \"_kafka_offset\" : 9 } ".getBytes(StandardCharsets.UTF_8),
            "text".getBytes(StandardCharsets.UTF_8),
            {(byte) 0xFF, 0, 1},
            {},
            null,
            "[1]".getBytes(StandardCharsets.UTF_8),
            "null".getBytes(StandardCharsets.UTF_8)
        };
        for (int i = 0; i < values.length; i++) {
            byte[] key = i % 2 == 0 ? new byte[] {(byte) i} : null;
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>("forward-from", 2, 1_704_067_200_000L + i, key, values[i]);
            record.headers().add("number", new byte[] {(byte) i}).add("number", null);
            sent.add(record);
        }
        from.sendAll(sent);

        Ran ran = run(source("forward-from", values.length) + sink("forward-to", ""));

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        List<ConsumerRecord<byte[], byte[]>> got = new ArrayList<>(to.records());
        got.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        assertThat(got).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(got.get(i).value()).isEqualTo(values[i]);
            assertThat(got.get(i).key()).isEqualTo(sent.get(i).key());
            assertThat(got.get(i).timestamp()).isEqualTo(sent.get(i).timestamp());
            assertThat(got.get(i).headers()).isEqualTo(sent.get(i).headers());
            if (got.get(i).key() == null) {
                assertThat(got.get(i).partition()).isEqualTo(2);
            }
        }
        assertThat(from.committed("g-forward-from")).isEqualTo(values.length);
    }

    @Test
    void sendsMetadataOnlyWhereItWasSelected() throws IOException {
        Topic from = Topic.create(kafka, "select-from", 1);
        Topic to = Topic.create(kafka, "select-to", 1);
        from.send(List.of("{\"a\":1}", "text"));
        Ran ran = run(source("select-from", 2) + """
            [[stages]]
            id = "slim"
            function = "select.apply"
            inputs = ["in"]
            config.columns = ["_kafka_offset", "a", "_kafka_payload"]
            """ + sink("select-to", "").replace("[\"in\"]", "[\"slim\"]"));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(to.records())
                .extracting(record -> Topic.text(record.value()))
                .containsExactly("{\"_kafka_offset\":0,\"a\":1}", "{\"_kafka_offset\":1,\"_kafka_payload\":\"text\"}");
    }

    @Test
    void keysByAnyScalarAndRefusesOthersWithThePlaceOfTheRecord()
            throws IOException, InterruptedException, ExecutionException {
        Topic from = Topic.create(kafka, "keys-from", 1);
        Topic to = Topic.create(kafka, "keys-to", 1);
        List<String> keys =
                List.of("17", "1.50", "true", "\"t\"", "null", "123456789012345678901234567890", "[\"secret\"]");
        from.send(keys.stream().map(key -> "{\"k\":" + key + "}").toList());

        Ran ran = run(source("keys-from", keys.size()) + sink("keys-to", ", key_field = \"k\""));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .contains("stage out, record keys-from-0@6: key_field k holds Array")
                .doesNotContain("secret");
        assertThat(to.records())
                .extracting(record -> Topic.text(record.key()))
                .containsExactly("17", "1.50", "true", "t", null, "123456789012345678901234567890");
        assertThat(from.committed("g-keys-from")).isEqualTo(6);
    }

    @Test
    void passesRecordsOnFromATopicToAFileWithItsMetadata() throws IOException {
        Topic from = Topic.create(kafka, "pass-from", 1);
        Topic to = Topic.create(kafka, "pass-to", 1);
        from.sendAll(List.of(record("pass-from", "k", "{\"a\":1}")));
        Ran ran = run(source("pass-from", 1) + sink("pass-to", "") + """
            [[stages]]
            id = "save"
            function = "json.write"
            inputs = ["out"]
            config = { path = "FOLDER/saved.json", format = "jsonl" }
            """);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(to.records())
                .extracting(record -> Topic.text(record.value()))
                .containsExactly("{\"a\":1}");
        assertThat(Files.readString(folder.resolve("saved.json")))
                .startsWith("{\"a\":1,\"_kafka_key\":\"k\",\"_kafka_partition\":0,"
                        + "\"_kafka_offset\":0,\"_kafka_timestamp\":");
    }

    @Test
    void aTopicThatIsNotThereIsToldWithTheCommandThatMakesIt() throws IOException {
        Ran ran = run(source("nowhere", 1) + sink("neither", ""));
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err())
                .contains("topic nowhere does not exist at " + kafka.bootstrapServers())
                .contains("wharf topics create neither --brokers " + kafka.bootstrapServers());
    }

    @Test
    void aFullDiskEndsTheRunLeavesNoFileAndCommitsNothing()
            throws IOException, InterruptedException, ExecutionException {
        Topic from = Topic.create(kafka, "full-from", 1);
        String large = "{\"text\":\"" + "x".repeat(400) + "\"}";
        from.send(IntStream.range(0, 1000).mapToObj(i -> large).toList());
        Files.createDirectory(folder.resolve("output"));
        file(source("full-from", 1000) + """
            [[stages]]
            id = "save"
            function = "json.write"
            inputs = ["in"]
            config = { path = "output/saved.json" }
            """);

        Ran ran = Child.in(folder)
                .shell("ulimit -f 100; exec \"$@\"", "run", "p.toml", "--brokers", kafka.bootstrapServers());

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .contains("output/saved.json cannot be written: it is larger than the file system, or the limit")
                .contains("run again");
        assertThat(folder.resolve("output")).isEmptyDirectory();
        assertThat(from.committed("g-full-from")).isZero();
    }
}
