package dev.wharf.doctor;

import dev.wharf.doctor.Finding.Cause;
import dev.wharf.topic.TopicFacts;
import java.time.Duration;

/** How well a topic is, for what is to be done with it. */
final class TopicHealth {
    private static final String CHECK = "topic";
    /** Who is stopped in the evening should still find his records in the morning. */
    private static final Duration LEAST_KEPT = Duration.ofDays(1);
    /** Somebody has to look at them first. */
    private static final Duration LEAST_KEPT_DEAD = Duration.ofDays(7);

    private final Findings findings;
    private final TopicFacts topic;
    private final PlanCheck.Use use;
    private boolean well = true;

    TopicHealth(Findings findings, TopicFacts topic, PlanCheck.Use use) {
        this.findings = findings;
        this.topic = topic;
        this.use = use;
    }

    void look() {
        if (topic.settings().isEmpty()) {
            findings.skipped(
                    CHECK,
                    topic.name()
                            + ": its settings are not shown to us (DESCRIBE_CONFIGS), so retention and limits are not"
                            + " looked at");
        }
        replicas();
        minimum();
        retention();
        if (well) {
            findings.ok(
                    CHECK,
                    topic.name() + ": " + topic.partitions()
                            + (topic.partitions() == 1 ? " partition, " : " partitions, ") + topic.copies()
                            + (topic.copies() == 1 ? " copy" : " copies"));
        }
    }

    private void replicas() {
        if (topic.leaderless() > 0) {
            problem(topic.leaderless() + " partitions are served by no broker", "start the brokers that hold them");
        }
        if (use.written() && topic.belowMinimum() > 0 && topic.minInSync().orElse(0) <= topic.copies()) {
            problem(
                    topic.belowMinimum() + " partitions have fewer copies in sync than min.insync.replicas = "
                            + topic.minInSync().orElse(0) + ", so they take no records",
                    "start the brokers that hold the other copies");
        } else if (topic.underReplicated() > 0) {
            warning(topic.underReplicated() + " partitions lack a copy", "start the brokers that hold it");
        }
    }

    private void minimum() {
        long minimum = topic.minInSync().orElse(0);
        if (use.written() && topic.copies() > 1 && minimum == topic.copies()) {
            warning(
                    "min.insync.replicas = " + minimum + " is as many as there are copies, so one broker away stops all"
                            + " writing",
                    "set it to " + (minimum - 1) + ", or add a copy");
        } else if (use.written() && topic.copies() > 2 && minimum == 1) {
            warning("min.insync.replicas = 1: a record counts as written when one broker alone has it", "set it to 2");
        }
    }

    private void retention() {
        long kept = topic.retentionMs().orElse(-1);
        Duration least = use.deadLetters() ? LEAST_KEPT_DEAD : LEAST_KEPT;
        boolean matters = use.read() || use.deadLetters();
        if (matters && kept >= 0 && kept < least.toMillis()) {
            warning(
                    "records are deleted after " + words(kept) + (use.deadLetters() ? "" : ", read or not"),
                    "set retention.ms to " + least.toMillis() + " or more");
        }
    }

    private static String words(long ms) {
        Duration time = Duration.ofMillis(ms);
        return time.toHours() >= 2
                ? time.toHours() + " h"
                : time.toMinutes() >= 2 ? time.toMinutes() + " min" : ms + " ms";
    }

    private void problem(String what, String advice) {
        well = false;
        findings.problem(CHECK, Cause.STATE, topic.name() + ": " + what, advice);
    }

    private void warning(String what, String advice) {
        well = false;
        findings.warning(CHECK, topic.name() + ": " + what, advice);
    }
}
