package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.deadletter.DeadLetter;
import dev.wharf.deadletter.DeadLetterFile;
import dev.wharf.deadletter.DeadLetterHeaders;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that fail, at least once and exactly once, with a broker. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class FailuresIT {
    private static final int COUNT = 200;
    private static final int LIMIT = 4_000;

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

    private Ran run(String name, String delivery, String errors) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name + ".toml"),
                """
                [pipeline]
                name = "NAME"
                delivery = "DELIVERY"
                [error_handling]
                ERRORS
                [[stages]]
                id = "in"
                function = "kafka"
                config = { topic = "NAME-in", group_id = "NAME", max_messages = 1000, timeout_ms = 1500 }
                [[stages]]
                id = "double"
                function = "map.apply"
                inputs = ["in"]
                config = { expression = "n * 2", output_column = "twice" }
                [[stages]]
                id = "out"
                function = "kafka"
                inputs = ["double"]
                config = { topic = "NAME-out" }
                """.replace("NAME", name).replace("DELIVERY", delivery).replace("ERRORS", errors));
        return Ran.command("run", file.toString(), "--brokers", kafka.bootstrapServers());
    }

    /** Every tenth record has no number; others are as long as wanted. */
    private static List<ProducerRecord<byte[], byte[]>> records(String name, Integer... longOnes) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String value = i % 10 == 3
                    ? "{ \"n\" : \"none\", \"i\" : " + i + " }"
                    : "{\"n\":" + i + ",\"pad\":\"" + pad(List.of(longOnes).contains(i) ? LIMIT : 5) + "\"}";
            var record = new ProducerRecord<>(
                    name + "-in", 0, new byte[] {(byte) i, 0}, value.getBytes(StandardCharsets.UTF_8));
            record.headers().add("h", new byte[] {1}).add("h", null).add("h", new byte[0]);
            records.add(record);
        }
        return records;
    }

    /** Text that no compression makes much smaller. */
    private static String pad(int length) {
        return new Random(7)
                .ints(length, 'A', 'z')
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"at_least_once", "exactly_once"})
    void deadLettersAreTheRecordsByteForByteAndTheRestGoesOn(String delivery) throws Exception {
        String name = "dead-" + delivery.replace('_', '-');
        Topic in = Topic.create(kafka, name + "-in", 1);
        Topic out = Topic.create(kafka, name + "-out", 1);
        Topic dead = Topic.create(kafka, name + "-dlq", 1);
        List<ProducerRecord<byte[], byte[]>> sent = records(name);
        in.sendAll(sent);

        Ran ran = run(name, delivery, "strategy = \"retry\"\ndead_letter_queue = \"" + name + "-dlq\"");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(in.committed(name)).isEqualTo(COUNT);
        assertThat(numbers(out))
                .isEqualTo(IntStream.range(0, COUNT)
                        .filter(i -> i % 10 != 3)
                        .boxed()
                        .toList());
        List<ConsumerRecord<byte[], byte[]>> letters = dead.records();
        assertThat(letters).hasSize(COUNT / 10);
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            var provenance = DeadLetterHeaders.read(letter.headers()).orElseThrow();
            ProducerRecord<byte[], byte[]> original = sent.get((int) provenance.offset());
            assertThat(letter.value()).isEqualTo(original.value());
            assertThat(letter.key()).isEqualTo(original.key());
            assertThat(DeadLetterHeaders.own(letter.headers())).isEqualTo(original.headers());
            assertThat(provenance.failure().stage()).isEqualTo("double");
            assertThat(provenance.origin().name()).isEqualTo(name + "-in");
        }
    }

    private static List<Integer> numbers(Topic topic) {
        return topic.records().stream()
                .map(record -> Topic.text(record.value()))
                .map(text -> Integer.valueOf(String.valueOf(text).replaceAll("^.\"n\":(\\d+).*$", "$1")))
                .toList();
    }

    @Test
    void recordsThatSpoilTheirTransactionAreDeadLetteredWhenTheyComeAgainAndNoOthers() throws Exception {
        String name = "poison";
        Topic in = Topic.create(kafka, name + "-in", 1);
        Topic out = Topic.create(kafka, name + "-out", 1);
        Topic dead = Topic.create(kafka, name + "-dlq", 1);
        out.limit(LIMIT / 2);
        in.sendAll(records(name, 20, 75, 76, 77));

        Ran ran = run(name, "exactly_once", "strategy = \"dead_letter\"\ndead_letter_queue = \"poison-dlq\"");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(numbers(out))
                .isEqualTo(IntStream.range(0, COUNT)
                        .filter(i -> i % 10 != 3 && !List.of(20, 75, 76, 77).contains(i))
                        .boxed()
                        .toList());
        assertThat(dead.records()).hasSize(COUNT / 10 + 4);
        assertThat(in.committed(name)).isGreaterThanOrEqualTo(COUNT);
    }

    @Test
    void aStopUnderExactlyOnceLeavesNothingHalfDone() throws Exception {
        String name = "stopped";
        Topic in = Topic.create(kafka, name + "-in", 1);
        Topic out = Topic.create(kafka, name + "-out", 1);
        in.sendAll(records(name));

        Ran ran = run(name, "exactly_once", "strategy = \"stop\"");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("stage double", "stopped-in-0@3");
        assertThat(numbers(out)).isEmpty();
        assertThat(in.committed(name)).isZero();
    }

    @Test
    void aDeadLetterThatIsTooLargeForItsTopicGoesToAFile() throws Exception {
        String name = "large";
        Topic in = Topic.create(kafka, name + "-in", 1);
        Topic out = Topic.create(kafka, name + "-out", 1);
        Topic dead = Topic.create(kafka, name + "-dlq-" + System.nanoTime(), 1);
        out.limit(LIMIT / 2);
        dead.limit(LIMIT / 2);
        in.sendAll(records(name, 77));
        Path file = Path.of(".wharf", "dead-letters", dead.name() + ".jsonl");

        Ran ran = run(name, "at_least_once", "strategy = \"dead_letter\"\ndead_letter_queue = \"" + dead.name() + "\"");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(in.committed(name)).isEqualTo(COUNT);
        try (Stream<DeadLetter> letters = DeadLetterFile.read(file)) {
            assertThat(letters.map(letter -> letter.provenance().offset())).containsExactly(77L);
        } finally {
            Files.delete(file);
        }
    }
}
