package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wharf produce} and {@code wharf consume} as processes among others: pipes, signals, a full disk, memory. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class TransferProcessIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

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

    private static String[] words(String line) {
        return (line + " --brokers " + kafka.bootstrapServers()).split(" ", -1);
    }

    private static void write(Process process, String text) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write(text.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void whatComesSlowlyIsSentAtOnceAndASignalEndsItInGoodOrder() throws IOException, InterruptedException {
        Topic topic = Topic.create(kafka, "slow", 1);
        Process process = Child.in(folder).startShell("exec \"$@\" 2> err", words("produce slow"));
        try {
            write(process, "first\n");
            await().atMost(LIMIT).until(() -> topic.records().size() == 1);
            write(process, "second\nthi");
            await().atMost(LIMIT).until(() -> topic.records().size() == 2);
            boolean unused = process.toHandle().destroy(); // the process itself would close its input, too
            assertThat(ended(process)).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("err")))
                .contains("wharf: stopped before the end of the input, behind standard input:2\n")
                .contains("the first 2 records of the input are in slow; to go on behind them, add --skip 2\n");
    }

    @Test
    void followingShowsWhatIsNewUntilASignal() throws IOException, InterruptedException {
        Topic topic = Topic.create(kafka, "followed", 2);
        topic.send(List.of("old"));
        Process process = Child.in(folder).startShell("exec \"$@\" > out 2> err", words("consume followed --follow"));
        Path out = folder.resolve("out");
        try {
            await().atMost(LIMIT)
                    .until(() -> Files.exists(out) && Files.readString(out).equals("old\n"));
            topic.send(List.of("new"));
            await().atMost(LIMIT).until(() -> Files.readString(out).equals("old\nnew\n"));
            boolean unused = process.toHandle().destroy(); // the process itself would close its input, too
            assertThat(ended(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("err"))).startsWith("consumed 2 records (6 bytes) of followed in ");
    }

    @Test
    void headEndsItQuietly() throws IOException, InterruptedException, ExecutionException {
        Topic topic = Topic.create(kafka, "headed", 1);
        topic.send(Collections.nCopies(4_000, "x".repeat(99)));
        String script = "{ \"$@\"; echo $? > code; } | head -1";
        Ran ran = Child.in(folder).shell(script, words("consume headed --group headed"));
        assertThat(ran.out()).isEqualTo("x".repeat(99) + "\n");
        assertThat(ran.err()).startsWith("consumed ").doesNotContain("wharf:", "Exception");
        assertThat(folder.resolve("code")).hasContent("0");
        assertThat(topic.committed("headed")).isLessThan(4_000);
    }

    @Test
    void aFullDiskIsAFailure() throws IOException, InterruptedException {
        Topic topic = Topic.create(kafka, "full", 1);
        topic.send(List.of("a"));
        Ran ran = Child.in(folder).shell("exec \"$@\" > /dev/full", words("consume full"));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .contains("consumed 0 records")
                .contains("wharf: standard output cannot be written: No space left on device; make room, and consume");
    }

    @Test
    void memoryDoesNotDependOnHowMuchItIs() throws IOException, InterruptedException {
        Topic.create(kafka, "much", 1);
        String script = "yes " + "x".repeat(500) + " | head -c 40080000 | \"$@\"";
        Ran in = Child.in(folder).withFlags("-Xmx48m").shell(script, words("produce much"));
        assertThat(in.exitCode()).as(in.err()).isZero();
        assertThat(in.err()).startsWith("produced 80,000 records (40,000,000 bytes) to much in ");
        Ran out = Child.in(folder).withFlags("-Xmx48m").shell("\"$@\" | wc -c", words("consume much"));
        assertThat(out.exitCode()).as(out.err()).isZero();
        assertThat(out.out().strip()).isEqualTo("40080000");
    }
}
