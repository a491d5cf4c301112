package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.e2e.payload.CheckAll;
import dev.wharf.e2e.payload.ReadOne;
import dev.wharf.e2e.payload.SendOne;
import dev.wharf.large.Housekeeping;
import dev.wharf.store.StoreSettings;
import dev.wharf.store.StoredObject;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever sends or reads a payload of four times its heap dies by kill -9 at each step: no record ever refers to
 * nothing, and the housekeeping leaves no orphan.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class PayloadKillIT {
    private static final long BYTES = 256L << 20;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before the tests
    private static KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before the tests
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void open() {
        harness = new KillHarness(folder);
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void close() {
        harness.close();
        kafka.close();
    }

    private static ChildProcess child(Class<?> program, String stopAt, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dstop.at=" + stopAt,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return harness.start(program.getSimpleName() + "-" + stopAt, command, Map.of());
    }

    private static String topic() {
        String topic = "t-" + UUID.randomUUID();
        kafka.createTopic(topic, 1);
        return topic;
    }

    private static String place(String kind, String topic) {
        return kind.equals("file") ? "file:" + folder.resolve(topic) : kind;
    }

    private static void send(String stopAt, String topic, String place) {
        ChildProcess sender =
                child(SendOne.class, stopAt, kafka.bootstrapServers(), topic, place, String.valueOf(BYTES));
        if (stopAt.equals("nowhere")) {
            assertThat(sender.awaitExit(LIMIT)).as(harness.tails()).isZero();
        } else {
            var unused = sender.awaitLine("standing still " + stopAt, LIMIT);
            sender.kill();
        }
    }

    @ParameterizedTest
    @CsvSource({"file, between-parts, 1", "file, before-commit, 1", "chunks, before-acknowledgement, 2"})
    void leavesNoReferenceToNothingWhereASenderIsKilled(String kind, String stopAt, int records) {
        killed(kind, stopAt, records);
    }

    @ParameterizedTest
    @Tag("chaos")
    @CsvSource({
        "file, before-upload, 1",
        "file, before-send, 1",
        "file, before-acknowledgement, 2",
        "chunks, between-parts, 1",
        "chunks, before-send, 1",
        "chunks, before-commit, 1"
    })
    void leavesNoneAtAnyOtherStepEither(String kind, String stopAt, int records) {
        killed(kind, stopAt, records);
    }

    private static void killed(String kind, String stopAt, int records) {
        String topic = topic();
        String place = place(kind, topic);

        send(stopAt, topic, place);
        send("nowhere", topic, place);

        assertAllAreWhole(topic, place, records);
        if (kind.equals("file")) {
            assertNoOrphansAreLeft(topic, place);
        }
    }

    private static void assertAllAreWhole(String topic, String place, int records) {
        ChildProcess check =
                child(CheckAll.class, "nowhere", kafka.bootstrapServers(), topic, place, String.valueOf(BYTES));

        assertThat(check.awaitExit(LIMIT)).as(harness.tails()).isZero();
        assertThat(check.out()).contains("whole " + records);
    }

    private static void assertNoOrphansAreLeft(String topic, String place) {
        ClientSettings client = ClientSettings.of(kafka.bootstrapServers());
        try (Housekeeping housekeeping = Housekeeping.open(client, new StoreSettings("archive", place, Map.of()))) {
            List<Housekeeping.Dangling> dangling = new ArrayList<>();
            long references = housekeeping.fsck(dangling::add);
            List<StoredObject> removed = new ArrayList<>();
            var unused =
                    housekeeping.sweep(new Housekeeping.Sweep(Duration.ZERO, Set.of(), Set.of(), true), removed::add);
            Housekeeping.Stat stat = housekeeping.stat();

            assertThat(dangling).isEmpty();
            assertThat(stat.byTopic())
                    .hasEntrySatisfying(
                            topic, held -> assertThat(held.objects()).isEqualTo(references));
            assertThat(stat.unfinished()).isEmpty();
        }
    }

    @Test
    void readsAgainWhatAReaderWasKilledAt() throws Exception {
        readerKilled("chunks");
    }

    @Test
    @Tag("chaos")
    void readsAgainWhatAReaderOfFilesWasKilledAt() throws Exception {
        readerKilled("file");
    }

    private static void readerKilled(String kind) throws Exception {
        String topic = topic();
        String place = place(kind, topic);
        Path file = folder.resolve("received-" + kind);
        send("nowhere", topic, place);

        ChildProcess reader =
                child(ReadOne.class, "while-reading", kafka.bootstrapServers(), topic, place, file.toString());
        var unused = reader.awaitLine("standing still while-reading", LIMIT);
        reader.kill();
        assertThat(file).doesNotExist();
        ChildProcess next = child(ReadOne.class, "nowhere", kafka.bootstrapServers(), topic, place, file.toString());

        assertThat(next.awaitExit(LIMIT)).as(harness.tails()).isZero();
        try (InputStream in = Files.newInputStream(file)) {
            assertThat(CheckAll.isWhole(in, BYTES)).isTrue();
        }
    }
}
