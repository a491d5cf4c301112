package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.deadletter.DeadLetter;
import dev.wharf.deadletter.DeadLetterFile;
import dev.wharf.failure.TransientFailure;
import dev.wharf.stage.StageContext;
import dev.wharf.stage.TransformStage.Outcome;
import dev.wharf.stage.WaitingStage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records that fail, by each policy, and of stages that wait. */
@Timeout(120)
final class RecoveryRunTest {
    private static final String STAGES = """
        [[stages]]
        id = "in"
        function = "stdin.read"
        [[stages]]
        id = "middle"
        function = "filter.apply"
        inputs = ["in"]
        config = { column = "a", operator = ">=", value = 0 }
        [[stages]]
        id = "out"
        function = "stdout.write"
        inputs = ["middle"]
        """;
    private static final String[] MIXED = {"{\"a\":1}", "{\"a\" : 10}", "{\"a\":2}", "{\"a\" : 30}", "{\"a\":3}"};

    @TempDir
    private Path folder = Path.of("");

    private final MemorySink sink = MemorySink.takingAll();
    private final MemorySink picky = MemorySink.refusing(record -> record.offset() % 2 == 1);

    private PipelineRun.Result run(String errors, MemoryTopic topic) throws InterruptedException {
        return Trial.of(errors + STAGES).with("in", topic).with("out", picky).run();
    }

    private static Ledger.Row row(PipelineRun.Result result, String id) {
        return result.ledger().rows().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void skipsAndCounts() throws InterruptedException {
        MemoryTopic topic = MemoryTopic.of(MIXED);
        PipelineRun.Result result = run("[error_handling]\nstrategy = \"continue\"\n", topic);

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(picky.values()).containsExactly(MIXED[0], MIXED[2], MIXED[4]);
        assertThat(row(result, "out").skipped()).isEqualTo(2);
        assertThat(topic.committed).isEqualTo(5);
    }

    @Test
    void putsDeadLettersIntoAFileByteForByte() throws Exception {
        Path file = folder.resolve("dead.jsonl");
        MemoryTopic topic = MemoryTopic.of(MIXED);
        PipelineRun.Result result =
                run("[error_handling]\nstrategy = \"retry\"\ndead_letter_queue = \"file:" + file + "\"\n", topic);

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(row(result, "out").deadLettered()).isEqualTo(2);
        assertThat(topic.committed).isEqualTo(5);
        try (Stream<DeadLetter> letters = DeadLetterFile.read(file)) {
            List<DeadLetter> all = letters.toList();
            assertThat(all.stream().map(letter -> text(letter.value().array()))).containsExactly(MIXED[1], MIXED[3]);
            assertThat(all.get(0).provenance().failure().stage()).isEqualTo("out");
            assertThat(all.get(0).provenance().offset()).isEqualTo(1);
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aStagesOwnPolicyComesBeforeThePlans() throws InterruptedException {
        String stages = STAGES.replace("inputs = [\"middle\"]", "inputs = [\"middle\"]\non_error = \"skip\"");
        PipelineRun.Result result = Trial.of(stages)
                .with("in", MemoryTopic.of(MIXED))
                .with("out", picky)
                .run();
        assertThat(result.failure()).isNull();
        assertThat(row(result, "out").skipped()).isEqualTo(2);
    }

    @Test
    void retriesWhatMayPassAndKeepsTheOrder() throws InterruptedException {
        Failing stage = new Failing(Map.of("{\"a\":2}", 2));
        MemoryTopic topic = MemoryTopic.of("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
        PipelineRun.Result result = Trial.of(
                        "[error_handling]\nstrategy = \"retry\"\nretry_delay_seconds = 0.01\n" + STAGES)
                .with("in", topic)
                .with("middle", stage)
                .with("out", sink)
                .run();

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(sink.values()).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
        assertThat(topic.committed).isEqualTo(3);
    }

    @Test
    void stopsWhenRetriesAreUsedUpAndThereIsNoPlaceForDeadLetters() throws InterruptedException {
        Failing stage = new Failing(Map.of("{\"a\":2}", 99));
        MemoryTopic topic = MemoryTopic.of("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
        PipelineRun.Result result = Trial.of(
                        "[error_handling]\nstrategy = \"retry\"\nretry_delay_seconds = 0.01\n" + STAGES)
                .with("in", topic)
                .with("middle", stage)
                .with("out", sink)
                .run();

        assertThat(result.failure()).hasMessageContaining("stage middle").hasMessageContaining("try again");
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(stage.attempts.get("{\"a\":2}")).isEqualTo(4);
        assertThat(sink.values()).containsExactly("{\"a\":1}");
    }

    @Test
    void refusesDeadLettersWithoutAPlace() {
        assertThat(Trial.problems(Trial.HEAD + "[error_handling]\nstrategy = \"dead_letter\"\n" + STAGES))
                .singleElement()
                .asString()
                .contains("no place to put them");
        assertThat(Trial.problems(Trial.HEAD + "[error_handling]\ndead_letter_queue = \"dead\"\n" + STAGES))
                .singleElement()
                .asString()
                .contains("is a topic, and no stage says on which cluster");
    }

    /** Thirty-two records of as many keys, each of which waits until all the others are there, too. */
    @Test
    void callsOfManyLanesWaitAtTheSameTime() throws InterruptedException {
        int count = 32;
        CountDownLatch all = new CountDownLatch(count);
        WaitingStage together = new Waiting((record, output) -> {
            all.countDown();
            all.await();
            output.emit(record);
            return Outcome.PASSED;
        });
        String[] values =
                IntStream.range(0, count).mapToObj(n -> "{\"a\":" + n + "}").toArray(String[]::new);
        PipelineRun.Result result = Trial.of("order = \"none\"\nlanes = 32\n" + STAGES)
                .with("in", MemoryTopic.of(values))
                .with("middle", together)
                .with("out", sink)
                .run();

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(sink.values()).containsExactlyInAnyOrder(values);
    }

    @Test
    void aFloodOfFailuresIsNotPoison() throws Exception {
        Path file = folder.resolve("dead.jsonl");
        int count = 300;
        String[] values =
                IntStream.range(0, count).mapToObj(n -> "{\"a\":" + n + "}").toArray(String[]::new);
        // Everything fails until the breaker has had time to notice; then all is well.
        List<String> seen = new ArrayList<>();
        WaitingStage broken = new Waiting((record, output) -> {
            synchronized (seen) {
                seen.add("one");
                if (seen.size() < 40) {
                    throw new IllegalStateException("the service is broken");
                }
            }
            output.emit(record);
            return Outcome.PASSED;
        });
        PipelineRun.Result result = Trial.of("[error_handling]\nstrategy = \"dead_letter\"\ndead_letter_queue = \"file:"
                        + file + "\"\n" + STAGES)
                .with("in", MemoryTopic.of(values))
                .with("middle", broken)
                .with("out", sink)
                .run();

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        long dead = Files.readAllLines(file).size();
        assertThat(dead).isBetween(1L, 25L);
        assertThat(sink.values()).hasSize(count - (int) dead);
    }

    @Test
    void poisonInARowDoesNotHoldUpTheOthers() throws Exception {
        Path file = folder.resolve("dead.jsonl");
        int count = 300;
        int poisonous = 21;
        String[] values =
                IntStream.range(0, count).mapToObj(n -> "{\"a\":" + n + "}").toArray(String[]::new);
        Map<String, Integer> failures = new HashMap<>();
        Stream.of(values).limit(poisonous).forEach(value -> failures.put(value, Integer.MAX_VALUE));
        PipelineRun.Result result = Trial.of("order = \"none\"\n[error_handling]\nmax_retries = 0\n"
                        + "strategy = \"dead_letter\"\ndead_letter_queue = \"file:" + file + "\"\n" + STAGES)
                .with("in", MemoryTopic.of(values))
                .with("middle", new Failing(failures))
                .with("out", sink)
                .run();

        assertThat(result.failure()).isNull();
        assertThat(Files.readAllLines(file)).hasSize(poisonous);
        assertThat(sink.values()).hasSize(count - poisonous);
    }

    /** Fails for some values so many times. */
    private static final class Failing implements WaitingStage {
        private final Map<String, Integer> failures;
        private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

        Failing(Map<String, Integer> failures) {
            this.failures = failures;
        }

        @Override
        public Caller open(StageContext context) {
            return (record, output) -> {
                String value = text(record.value().array());
                int attempt = attempts.merge(value, 1, Integer::sum);
                if (attempt <= failures.getOrDefault(value, 0)) {
                    throw new TransientFailure("try again");
                }
                output.emit(record);
                return Outcome.PASSED;
            };
        }

        @Override
        public String summary() {
            return "fails";
        }
    }

    private record Waiting(WaitingStage.Caller caller) implements WaitingStage {
        @Override
        public Caller open(StageContext context) {
            return caller;
        }

        @Override
        public String summary() {
            return "waits";
        }
    }
}
