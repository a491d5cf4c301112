package dev.wharf.cli;

import dev.wharf.endpoint.HttpAddress;
import dev.wharf.pipeline.Ledger;
import dev.wharf.pipeline.PipelineRun;
import dev.wharf.pipeline.Preflight;
import dev.wharf.pipeline.RunOptions;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import dev.wharf.stage.TopicUse;
import dev.wharf.telemetry.Telemetry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf run}: runs a pipeline, to its end or until it is stopped. */
@Command(
        name = "run",
        description = "Runs a pipeline, to its end or until it is stopped.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf run examples/flights.toml",
            "  wharf run orders.toml --brokers kafka1:9092,kafka2:9092",
            "",
            "A ledger of every record is printed at the end. SIGTERM and Ctrl-C end the run",
            "in good order within 10 s; a second one at once.",
            "Exit codes: 0 done; 1 a record or the run failed, or an input was left in the",
            "middle; 2 the file is wrong; 3 no broker, no topic, or the login was refused."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions pipeline;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".wharf",
            description = "Where the embedded Kafka keeps its data (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--http",
            paramLabel = "[HOST:]PORT",
            description = "Serve /metrics, /live, /ready and /health; on this machine only, unless HOST is given.")
    private @Nullable String http;

    @Option(names = "--json", description = "Print the ledger as JSON on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    RunCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Plan plan = pipeline.load();
        Optional<HttpAddress> address = Optional.ofNullable(http).map(text -> HttpAddress.parse("--http", text));
        StandardOutput.check(plan, json);
        plan.settings().logLevel().ifPresent(LogLevel::set);
        PrintWriter err = spec.commandLine().getErr();
        boolean embedded = PlanFacts.topics(plan).stream()
                .anyMatch(use -> use.client().brokers().equals(TopicUse.EMBEDDED));
        try (Embedded kafka = Embedded.acquire(embedded, data, err);
                DevRegistryLease registry = DevRegistryLease.acquire(PlanFacts.wantsRegistry(plan), kafka, err)) {
            OptionalInt maxMessageBytes = Preflight.check(plan, kafka.address());
            return run(plan, options(kafka.address(), registry.url(), maxMessageBytes), address, err);
        }
    }

    private static RunOptions options(
            Optional<String> embedded, Optional<String> registry, OptionalInt maxMessageBytes) {
        // Not System.out, which swallows errors: a full disk or a closed pipe must be noticed.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        return new RunOptions(embedded, registry, System.in, out, maxMessageBytes);
    }

    private int run(Plan plan, RunOptions options, Optional<HttpAddress> address, PrintWriter err)
            throws InterruptedException {
        PipelineRun run = new PipelineRun(plan, options);
        Signals.onFirst(run::stop);
        PipelineRun.Result result = observed(run, address, err);
        print(result, err);
        return exitCode(result, err);
    }

    private static PipelineRun.Result observed(PipelineRun run, Optional<HttpAddress> address, PrintWriter err)
            throws InterruptedException {
        if (address.isEmpty()) {
            return watched(run, err);
        }
        try (Telemetry telemetry = Telemetry.open(address.get(), run, Versions.wharf())) {
            err.println("metrics and health at " + telemetry.url() + " (/metrics, /live, /ready, /health)");
            err.flush();
            return watched(run, err);
        }
    }

    private static PipelineRun.Result watched(PipelineRun run, PrintWriter err) throws InterruptedException {
        Progress progress = Progress.start(run, err);
        try {
            return run.run();
        } finally {
            progress.close();
        }
    }

    private void print(PipelineRun.Result result, PrintWriter err) {
        if (json) {
            spec.commandLine().getOut().println(Json.pretty(asMap(result)));
            spec.commandLine().getOut().flush();
        } else {
            LedgerTable.lines(result.ledger()).forEach(err::println);
            result.announcements().forEach(err::println);
        }
        err.flush();
    }

    private static Map<String, Object> asMap(PipelineRun.Result result) {
        Map<String, Object> map = new LinkedHashMap<>();
        Throwable failure = result.failure();
        map.put("ok", failure == null && !result.unfinishedInput());
        map.put("error", failure == null ? "" : textOf(failure));
        map.put("announcements", result.announcements());
        map.put("stages", result.ledger().rows().stream().map(RunCommand::asMap).toList());
        return map;
    }

    private static Map<String, Object> asMap(Ledger.Row row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", row.id());
        map.put("function", row.function());
        map.put("in", row.in());
        map.put("passed", row.passed());
        map.put("filtered", row.filtered());
        map.put("filtered_absent", row.filteredAbsent());
        map.put("skipped", row.skipped());
        map.put("dead_lettered", row.deadLettered());
        map.put("returned", row.returned());
        map.put("in_flight", row.inFlight());
        map.put("emitted", row.emitted());
        return map;
    }

    private static int exitCode(PipelineRun.Result result, PrintWriter err) {
        Throwable failure = result.failure();
        if (failure != null) {
            err.println("wharf: the run failed: " + textOf(failure));
            Arrays.stream(failure.getSuppressed())
                    .map(RunCommand::textOf)
                    .distinct()
                    .filter(further -> !further.equals(textOf(failure)))
                    .forEach(further -> err.println("wharf: and then: " + further));
        } else if (result.unfinishedInput()) {
            err.println("wharf: the run was stopped in the middle of its input; run it again to do the whole");
        }
        err.flush();
        if (failure != null) {
            return Main.exitCode(failure);
        }
        return result.unfinishedInput() ? Main.FAILED : 0;
    }

    private static String textOf(@Nullable Throwable failure) {
        if (failure == null) {
            return "";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
