package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.deadletter.DeadLetter;
import dev.wharf.deadletter.DeadLetterFile;
import dev.wharf.deadletter.DeadLetterTopic;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Fields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wharf dlq} with a broker. */
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class DlqIT {
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

    private static Ran dlq(String line) {
        return Ran.command(("dlq " + line + " --brokers " + kafka.bootstrapServers()).split(" ", -1));
    }

    private static JsonNode json(String line) throws IOException {
        Ran ran = dlq(line + " --json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return new ObjectMapper().readTree(ran.out());
    }

    /** Keys and values of every kind that Kafka can hold, all of partition 3 of the topic. */
    private static List<DeadLetter> lettersOf(String topic) {
        byte[] binary = {(byte) 0xFF, 0, 1, (byte) 0x9B};
        byte[][] keys = {DlqSamples.utf8("k"), binary, null, new byte[0], null};
        byte[][] values = {DlqSamples.utf8("{\"a\":1}"), DlqSamples.utf8("text ☃"), binary, null, new byte[0]};
        List<DeadLetter> letters = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            Headers headers = new RecordHeaders()
                    .add("h", new byte[] {(byte) i})
                    .add("h", null)
                    .add("", new byte[0])
                    .add("h", binary);
            letters.add(DlqSamples.letter(keys[i], values[i], headers, DlqSamples.of(topic, "number " + i)));
        }
        return letters;
    }

    private static Topic deadLetters(String name, List<DeadLetter> letters) {
        Topic topic = Topic.create(kafka, name, 3);
        DeadLetterTopic writer = new DeadLetterTopic(name);
        topic.sendAll(letters.stream().map(writer::record).toList());
        return topic;
    }

    private static List<Header> list(Headers headers) {
        List<Header> list = new ArrayList<>();
        headers.forEach(list::add);
        return list;
    }

    /** Byte for byte, with the count of replays behind its own headers. */
    private static void assertReplayed(List<ConsumerRecord<byte[], byte[]>> records, List<DeadLetter> letters) {
        List<ConsumerRecord<byte[], byte[]>> inOrder = new ArrayList<>(records);
        inOrder.sort(Comparator.comparingInt(
                record -> record.headers().iterator().next().value()[0]));
        assertThat(inOrder).hasSameSizeAs(letters);
        for (int i = 0; i < letters.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = inOrder.get(i);
            DeadLetter letter = letters.get(i);
            List<Header> headers = list(letter.headers());
            headers.add(new RecordHeader("wharf.dlq.replays", DlqSamples.utf8("1")));
            assertThat(record.key()).isEqualTo(letter.key().array());
            assertThat(record.value()).isEqualTo(letter.value().array());
            assertThat(list(record.headers())).isEqualTo(headers);
        }
    }

    @Test
    void sendsTheSameBytesBackFromATopicAndKeepsTheDeadLetters() {
        Topic orders = Topic.create(kafka, "back", 2);
        List<DeadLetter> letters = lettersOf("back");
        Topic dead = deadLetters("back.dlq", letters);

        Ran dry = dlq("replay back.dlq --dry-run");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).isEqualTo("would replay 5 dead letters: 5 to back\n");
        assertThat(orders.records()).isEmpty();

        Ran ran = dlq("replay back.dlq --yes");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("""
            replayed 5 dead letters: 5 to back
            they stay in back.dlq; doing this again sends them again
            """);
        assertReplayed(orders.records(), letters);
        assertThat(dead.records()).hasSize(5);
    }

    @Test
    void sendsTheSameBytesFromAFileToAnotherTopic() throws IOException {
        Topic retry = Topic.create(kafka, "retry", 2);
        List<DeadLetter> letters = lettersOf("gone");
        Path file = folder.resolve("failed.jsonl");
        letters.forEach(new DeadLetterFile(file)::append);

        JsonNode json = json("replay " + file + " --to retry --yes");

        assertThat(json.get("ok").booleanValue()).isTrue();
        assertThat(json.get("to").get("retry").intValue()).isEqualTo(5);
        assertReplayed(retry.records(), letters);
    }

    @Test
    void aRecordThatComesBackAgainAndAgainIsRefusedInTheEnd() {
        Topic loop = Topic.create(kafka, "loop", 1);
        ProducerRecord<byte[], byte[]> first =
                new ProducerRecord<>("loop", DlqSamples.utf8("k"), DlqSamples.utf8("poison"));
        loop.sendAll(List.of(first));
        Path file = folder.resolve("start.jsonl");
        for (int round = 0; round < 3; round++) {
            file = failedAgain(loop, round);
            Ran ran = dlq("replay " + file + " --yes");
            assertThat(ran.exitCode()).as(ran.err()).isZero();
        }
        file = failedAgain(loop, 3);

        Ran refused = dlq("replay " + file + " --yes");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).isEqualTo("replayed 0 dead letters; 1 refused\n");
        assertThat(refused.err()).contains(file + ":1: ", "replayed 3 times already, and the limit is 3");
        assertThat(loop.records()).hasSize(4);
        assertThat(dlq("replay " + file + " --yes --max-replays 4").exitCode()).isZero();
        assertThat(loop.records()).hasSize(5);
    }

    /** The last record of the topic, as a dead letter in a file of its own. */
    private Path failedAgain(Topic topic, int round) {
        List<ConsumerRecord<byte[], byte[]>> records = topic.records();
        ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
        Decoding decoding = new Decoding(JsonCodec.JSON, new Fields(), true);
        Slice slice = new Slice(new Origin(topic.name(), last.partition()), decoding, last.offset() + 1);
        WharfRecord record = new WharfRecord(
                slice,
                last.offset(),
                last.timestamp(),
                Payload.of(last.key()),
                Payload.of(last.value()),
                last.headers());
        Path file = folder.resolve("round-" + round + ".jsonl");
        new DeadLetterFile(file).append(DeadLetter.of(record, DlqSamples.failure("poison", DlqSamples.FAILED_MS)));
        return file;
    }

    @Test
    void namesWhatCannotGoBackAndSendsTheRest() {
        Topic good = Topic.create(kafka, "good", 1);
        DeadLetter lost = DlqSamples.letter(
                null, DlqSamples.utf8("a"), new RecordHeaders(), DlqSamples.of("mixed-gone", "no topic"));
        DeadLetter often = DlqSamples.letter(
                null, DlqSamples.utf8("b"), new RecordHeaders(), DlqSamples.of("good", "too often", 3));
        DeadLetter fine =
                DlqSamples.letter(null, DlqSamples.utf8("c"), new RecordHeaders(), DlqSamples.of("good", "fine"));
        DeadLetter wrongName = DlqSamples.letter(
                null, DlqSamples.utf8("d"), new RecordHeaders(), DlqSamples.of("no topic/name", "odd"));
        Topic dead = deadLetters("mixed.dlq", List.of(lost, often, fine, wrongName));
        dead.send(List.of("without a story"));

        Ran ran = dlq("replay mixed.dlq --yes");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).startsWith("replayed 1 dead letter: 1 to good; 4 refused\n");
        assertThat(ran.err().lines()).hasSize(4);
        assertThat(ran.err())
                .contains("topic mixed-gone does not exist at ", "replayed 3 times already")
                .contains("topic no topic/name is refused", "nothing tells which topic it came from");
        assertThat(good.records())
                .extracting(record -> Topic.text(record.value()))
                .containsExactly("c");
        assertThat(dlq("list mixed-gone").exitCode()).isEqualTo(3);
    }

    @Test
    void listsAndShowsWhatIsCommittedOnlyAndWhatOthersWrote() throws IOException {
        Topic dead = Topic.create(kafka, "foreign.dlq", 1);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "foreign-writer"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>("foreign.dlq", 0, null, DlqSamples.utf8("aborted")));
            producer.flush();
            producer.abortTransaction();
        }
        awaitMarker("foreign.dlq");
        ProducerRecord<byte[], byte[]> spring =
                new ProducerRecord<>("foreign.dlq", 0, 1_000L, null, DlqSamples.utf8("{\"x\":true}"));
        spring.headers()
                .add("kafka_dlt-original-topic", DlqSamples.utf8("spring-orders"))
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(2).array())
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(99).array())
                .add("kafka_dlt-exception-message", DlqSamples.utf8("bad order 7"));
        dead.sendAll(List.of(spring));

        JsonNode list = json("list foreign.dlq");
        assertThat(list.get("total").intValue()).isEqualTo(1);
        JsonNode group = list.get("groups").get(0);
        assertThat(group.get("reason").textValue()).isEqualTo("bad order 7");
        assertThat(group.get("first_at").textValue()).isEqualTo("foreign.dlq-0@2");
        assertThat(group.get("first_time").longValue()).isEqualTo(1_000);

        Ran shown = dlq("show foreign.dlq --at 0@2");
        assertThat(shown.out()).startsWith("foreign.dlq-0@2\n").contains("  from        spring-orders-2@99\n");
        assertThat(dlq("show foreign.dlq --at foreign.dlq-0@2").out()).isEqualTo(shown.out());
        Ran marker = dlq("show foreign.dlq --at 0@1");
        assertThat(marker.exitCode()).isEqualTo(2);
        Ran beyond = dlq("show foreign.dlq --at 0@3");
        assertThat(beyond.exitCode()).isEqualTo(2);
        assertThat(beyond.err()).isEqualTo("wharf: --at 0@3 holds no dead letter; the topic holds 0@0 to 0@2\n");
        assertThat(dlq("show foreign.dlq --at 3").err()).contains("in topic foreign.dlq write PARTITION@OFFSET");
    }

    /** Brokers write the end of a transaction some time after they have agreed to it. */
    private static void awaitMarker(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> consumer.endOffsets(List.of(partition)).get(partition), end -> end == 2L);
        }
    }

    @Test
    void replaysOnlyThoseThatAreMeant() {
        Topic orders = Topic.create(kafka, "meant", 1);
        deadLetters("meant.dlq", lettersOf("meant"));
        assertThat(dlq("replay meant.dlq --yes --reason 3").exitCode()).isZero();
        assertThat(orders.records()).hasSize(1);
        assertThat(dlq("replay meant.dlq --yes --limit 2").out()).startsWith("replayed 2 dead letters");
        assertThat(orders.records()).hasSize(3);
        assertThat(dlq("replay meant.dlq --yes --reason other").out())
                .isEqualTo("no such dead letter in meant.dlq; nothing was sent\n");
    }

    @Test
    void refusesToGoInACircle() {
        deadLetters("circle.dlq", lettersOf("circle"));
        Ran itself = dlq("replay circle.dlq --yes --to circle.dlq");
        assertThat(itself.exitCode()).isEqualTo(2);
        assertThat(itself.err()).contains("--to circle.dlq is the topic that the dead letters are in");
        Ran missing = dlq("replay circle.dlq --yes --to circle-gone");
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err()).contains("create it with: wharf topics create circle-gone --brokers ");
    }

    @Test
    void asksOnATerminalBeforeItSendsMoreThanOne() {
        Topic orders = Topic.create(kafka, "asked", 1);
        deadLetters("asked.dlq", lettersOf("asked"));

        Ran no = onTerminal("\n", "replay asked.dlq");
        assertThat(no.exitCode()).isEqualTo(2);
        assertThat(no.err())
                .contains("send 5 dead letters of asked.dlq (5 to asked)? [y/N] ")
                .endsWith("wharf: nothing was sent\n");
        assertThat(orders.records()).isEmpty();

        Ran one = onTerminal("", "replay asked.dlq --reason 2");
        assertThat(one.exitCode()).as(one.err()).isZero();
        Ran yes = onTerminal("y\n", "replay asked.dlq");
        assertThat(yes.exitCode()).as(yes.err()).isZero();
        assertThat(orders.records()).hasSize(6);
    }

    private static Ran onTerminal(String typed, String line) {
        InputStream in = System.in;
        System.setIn(new ByteArrayInputStream(DlqSamples.utf8(typed)));
        System.setProperty("wharf.terminal", "true");
        System.setProperty("wharf.terminal.in", "true");
        try {
            return dlq(line);
        } finally {
            System.setIn(in);
            System.clearProperty("wharf.terminal");
            System.clearProperty("wharf.terminal.in");
        }
    }

    @Test
    void namesATooLargeRecordAndSendsTheRest() {
        Topic large = Topic.create(kafka, "large", 1);
        Path file = folder.resolve("large.jsonl");
        DeadLetterFile letters = new DeadLetterFile(file);
        letters.append(
                DlqSamples.letter(null, new byte[1 << 20], new RecordHeaders(), DlqSamples.of("large", "large")));
        letters.append(DlqSamples.letter(null, new byte[10], new RecordHeaders(), DlqSamples.of("large", "small")));
        Ran ran = dlq("replay " + file + " --yes");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).startsWith("replayed 1 dead letter: 1 to large; 1 failed\n");
        assertThat(ran.err()).contains("dead letter " + file + ":1 was not taken by topic large", "max.request.size");
        assertThat(large.records()).hasSize(1);
    }
}
