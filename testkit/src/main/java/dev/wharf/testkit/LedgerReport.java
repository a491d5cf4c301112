package dev.wharf.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link LedgerChecker} found.
 *
 * @param expected ids that were acknowledged and should pass
 * @param lost ids of these that are not in the output
 * @param duplicates ids for each delivery after the first
 * @param allowedDuplicates for each kill, what the killed worker had written and not committed
 * @param unexplained ids of the duplicates that no kill explains
 * @param outOfOrder ids delivered first after a later record of their key, or in another partition than those before
 * @param unexpected ids in the output that were never sent or should not pass, and values without an id
 * @param changed ids with another key or value than was sent
 * @param idle workers that were not busy when they were killed, so that the run proves nothing
 */
public record LedgerReport(
        long expected,
        List<Long> lost,
        List<Long> duplicates,
        List<Long> allowedDuplicates,
        List<Long> unexplained,
        List<Long> outOfOrder,
        List<String> unexpected,
        List<Long> changed,
        List<String> idle) {
    private static final int SHOWN = 10;

    public LedgerReport {
        lost = List.copyOf(lost);
        duplicates = List.copyOf(duplicates);
        allowedDuplicates = List.copyOf(allowedDuplicates);
        unexplained = List.copyOf(unexplained);
        outOfOrder = List.copyOf(outOfOrder);
        unexpected = List.copyOf(unexpected);
        changed = List.copyOf(changed);
        idle = List.copyOf(idle);
    }

    /** What is wrong, each in a line; empty when all is as it should be. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        add(problems, "lost", lost);
        add(problems, "duplicates that no kill explains", unexplained);
        add(problems, "out of order", outOfOrder);
        add(problems, "unexpected", unexpected);
        add(problems, "changed", changed);
        add(problems, "killed while idle, so the run is invalid", idle);
        if (expected == 0) {
            problems.add("nothing was expected, so the run is invalid");
        }
        return problems;
    }

    static void add(List<String> problems, String what, List<?> found) {
        if (!found.isEmpty()) {
            problems.add(what + ": " + found.size() + ", such as " + found.subList(0, Math.min(SHOWN, found.size())));
        }
    }

    /** One line for the log of a test. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%,d expected, %d lost, %d duplicates (kills allow %s, %d unexplained), %d out of order",
                expected,
                lost.size(),
                duplicates.size(),
                allowedDuplicates,
                unexplained.size(),
                outOfOrder.size());
    }
}
