package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of commits, of times and of bytes with what a real broker has written. */
final class CommitWatchIT {
    private static final TopicPartition INPUT = new TopicPartition("in", 0);
    private static final String OUTPUT = "out";
    private static final String GROUP = "copies";
    private static final int RECORDS = 100;

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BrokerCluster cluster;

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
        cluster = BrokerCluster.in(harness, folder.resolve("one")).brokers(1).start();
        TestTopics.create(cluster.bootstrapServers(), 1, INPUT.topic());
        TestTopics.create(cluster.bootstrapServers(), 1, Map.of("message.timestamp.type", "LogAppendTime"), OUTPUT);
    }

    @AfterEach
    void close() {
        cluster.close();
        harness.close();
    }

    private List<SendLedger.Entry> load() {
        Generator.Load load = Generator.Load.of(INPUT.topic(), 10_000, RECORDS).withHeaders();
        try (Generator generator = Generator.start(cluster.bootstrapServers(), load, folder.resolve("ledger"))) {
            return generator.awaitTotal();
        }
    }

    private Consumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "group.id", GROUP),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private Producer<String, String> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static void copy(List<SendLedger.Entry> sent, Producer<String, String> producer) {
        for (SendLedger.Entry entry : sent) {
            Sent record = entry.sent();
            var unused = producer.send(new ProducerRecord<>(OUTPUT, record.key(), record.value()));
        }
        producer.flush();
    }

    private static Map<TopicPartition, OffsetAndMetadata> offset(long value) {
        return Map.of(INPUT, new OffsetAndMetadata(value));
    }

    private static void awaitSample(CommitWatch watch, long committed) {
        Await.until(
                "a sample of " + committed,
                Await.LIMIT,
                () -> watch.samples().stream()
                        .anyMatch(sample -> sample.committed().getOrDefault(INPUT, 0L) == committed));
    }

    private List<String> tooEarly(List<SendLedger.Entry> sent, List<CommitSample> samples) {
        Map<Long, Long> settled = SettleTimes.read(cluster.bootstrapServers(), OUTPUT);
        return CommitCheck.tooEarly(INPUT.topic(), sent, all -> true, settled, samples);
    }

    @Test
    void findsACommitBeforeItsOutputAndACommitThatGoesBack() {
        List<SendLedger.Entry> sent = load();
        String brokers = cluster.bootstrapServers();
        try (CommitWatch watch = CommitWatch.start(brokers, GROUP);
                Consumer<String, String> consumer = consumer();
                Producer<String, String> producer = producer(Map.of("bootstrap.servers", brokers))) {
            consumer.commitSync(offset(50));
            awaitSample(watch, 50);
            copy(sent, producer);
            consumer.commitSync(offset(RECORDS));
            awaitSample(watch, RECORDS);
            consumer.commitSync(offset(60));

            assertThat(tooEarly(sent, watch.stop()))
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("in-0: 50 was committed, but "));
        }
        assertThat(CommitCheck.wentBack(CommitLog.read(brokers, GROUP)))
                .containsExactly("in-0: 60 was committed after 100");
    }

    @Test
    void findsNothingInTransactionsThatHoldTogether() {
        List<SendLedger.Entry> sent = load();
        String brokers = cluster.bootstrapServers();
        try (CommitWatch watch = CommitWatch.start(brokers, GROUP);
                Consumer<String, String> consumer = consumer();
                Producer<String, String> producer =
                        producer(Map.of("bootstrap.servers", brokers, "transactional.id", "copy"))) {
            producer.initTransactions();
            transaction(producer, sent.subList(0, 50), consumer, 50);
            awaitSample(watch, 50);
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(offset(10), consumer.groupMetadata());
            producer.abortTransaction();
            transaction(producer, sent.subList(50, RECORDS), consumer, RECORDS);
            awaitSample(watch, RECORDS);

            assertThat(tooEarly(sent, watch.stop())).isEmpty();
        }
        List<CommitLog.Commit> commits = CommitLog.read(brokers, GROUP);
        assertThat(commits).extracting(CommitLog.Commit::offset).containsExactly(50L, 100L);
        assertThat(CommitCheck.wentBack(commits)).isEmpty();
    }

    private static void transaction(
            Producer<String, String> producer,
            List<SendLedger.Entry> sent,
            Consumer<String, String> consumer,
            long committed) {
        producer.beginTransaction();
        copy(sent, producer);
        producer.sendOffsetsToTransaction(offset(committed), consumer.groupMetadata());
        producer.commitTransaction();
    }

    @Test
    void knowsTheBytesThatWereSent() {
        List<SendLedger.Entry> sent = load();
        List<DeadLetter> read = DeadLetter.readAll(cluster.bootstrapServers(), INPUT.topic());
        RunPlan allDead = RunPlan.exactlyOnce(all -> RunPlan.Place.DEAD_LETTERS).withHeaders(name -> false);
        SettledReport report = SettledChecker.check(sent, allDead, List.of(), read);
        assertThat(report.changed()).isEmpty();
        assertThat(report.lost()).isEmpty();
        assertThat(report.expectedDead()).isEqualTo(RECORDS);
    }
}
