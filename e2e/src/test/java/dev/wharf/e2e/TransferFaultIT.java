package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.OutputRecord;
import dev.wharf.testkit.TestBroker;
import dev.wharf.testkit.TestTopics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wharf produce} and {@code wharf consume} when what they talk to, or they themselves, are killed. */
final class TransferFaultIT {
    private static final int LINES = 600_000;
    private static final String PADDING = "x".repeat(100);
    private static final int BATCH = 100;

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestBroker broker;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Wharf wharf;

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
        wharf = Wharf.in(folder, harness);
        broker = TestBroker.start(harness, folder.resolve("broker"), Map.of());
        TestTopics.create(broker.bootstrapServers(), 4, "lines");
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void everyLineIsThereWhenTheBrokerWasKilledInTheMiddle() throws IOException {
        Path file = folder.resolve("lines.txt");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int number = 0; number < LINES; number++) {
                out.write(number + " " + PADDING + "\n");
            }
        }
        ChildProcess produce =
                wharf.start("produce", "produce", "lines", file.toString(), "--brokers", broker.bootstrapServers());
        Await.until(
                "some lines in the topic\n" + harness.tails(),
                Await.LIMIT,
                () -> !numbers().isEmpty());
        broker.kill();
        assertThat(produce.alive()).as("in the middle").isTrue();
        broker.restart();

        assertThat(produce.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
        assertThat(produce.err()).contains("produced 600,000 records");
        assertThat(numbers()).hasSize(LINES);
    }

    private Set<Integer> numbers() {
        return OutputRecord.readAll(broker.bootstrapServers(), "lines").stream()
                .map(record -> String.valueOf(record.value()))
                .map(line -> Integer.valueOf(line.substring(0, line.indexOf(' '))))
                .collect(Collectors.toSet());
    }

    @Test
    void aGroupLosesNothingWhenAMemberIsKilled() throws InterruptedException {
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Thread load = Thread.ofPlatform().start(() -> send(sent, stop));
        ChildProcess first = member("first");
        ChildProcess second = member("second");
        Await.until("both at work", Await.LIMIT, () -> lines(first) >= BATCH && lines(second) >= BATCH);
        first.kill();
        int atTheKill = sent.get();
        Await.until("the load to go on", Await.LIMIT, () -> sent.get() > atTheKill + 10 * BATCH);
        stop.set(true);
        load.join();

        Set<Integer> wanted = IntStream.range(0, sent.get()).boxed().collect(Collectors.toSet());
        Await.until(
                () -> "all of " + wanted.size() + "\n" + second.tail(),
                Await.LIMIT,
                () -> numbersOf(List.of(first, second)).containsAll(wanted));
        second.send(ChildProcess.Signal.TERM);
        assertThat(second.awaitExit(Await.LIMIT)).as(second::tail).isZero();
    }

    private ChildProcess member(String name) {
        return wharf.start(
                name,
                "consume",
                "lines",
                "--follow",
                "--group",
                "readers",
                "--client",
                "session.timeout.ms=6000",
                "--brokers",
                broker.bootstrapServers());
    }

    private static long lines(ChildProcess member) {
        return member.out().lines().count();
    }

    /** The last line of who was killed may be torn: it was not committed either. */
    private static Set<Integer> numbersOf(List<ChildProcess> members) {
        Set<Integer> numbers = new HashSet<>();
        for (ChildProcess member : members) {
            String out = member.out();
            out.substring(0, out.lastIndexOf('\n') + 1)
                    .lines()
                    .map(Integer::valueOf)
                    .forEach(numbers::add);
        }
        return numbers;
    }

    private void send(AtomicInteger sent, AtomicBoolean stop) {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            while (!stop.get()) {
                for (int i = 0; i < BATCH; i++) {
                    int number = sent.get() + i;
                    var unused = producer.send(new ProducerRecord<>("lines", number % 4, null, String.valueOf(number)));
                }
                producer.flush();
                sent.getAndAdd(BATCH);
            }
        }
    }
}
