package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanException;
import dev.wharf.problem.Problem;
import dev.wharf.stage.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that runs in memory: its file's text, and sources and sinks of the test in place of some of its stages.
 */
final class Trial {
    static final String HEAD = """
        [pipeline]
        name = "trial"
        """;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String toml;
    private final Map<String, Stage> replaced = new HashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private OutputStream output = printed;
    private String input = "";
    private @Nullable BooleanSupplier end;

    private Trial(String toml) {
        this.toml = toml;
    }

    static Trial of(String stages) {
        return new Trial(HEAD + stages);
    }

    /** Gives the stage with this id another way to get, or put, its records. */
    Trial with(String id, Stage stage) {
        replaced.put(id, stage);
        return this;
    }

    /** Stops the run, as a signal would, once this is so. */
    Trial stoppedWhen(BooleanSupplier condition) {
        end = condition;
        return this;
    }

    Trial reading(String standardInput) {
        input = standardInput;
        return this;
    }

    /** What is printed goes there instead. */
    Trial printingTo(OutputStream standardOutput) {
        output = standardOutput;
        return this;
    }

    PipelineRun.Result run() throws InterruptedException {
        Plan plan = load(toml);
        List<Node> nodes = plan.nodes().stream().map(this::replace).toList();
        RunOptions options = new RunOptions(
                Optional.empty(), new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output);
        PipelineRun run = new PipelineRun(new Plan(plan.name(), plan.settings(), nodes), options);
        if (end != null) {
            BooleanSupplier condition = end;
            Thread.ofPlatform().daemon().start(() -> {
                Awaitility.await().atMost(LIMIT).until(condition::getAsBoolean);
                run.stop();
            });
        }
        return run.run();
    }

    private Node replace(Node node) {
        Stage stage = replaced.getOrDefault(node.id(), node.stage());
        return new Node(
                node.id(),
                node.function(),
                node.place(),
                stage,
                node.inputs(),
                node.onError(),
                node.location(),
                node.places());
    }

    /** Runs it, expects that nothing fails, and gives what was printed, line by line. */
    List<String> lines() throws InterruptedException {
        PipelineRun.Result result = run();
        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    static Plan load(String toml) {
        return load(toml, Map.of());
    }

    static Plan load(String toml, Map<String, String> environment) {
        PipelineLoader.Options options = new PipelineLoader.Options(Optional.empty(), environment);
        return PipelineLoader.parse(toml, "p.toml", StageCatalog.load(), options);
    }

    /** What is wrong with the file, as it is shown. */
    static List<String> problems(String toml) {
        return problems(toml, Map.of());
    }

    static List<String> problems(String toml, Map<String, String> environment) {
        try {
            load(toml, environment);
            return List.of();
        } catch (PlanException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}
