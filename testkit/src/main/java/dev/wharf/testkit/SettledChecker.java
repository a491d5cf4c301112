package dev.wharf.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a generator has sent with the output and the dead letters of a run: each acknowledged record has to be
 * where its plan says, and nowhere else.
 */
public final class SettledChecker {
    private final Map<Long, SendLedger.Entry> sent = new HashMap<>();
    private final RunPlan plan;

    private final Set<Long> inOutput = new HashSet<>();
    private final Set<Long> inDeadLetters = new HashSet<>();
    private final KeyOrder order = new KeyOrder();
    private final List<Long> wronglyPassed = new ArrayList<>();
    private final List<Long> wronglyDead = new ArrayList<>();
    private final List<Long> duplicates = new ArrayList<>();
    private final List<Long> outOfOrder = new ArrayList<>();
    private final List<Long> changed = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();

    private SettledChecker(List<SendLedger.Entry> ledger, RunPlan plan) {
        ledger.forEach(entry -> sent.put(entry.sent().id(), entry));
        this.plan = plan;
    }

    /**
     * Checks a finished run. A record that was sent and never acknowledged may be where its plan says, or nowhere.
     *
     * @param output all of the output topic, each partition in its order
     * @param deadLetters all of the dead letter topic
     */
    public static SettledReport check(
            List<SendLedger.Entry> ledger, RunPlan plan, List<OutputRecord> output, List<DeadLetter> deadLetters) {
        SettledChecker checker = new SettledChecker(ledger, plan);
        output.forEach(checker::delivered);
        deadLetters.forEach(checker::dead);
        return checker.report();
    }

    private void delivered(OutputRecord record) {
        OptionalLong id = record.value() == null ? OptionalLong.empty() : Sent.idOf(record.value());
        SendLedger.Entry entry = entry(id);
        if (entry == null) {
            unexpected.add("output " + record.partition() + "@" + record.offset() + " " + record.value());
            return;
        }
        Sent wanted = entry.sent();
        if (!wanted.value().equals(record.value()) || !wanted.key().equals(record.key())) {
            changed.add(wanted.id());
        }
        if (!inOutput.add(wanted.id())) {
            duplicates.add(wanted.id());
            return;
        }
        if (plan.place().apply(wanted) != RunPlan.Place.OUTPUT) {
            wronglyPassed.add(wanted.id());
        }
        if (plan.ordered() && !order.follows(wanted, record.partition())) {
            outOfOrder.add(wanted.id());
        }
    }

    private void dead(DeadLetter letter) {
        SendLedger.Entry entry = entry(letter.id());
        if (entry == null) {
            unexpected.add("dead letter " + letter.partition() + "@" + letter.offset() + " " + text(letter));
            return;
        }
        Sent wanted = entry.sent();
        if (!letter.sameAs(wanted, plan.headers(), plan.added())) {
            changed.add(wanted.id());
        }
        if (!inDeadLetters.add(wanted.id())) {
            duplicates.add(wanted.id());
        } else if (plan.place().apply(wanted) != RunPlan.Place.DEAD_LETTERS) {
            wronglyDead.add(wanted.id());
        }
    }

    private static String text(DeadLetter letter) {
        return letter.value() == null
                ? "null"
                : StandardCharsets.UTF_8.decode(letter.value().duplicate()).toString();
    }

    private SendLedger.@Nullable Entry entry(OptionalLong id) {
        return id.isPresent() ? sent.get(id.getAsLong()) : null;
    }

    private SettledReport report() {
        List<Long> output = expected(RunPlan.Place.OUTPUT);
        List<Long> dead = expected(RunPlan.Place.DEAD_LETTERS);
        List<Long> lost = new ArrayList<>(output);
        lost.addAll(dead);
        lost.removeIf(id -> inOutput.contains(id) || inDeadLetters.contains(id));
        return new SettledReport(
                output.size(),
                dead.size(),
                lost,
                inOutput.stream().filter(inDeadLetters::contains).sorted().toList(),
                wronglyPassed,
                wronglyDead,
                duplicates,
                plan.allowedDuplicates(),
                outOfOrder,
                changed,
                unexpected);
    }

    private List<Long> expected(RunPlan.Place place) {
        return sent.values().stream()
                .filter(entry -> entry.acknowledged() && plan.place().apply(entry.sent()) == place)
                .map(entry -> entry.sent().id())
                .sorted()
                .toList();
    }
}
