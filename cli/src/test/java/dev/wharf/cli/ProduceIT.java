package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.compress.Compression;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wharf produce} with a broker. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class ProduceIT {
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

    private static Piped produce(String in, String line, String... more) {
        return Piped.line(in, "produce " + line + " --brokers " + kafka.bootstrapServers(), more);
    }

    private static Topic topic(String name) {
        return Topic.create(kafka, name, 1);
    }

    private static List<String> values(Topic topic) {
        return topic.records().stream()
                .map(record -> String.valueOf(Topic.text(record.value())))
                .toList();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void sendsEveryLineWhateverItsBytesAre() {
        Topic topic = topic("bytes");
        byte[] in = {'a', '\r', '\n', '\n', (byte) 0xFF, 0, '\n', 'b'};
        Piped ran = Piped.bytes(in, "produce bytes --brokers " + kafka.bootstrapServers());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).matches("produced 4 records \\(5 bytes\\) to bytes in \\d+\\.\\d s, [\\d,]+ records/s\n");
        assertThat(topic.records())
                .extracting(ConsumerRecord::value)
                .containsExactly(new byte[] {'a', '\r'}, new byte[0], new byte[] {(byte) 0xFF, 0}, new byte[] {'b'});
        assertThat(topic.records()).extracting(ConsumerRecord::key).containsOnlyNulls();
    }

    @Test
    void kafkasOwnConsumerFindsKeysHeadersAndPartition() {
        Topic topic = Topic.create(kafka, "keyed", 3);
        Piped ran = produce(
                "k1=v1\nk2==\n=v3\n", "keyed --key-delimiter = --header a=1 --header a=b=c --partition 2 --quiet");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic.name(), 2);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < 3) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        assertThat(records).extracting(ConsumerRecord::key).containsExactly("k1", "k2", "");
        assertThat(records).extracting(ConsumerRecord::value).containsExactly("v1", "=", "v3");
        assertThat(records.get(0).headers())
                .extracting(header -> header.key() + "=" + Topic.text(header.value()))
                .containsExactly("a=1", "a=b=c");
    }

    @Test
    void theKeyMayBeAFieldOrTheSameForAll() {
        Topic fields = topic("fields");
        Piped ran = produce("{\"id\":7}\n{\"id\":\"x\"}\n{\"id\":null}\n", "fields --key-field id");
        assertThat(ran.err()).startsWith("produced 3 records (31 bytes) to fields");
        assertThat(fields.records())
                .extracting(record -> Topic.text(record.key()))
                .containsExactly("7", "x", null);
        Topic same = topic("same");
        assertThat(produce("a\nb\n", "same", "--key", "a key").err())
                .startsWith("produced 2 records (12 bytes) to same");
        assertThat(same.records())
                .extracting(record -> Topic.text(record.key()))
                .containsExactly("a key", "a key");
    }

    @Test
    void aTextOfOnesChoiceIsNull() {
        Topic topic = topic("nulls");
        Piped ran = produce("k:NULL\nNULL:\n", "nulls --key-delimiter : --null NULL");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(topic.records()).extracting(ConsumerRecord::value).containsExactly(null, new byte[0]);
        assertThat(topic.records()).extracting(ConsumerRecord::key).containsExactly(new byte[] {'k'}, null);
        Topic empty = topic("empties");
        assertThat(produce("a\n\n", "empties", "--null", "").exitCode()).isZero();
        assertThat(values(empty)).containsExactly("a", "null");
    }

    @Test
    void readsFilesInTheirOrderExpandedAsTheirNamesSay() throws IOException {
        Topic topic = topic("files");
        String plain = file("1.txt", "a\0b\n\0");
        List<String> all = new ArrayList<>(List.of(plain));
        for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD, Compression.LZ4)) {
            Path path = folder.resolve("2.txt" + compression.suffix());
            try (OutputStream out = compression.compress(Files.newOutputStream(path))) {
                out.write(compression.name().getBytes(StandardCharsets.UTF_8));
            }
            all.add(path.toString());
        }
        all.add("-");
        Piped ran = produce("last", "files --delimiter \\0", all.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(values(topic)).containsExactly("a", "b\n", "GZIP", "ZSTD", "LZ4", "last");
        Topic raw = topic("raw-files");
        assertThat(produce("", "raw-files --format file --no-expand", all.get(0), all.get(1))
                        .exitCode())
                .isZero();
        assertThat(raw.records().get(1).value()).startsWith(0x1F, 0x8B);
    }

    @Test
    void aLineThatIsTooLongIsNamedAndTheRestCanBeSentLater() throws IOException {
        Topic topic = topic("long");
        String lines = "a\nb\n" + "x".repeat(3 << 20) + "\nc\n";
        String path = file("long.txt", lines);
        Piped ran = produce("", "long", path);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .contains("wharf: " + path + ":3: the record has more than 1,048,576 bytes (max.request.size)")
                .contains("the first 2 records of the input are in long; to go on behind them, add --skip 2\n");
        assertThat(produce("", "long --skip 2 --client max.request.size=100", path)
                        .exitCode())
                .isEqualTo(1);
        String mended = file("mended.txt", lines.replace("x", ""));
        assertThat(produce("", "long --skip 2", mended).exitCode()).isZero();
        assertThat(values(topic)).containsExactly("a", "b", "", "c");
    }

    @Test
    void aRecordThatTheBrokerRefusesIsNamed() throws ExecutionException, InterruptedException {
        Topic topic = topic("limited");
        topic.limit(1_000);
        Piped ran = produce("a\n" + "x".repeat(5_000) + "\n", "limited --client compression.type=none");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .contains("wharf: standard input:2: the record is too large: ")
                .contains("--client max.request.size=BYTES", "max.message.bytes of the topic")
                .contains("add --skip 1\n");
        assertThat(values(topic)).containsExactly("a");
    }

    @Test
    void whatIsNoRecordIsNamedAndWhatWasBeforeIsSent() throws IOException {
        Topic topic = topic("wrong");
        Piped noKey = produce("k:v\nnothing\nk:w\n", "wrong --key-delimiter :");
        assertThat(noKey.exitCode()).isEqualTo(1);
        assertThat(noKey.err()).contains("wharf: standard input:2: the delimiter between key and value is not there");
        assertThat(values(topic)).containsExactly("v");
        Piped noJson = produce("{\"id\":1}\nid 2\n", "wrong --key-field id");
        assertThat(noJson.err()).contains("wharf: standard input:2: the value is not json: ");
        Piped noField = produce("{\"ib\":1}\n", "wrong --key-field id");
        assertThat(noField.err()).contains("standard input:1: the value has no field id to make a key of");
        String lines = file("e.jsonl", "{\"value\":\"x\"}\n\n{\"vlaue\":1}\n");
        Piped noEnvelope = produce("", "wrong --format json", lines);
        assertThat(noEnvelope.err()).contains(lines + ":3: a record has no member vlaue; did you mean value?");
        String broken = file("f.jsonl", "{\"value\":\"x\"\n");
        assertThat(produce("", "wrong --format json", broken).err()).contains(broken + ":1:13: ");
        Piped noGzip = produce("", "wrong", file("x.gz", "no gzip"));
        assertThat(noGzip.exitCode()).isEqualTo(1);
        assertThat(noGzip.err()).contains("x.gz cannot be read: it is not compressed as its name says");
        Piped behind = produce("a\n", "wrong --skip 5");
        assertThat(behind.exitCode()).isEqualTo(1);
        assertThat(behind.err()).contains("--skip 5 is more than the 1 records that there are");
    }

    @Test
    void whatIsNotThereIsToldBeforeAnythingIsSent() {
        Piped noTopic = produce("a\n", "nowhere");
        assertThat(noTopic.exitCode()).isEqualTo(3);
        assertThat(noTopic.err())
                .isEqualTo("wharf: topic nowhere does not exist at " + kafka.bootstrapServers()
                        + "; create it with: wharf topics create nowhere --brokers " + kafka.bootstrapServers() + "\n");
        Topic topic = topic("one");
        Piped noPartition = produce("a\n", "one --partition 1");
        assertThat(noPartition.exitCode()).isEqualTo(2);
        assertThat(noPartition.err()).isEqualTo("wharf: --partition 1 is not there: topic one has 1, counted from 0\n");
        assertThat(topic.records()).isEmpty();
    }

    @Test
    void theSummaryIsThereForMachines() throws IOException {
        topic("machines");
        Ran ran = Piped.run(
                new ByteArrayInputStream("a\nbc\n".getBytes(StandardCharsets.UTF_8)),
                OutputStream.nullOutputStream(),
                "produce machines --json --brokers " + kafka.bootstrapServers());
        JsonNode summary = new ObjectMapper().readTree(ran.out());
        assertThat(ran.err()).isEmpty();
        assertThat(summary.get("ok").booleanValue()).isTrue();
        assertThat(summary.get("acknowledged").intValue()).isEqualTo(2);
        assertThat(summary.get("bytes").intValue()).isEqualTo(3);
        assertThat(summary.get("skip").intValue()).isEqualTo(2);
    }
}
