package dev.wharf.doctor;

import dev.wharf.client.ClientSettings;
import dev.wharf.doctor.Finding.Cause;
import dev.wharf.error.WharfException;
import dev.wharf.pipeline.OutsideCheck;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import dev.wharf.problem.Problem;
import dev.wharf.stage.TopicUse;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at everything that a run needs, one step after another, and says of each how it is. Writes nothing, changes
 * nothing, and has a limit on every step. For one thread.
 */
public final class Doctor {
    /** Connecting, and a few records of each topic. */
    private static final Duration PLAN_LIMIT = Duration.ofSeconds(60);

    private final Findings findings;

    public Doctor(Findings findings) {
        this.findings = findings;
    }

    /** Java, memory, and the disk that the data folder is on. */
    public void machine(Path dataFolder) {
        MachineCheck machine = new MachineCheck(findings);
        machine.java();
        machine.memory();
        machine.disk(dataFolder);
    }

    /** Whether a Kafka of our own could be started; it is not. */
    public void embedded() {
        new MachineCheck(findings).embedded();
    }

    /** A cluster by itself. */
    public void cluster(ClientSettings client) {
        new ClusterCheck(findings, client).look(cluster -> {});
    }

    /**
     * Every cluster of a plan, and the plan against them.
     *
     * @param embedded address of the Kafka that we started ourselves; empty where that was not to be done
     */
    public void plan(Plan plan, Optional<String> embedded) {
        OutsideCheck.ofInputs(plan).forEach(problem -> problem(problem, Cause.ENVIRONMENT));
        Map<Map<String, Object>, ClientSettings> clusters = new LinkedHashMap<>();
        boolean all = true;
        for (TopicUse use : PlanFacts.topics(plan)) {
            ClientSettings client = use.client();
            if (!client.brokers().equals(TopicUse.EMBEDDED)) {
                clusters.putIfAbsent(identity(client), client);
            } else if (embedded.isPresent()) {
                clusters.putIfAbsent(identity(client), client.at(embedded.get()));
            } else {
                all = false;
            }
        }
        clusters.forEach((identity, client) -> new ClusterCheck(findings, client)
                .look(cluster -> new PlanCheck(
                                findings, plan, use -> identity(use.client()).equals(identity))
                        .look(cluster)));
        boolean reached = findings.all().stream().noneMatch(finding -> finding.cause() == Cause.ENVIRONMENT);
        if (all && reached) {
            outside(plan, embedded);
        } else {
            findings.skipped(
                    "file",
                    all
                            ? "not held against its topics, because of the problems above"
                            : "its topics are on the embedded Kafka, which --embedded would start");
        }
    }

    /** Stages may reach one cluster with settings that differ in what matters to a producer, say. */
    private static Map<String, Object> identity(ClientSettings client) {
        return client.admin(Map.of());
    }

    private void outside(Plan plan, Optional<String> embedded) {
        try {
            List<Problem> problems = Limited.call(PLAN_LIMIT, () -> OutsideCheck.ofCluster(plan, embedded));
            problems.forEach(problem -> problem(problem, Cause.ENVIRONMENT));
            if (problems.isEmpty()) {
                findings.ok("file", plan.name() + ": " + plan.nodes().size() + " stages, nothing wrong");
            }
        } catch (SocketTimeoutException e) {
            findings.skipped("file", "its topics could not be looked at within " + PLAN_LIMIT.toSeconds() + " s");
        } catch (WharfException e) {
            findings.problem("file", Cause.ENVIRONMENT, String.valueOf(e.getMessage()), "look into the brokers' logs");
        } catch (Exception e) {
            findings.skipped("file", "its topics could not be looked at: " + Reason.of(e));
        }
    }

    /** What is wrong with a file by itself. */
    public void problems(List<Problem> problems) {
        problems.forEach(problem -> problem(problem, Cause.CONFIGURATION));
    }

    private void problem(Problem problem, Cause cause) {
        String text = problem.location() + ": " + problem.text();
        if (problem.isWarning()) {
            findings.warning("file", text, "");
        } else {
            findings.problem("file", cause, text, "");
        }
    }
}
