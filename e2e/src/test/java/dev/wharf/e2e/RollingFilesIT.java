package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.ChildProcess.Signal;
import dev.wharf.testkit.Generator;
import dev.wharf.testkit.GroupView;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.SendLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that roll in a streaming run, under load: kill -9, SIGTERM, members that come and go. */
final class RollingFilesIT {
    private static final int PER_SECOND = 4_000;
    private static final long MOST_RECORDS = 2_000_000;
    private static final long UNDER_LOAD = 4_000;
    private static final int KILLS = 2;
    private static final String PIPELINE = """
        [pipeline]
        name = "NAME"
        workers = 2
        commit_interval_ms = 200
        drain_timeout_ms = 60000
        [global]
        execution_mode = "streaming"
        [[stages]]
        id = "source"
        function = "kafka"
        [stages.config]
        brokers = "BROKERS"
        topic = "in"
        group_id = "copies"
        client = { "session.timeout.ms" = "6000" }
        [[stages]]
        id = "save"
        function = "json.write"
        inputs = ["source"]
        [stages.config]
        path = "rows/rows.jsonl"
        format = "jsonl"
        roll_ms = ROLL
        roll_max_bytes = 200000
        """;

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before each test
    private EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Generator generator;

    @SuppressWarnings("NullAway.Init") // set before each test
    private GroupView view;

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
        kafka = CopyRig.kafka();
        view = new GroupView(kafka.bootstrapServers(), Pipeline.GROUP, Pipeline.INPUT, Pipeline.OUTPUT);
        Generator.Load load = Generator.Load.of(Pipeline.INPUT, PER_SECOND, MOST_RECORDS);
        generator = Generator.start(kafka.bootstrapServers(), load, folder.resolve("ledger"));
    }

    @AfterEach
    void close() {
        generator.close();
        view.close();
        harness.close();
        kafka.close();
    }

    private ChildProcess run(String name, long rollMs) {
        Path file = Folders.write(
                folder.resolve(name + ".toml"),
                PIPELINE.replace("NAME", name)
                        .replace("BROKERS", kafka.bootstrapServers())
                        .replace("ROLL", "" + rollMs));
        return Wharf.in(folder, harness).start(name, "run", file.toString());
    }

    private RollingOutput output() {
        return RollingOutput.read(folder.resolve("rows"));
    }

    private long committed() {
        return view.committed().values().stream().mapToLong(Long::longValue).sum();
    }

    private void awaitCommitted(long more) {
        long before = committed();
        Await.until(more + " records more to be committed", Await.LIMIT, () -> committed() >= before + more);
    }

    private void end(ChildProcess run) {
        run.send(Signal.TERM);
        assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
    }

    @Test
    void killNineLeavesNoHalfFileAndLosesNothingThatWasCommitted() {
        Set<RollingOutput.Place> mayRepeat = new HashSet<>();
        ChildProcess run = run("killed", 300);
        for (int i = 0; i < KILLS; i++) {
            awaitCommitted(UNDER_LOAD);
            Await.until("a file that is being written", Await.LIMIT, this::isWriting);
            run.kill();
            RollingOutput left = output();
            Map<Integer, Long> committed = view.committed();
            assertThat(left.missing(committed)).isEmpty();
            mayRepeat.addAll(left.from(committed));
            run = run("killed", 300);
        }
        awaitCommitted(UNDER_LOAD);
        List<SendLedger.Entry> sent = generator.stop();
        Await.until("all of the input to be committed", Await.LIMIT, view::done);
        end(run);

        RollingOutput all = output();
        assertThat(all.missing(view.inputEnds())).isEmpty();
        assertThat(all.counts()).hasSameSizeAs(sent);
        assertThat(mayRepeat).containsAll(all.repeated());
    }

    private boolean isWriting() {
        try (var files = Files.list(folder.resolve("rows"))) {
            return files.anyMatch(
                    file -> file.toString().endsWith(".part") && file.toFile().length() > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files roll by size, so the last rows of each worker are written because it gives up partitions, or ends. */
    @Test
    void membersThatComeAndGoWriteWhatTheyHaveAndLoseAndDoubleNothing() {
        ChildProcess one = run("one", 3_600_000);
        awaitCommitted(UNDER_LOAD);
        ChildProcess two = run("two", 3_600_000);
        Await.until(
                "a group of four workers",
                Await.LIMIT,
                () -> view.members().filter(members -> members.size() == 4).isPresent());
        awaitCommitted(UNDER_LOAD);
        end(one);
        awaitCommitted(UNDER_LOAD);
        List<SendLedger.Entry> sent = generator.stop();
        end(two);
        if (!view.done()) {
            end(lastOne());
        }

        RollingOutput all = output();
        assertThat(all.missing(view.inputEnds())).isEmpty();
        assertThat(all.repeated()).isEmpty();
        assertThat(all.counts()).hasSameSizeAs(sent);
        assertThat(view.done()).isTrue();
    }

    /** Takes what the others have left. */
    private ChildProcess lastOne() {
        ChildProcess last = run("last", 300);
        Await.until("all of the input to be committed", Await.LIMIT, view::done);
        return last;
    }
}
