package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wharf consume} with a broker. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class ConsumeIT {
    private static final long TIME = 1_772_359_200_000L;

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

    private static Piped consume(String line, String... more) {
        Piped ran = Piped.line("", "consume " + line + " --brokers " + kafka.bootstrapServers(), more);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran;
    }

    private static Ran consumeTo(OutputStream out, String line) {
        return Piped.run(
                InputStream.nullInputStream(), out, "consume " + line + " --brokers " + kafka.bootstrapServers());
    }

    /** Values 0 to 9, a second apart, in partition 0. */
    private static Topic numbers(String name, int partitions) {
        Topic topic = Topic.create(kafka, name, partitions);
        topic.sendAll(IntStream.range(0, 10)
                .mapToObj(i -> new ProducerRecord<>(
                        name,
                        0,
                        TIME + i * 1000L,
                        (byte[]) null,
                        String.valueOf(i).getBytes(StandardCharsets.UTF_8)))
                .toList());
        return topic;
    }

    @Test
    void jsonLinesGoThroughProduceByteForByte() {
        Topic from = Topic.create(kafka, "from", 2);
        Topic to = Topic.create(kafka, "to", 2);
        byte[] binary = {(byte) 0xFF, 0, '\n', (byte) 0x80};
        byte[][] contents = {
            null,
            new byte[0],
            binary,
            "te\"xt ☃\n".getBytes(StandardCharsets.UTF_8),
            "{\"a\": 1.0}".getBytes(StandardCharsets.UTF_8)
        };
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        for (int i = 0; i < contents.length * contents.length; i++) {
            byte[] value = contents[i / contents.length];
            var headers = new RecordHeaders().add("h", value).add("h", binary).add("", null);
            sent.add(new ProducerRecord<>("from", i % 2, TIME + i, contents[i % contents.length], value, headers));
        }
        from.sendAll(sent);

        Piped json = consume("from --format json --quiet");
        assertThat(json.err()).isEmpty();
        assertThat(json.text().lines()).hasSameSizeAs(sent);
        Piped ran = Piped.bytes(
                json.out(),
                "produce to --format json --keep-partition --keep-timestamp --brokers " + kafka.bootstrapServers());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        List<ConsumerRecord<byte[], byte[]>> found = sorted(to.records());
        assertThat(found).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(found.get(i).key()).isEqualTo(sent.get(i).key());
            assertThat(found.get(i).value()).isEqualTo(sent.get(i).value());
            assertThat(found.get(i).partition()).isEqualTo(sent.get(i).partition());
            assertThat(found.get(i).headers())
                    .containsExactlyElementsOf(sent.get(i).headers());
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> sorted(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .sorted((a, b) -> Long.compare(a.timestamp(), b.timestamp()))
                .toList();
    }

    @Test
    void readsFromEachPositionToEachPosition() {
        numbers("positions", 1);
        assertThat(consume("positions").text()).isEqualTo("0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        assertThat(consume("positions --from 8").text()).isEqualTo("8\n9\n");
        assertThat(consume("positions --from -2").text()).isEqualTo("8\n9\n");
        assertThat(consume("positions --from -100 --limit 1").text()).isEqualTo("0\n");
        assertThat(consume("positions --from end").text()).isEmpty();
        assertThat(consume("positions --from @" + (TIME + 7001)).text()).isEqualTo("8\n9\n");
        assertThat(consume("positions --from 2026-03-01T10:00:09Z").text()).isEqualTo("9\n");
        assertThat(consume("positions --from 2036-03-01T10:00:09Z").text()).isEmpty();
        assertThat(consume("positions --to 2").text()).isEqualTo("0\n1\n");
        assertThat(consume("positions --from 2 --to -7").text()).isEqualTo("2\n");
        assertThat(consume("positions --to 2026-03-01T10:00:01Z").text()).isEqualTo("0\n");
        assertThat(consume("positions --from 5 --to 3").text()).isEmpty();
        assertThat(consume("positions --follow --limit 3 --from 4").text()).isEqualTo("4\n5\n6\n");
    }

    @Test
    void saysHowMuchItWasAndNoGroupNotices() throws ExecutionException, InterruptedException {
        Set<String> before = groups();
        numbers("many-1", 3);
        numbers("many-2", 1);
        Piped ran = consume("many-1 many-2 many-1 --verbose --partition 0");
        assertThat(ran.text().lines()).hasSize(20);
        assertThat(ran.err())
                .matches("(?s)consumed 20 records \\(20 bytes\\) of many-1, many-2 in \\d+\\.\\d s, .*"
                        + "many-1-0: 10 records, offsets 0 to 9\nmany-2-0: 10 records, offsets 0 to 9\n");
        assertThat(consume("many-1 --limit 4").err()).contains("; stopped at --limit, there may be more\n");
        assertThat(groups()).isEqualTo(before);
    }

    private static Set<String> groups() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void writesTextWithKeysAndNullsAsOneLikes() {
        Topic topic = Topic.create(kafka, "texts", 1);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var first = producer.send(new ProducerRecord<>(topic.name(), "k", "v1"));
            var second = producer.send(new ProducerRecord<>(topic.name(), "k", null));
            var third = producer.send(new ProducerRecord<>(topic.name(), null, ""));
            assertThat(List.of(first, second, third))
                    .allSatisfy(sent -> assertThat(sent.get()).isNotNull());
        }
        assertThat(consume("texts").text()).isEqualTo("v1\n\n\n");
        assertThat(consume("texts --format raw").text()).isEqualTo("v1");
        assertThat(consume("texts --format raw --delimiter \\0").text()).isEqualTo("v1\0\0\0");
        assertThat(consume("texts --key-delimiter \\t --null NULL").text()).isEqualTo("k\tv1\nk\tNULL\nNULL\t\n");
    }

    @Test
    void aTerminalIsNotSteeredByRecords() {
        Topic topic = Topic.create(kafka, "hostile", 1);
        topic.send(List.of("\u001b[2J☃\n\u202e"));
        System.setProperty("wharf.terminal.out", "true");
        try {
            assertThat(consume("hostile").text()).isEqualTo("\\u001b[2J☃\n\\u202e\n");
            assertThat(consume("hostile --format json").text())
                    .contains("\\u001b[2J☃\\n\\u202e")
                    .endsWith("}\n");
        } finally {
            System.clearProperty("wharf.terminal.out");
        }
        assertThat(consume("hostile").text()).isEqualTo("\u001b[2J☃\n\u202e\n");
    }

    @Test
    void readsWhatTransactionsCommittedUnlessToldOtherwise() {
        Topic topic = Topic.create(kafka, "transactions", 1);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "t");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 4; i++) {
                producer.beginTransaction();
                var unused = producer.send(new ProducerRecord<>(topic.name(), "v" + i));
                if (i % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.flush();
                    producer.abortTransaction();
                }
            }
        }
        assertThat(consume("transactions").text()).isEqualTo("v0\nv2\n");
        assertThat(consume("transactions --isolation read_uncommitted").text()).isEqualTo("v0\nv1\nv2\nv3\n");
        assertThat(consume("transactions --group transactions").text()).isEqualTo("v0\nv2\n");
    }

    @Test
    void aGroupGoesOnWhereItHasCommitted() throws ExecutionException, InterruptedException {
        Topic topic = numbers("grouped", 2);
        assertThat(consume("grouped --group g --limit 4").text()).isEqualTo("0\n1\n2\n3\n");
        assertThat(topic.committed("g")).isEqualTo(4);
        assertThat(consume("grouped --group g").text()).isEqualTo("4\n5\n6\n7\n8\n9\n");
        assertThat(topic.committed("g")).isEqualTo(10);
        assertThat(consume("grouped --group g").text()).isEmpty();
        assertThat(consume("grouped --group late --from end").text()).isEmpty();
    }

    /** A pipe whose reader goes away, or a disk that is full, after some bytes. */
    private static final class Ending extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final int most;
        private final String reason;

        Ending(int most, String reason) {
            this.most = most;
            this.reason = reason;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (written.size() + length > most) {
                throw new IOException(reason);
            }
            written.write(bytes, offset, length);
        }
    }

    @Test
    void aGroupCommitsOnlyWhatWasWrittenOut() throws ExecutionException, InterruptedException {
        Topic topic = Topic.create(kafka, "ending", 1);
        String value = "x".repeat(999);
        topic.send(Collections.nCopies(500, value));

        Ending pipe = new Ending(200_000, "Broken pipe");
        Ran gone = consumeTo(pipe, "ending --group pipe");
        assertThat(gone.exitCode()).as(gone.err()).isZero();
        assertThat(gone.err()).doesNotContain("wharf:");
        assertThat(topic.committed("pipe")).isPositive().isEqualTo(pipe.written.size() / 1000);

        Ending disk = new Ending(100_000, "No space left on device");
        Ran full = consumeTo(disk, "ending --group disk");
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.err()).contains("wharf: standard output cannot be written: No space left on device; make room");
        assertThat(topic.committed("disk")).isPositive().isEqualTo(disk.written.size() / 1000);
    }

    @Test
    void aFileAppearsWholeAndIsNotOverwritten() throws IOException, ExecutionException, InterruptedException {
        Topic topic = numbers("filed", 1);
        Path file = folder.resolve("out.txt.gz");
        Piped ran = consume("filed --output " + file);
        assertThat(ran.err()).endsWith("wrote " + file + "\n");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        }
        Ran again = consumeTo(OutputStream.nullOutputStream(), "filed --output " + file);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is there already; move it away, or add --if-exists number or replace");
        Path plain = folder.resolve("plain.txt");
        Ran json = consumeTo(OutputStream.nullOutputStream(), "filed --group filed --json --output " + plain);
        JsonNode summary = new ObjectMapper().readTree(json.out());
        assertThat(summary.get("ok").booleanValue()).isTrue();
        assertThat(summary.get("partitions").get(0).get("last_offset").intValue())
                .isEqualTo(9);
        assertThat(plain).hasContent("0\n1\n2\n3\n4\n5\n6\n7\n8\n9");
        assertThat(topic.committed("filed")).isEqualTo(10);
    }

    @Test
    void aFolderGetsAFileForEachRecordAndNoneIsOverwritten() throws IOException {
        numbers("foldered", 1);
        Path out = folder.resolve("records");
        consume("foldered --limit 2 --suffix .txt --output " + out + "/");
        assertThat(out.resolve("foldered-0-0.txt")).hasContent("0");
        assertThat(out.resolve("foldered-0-1.txt")).hasContent("1");
        Files.writeString(out.resolve("foldered-0-1.txt"), "mine");
        Ran again = consumeTo(OutputStream.nullOutputStream(), "foldered --from 1 --suffix .txt --output " + out);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("foldered-0-1.txt").contains("is there already");
        assertThat(out.resolve("foldered-0-1.txt")).hasContent("mine");
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whatIsNotThereIsToldBeforeAnythingIsRead() {
        Topic.create(kafka, "there", 2);
        Ran noTopic = consumeTo(OutputStream.nullOutputStream(), "there not-there");
        assertThat(noTopic.exitCode()).isEqualTo(3);
        assertThat(noTopic.err())
                .isEqualTo("wharf: topic not-there does not exist at " + kafka.bootstrapServers()
                        + "; create it with: wharf topics create not-there --brokers " + kafka.bootstrapServers()
                        + "\n");
        Ran noPartition = consumeTo(OutputStream.nullOutputStream(), "there --partition 2");
        assertThat(noPartition.exitCode()).isEqualTo(2);
        assertThat(noPartition.err())
                .isEqualTo("wharf: --partition 2 is not there: topic there has 2, counted from 0\n");
        Ran noOffset = consumeTo(OutputStream.nullOutputStream(), "there --from 7");
        assertThat(noOffset.exitCode()).isEqualTo(2);
        assertThat(noOffset.err()).isEqualTo("wharf: --from 7 is behind the end, which is at offset 0 at the most\n");
    }
}
