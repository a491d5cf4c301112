package dev.wharf.cli;

import dev.wharf.devstack.DevstackException;
import dev.wharf.doctor.Doctor;
import dev.wharf.doctor.Finding;
import dev.wharf.doctor.Findings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.pipeline.PipelineLoader;
import dev.wharf.pipeline.StageCatalog;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanException;
import dev.wharf.stage.TopicUse;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wharf doctor}: whether everything around us is as a run needs it. */
@Command(
        name = "doctor",
        description = "Looks at what a run needs: this machine, the brokers, the way to them, permissions, topics,"
                + " clocks. Says of each finding what to do.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf doctor",
            "  wharf doctor --brokers localhost:9092",
            "  wharf doctor orders.toml",
            "",
            "It writes nothing, and joins no group. Exit codes: 0 no problem (there may be",
            "warnings); of several problems the highest of 1 something is not as it has to be,",
            "2 the file or an argument is wrong, 3 something is missing or refuses us."
        })
final class DoctorCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A pipeline file, to look at what it needs.")
    private @Nullable Path file;

    @Option(names = "--embedded", description = "Start the embedded Kafka, and look at it.")
    private boolean startEmbedded;

    @Option(names = "--json", description = "Print the findings as JSON on standard output.")
    private boolean json;

    @Mixin
    private ClientOptions clientOptions;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    DoctorCommand() {}

    @Override
    public Integer call() {
        if (file != null && clientOptions.hasSettings()) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "--client and --client-config go without a file; it says how to log in itself");
        }
        PrintWriter out = spec.commandLine().getOut();
        Findings findings = new Findings(finding -> {
            if (!json) {
                lines(finding).forEach(out::println);
                out.flush();
            }
        });
        look(new Doctor(findings), findings);
        out.println(json ? Json.pretty(asMap(findings)) : summary(findings));
        out.flush();
        return findings.exitCode();
    }

    private void look(Doctor doctor, Findings findings) {
        // What is wrong with the arguments is told before anything is looked at.
        var client = clientOptions.settings();
        doctor.machine(clientOptions.data());
        Optional<Plan> plan = plan(doctor, findings);
        boolean ours = startEmbedded
                || clientOptions.brokers().filter(TopicUse.EMBEDDED::equals).isPresent();
        try (Embedded kafka =
                Embedded.acquire(ours, clientOptions.data(), spec.commandLine().getErr())) {
            if (plan.isPresent()) {
                doctor.plan(plan.get(), kafka.address());
            } else if (kafka.address().isPresent()) {
                doctor.cluster(client.at(kafka.address().get()));
            } else if (clientOptions.brokers().isPresent()) {
                doctor.cluster(client);
            } else if (file == null) {
                doctor.embedded();
            }
        } catch (DevstackException e) {
            findings.problem(
                    "embedded",
                    Finding.Cause.ENVIRONMENT,
                    String.valueOf(e.getMessage()),
                    "look into kafka.log in the data folder");
        }
    }

    private Optional<Plan> plan(Doctor doctor, Findings findings) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            PipelineLoader.Options options = new PipelineLoader.Options(clientOptions.brokers(), System.getenv());
            return Optional.of(PipelineLoader.load(file, StageCatalog.load(), options));
        } catch (PlanException e) {
            doctor.problems(e.problems());
        } catch (WharfException e) {
            findings.problem("file", Finding.Cause.CONFIGURATION, String.valueOf(e.getMessage()), "");
        }
        return Optional.empty();
    }

    private static List<String> lines(Finding finding) {
        TextTable table = new TextTable()
                .row(
                        String.format("%-7s", word(finding)),
                        String.format("%-10s", finding.check()),
                        Printable.line(finding.text()));
        if (!finding.advice().isEmpty()) {
            table.row("", "", "-> " + Printable.line(finding.advice()));
        }
        return table.lines(Wrapped.TERMINAL);
    }

    private static String word(Finding finding) {
        return finding.status().name().toLowerCase(Locale.ROOT);
    }

    private static String summary(Findings findings) {
        long problems = findings.count(Finding.Status.PROBLEM);
        long warnings = findings.count(Finding.Status.WARNING);
        long skipped = findings.count(Finding.Status.SKIPPED);
        return findings.count(Finding.Status.OK) + " ok, " + warnings + (warnings == 1 ? " warning, " : " warnings, ")
                + problems + (problems == 1 ? " problem" : " problems")
                + (skipped == 0 ? "" : ", " + skipped + " skipped");
    }

    private static Map<String, Object> asMap(Findings findings) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ok", findings.exitCode() == 0);
        map.put("exit_code", findings.exitCode());
        map.put("findings", findings.all().stream().map(DoctorCommand::asMap).toList());
        return map;
    }

    private static Map<String, Object> asMap(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("check", finding.check());
        map.put("status", word(finding));
        map.put("text", finding.text());
        map.put("advice", finding.advice());
        return map;
    }
}
