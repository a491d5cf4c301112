package dev.wharf.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link SettledChecker} found.
 *
 * @param expectedOutput acknowledged records that belong into the output
 * @param expectedDead acknowledged records that belong into the dead letters
 * @param lost ids of these that are in neither
 * @param both ids that are in both
 * @param wronglyPassed ids in the output that belong elsewhere
 * @param wronglyDead ids in the dead letters that belong elsewhere
 * @param duplicates ids for each delivery after the first to the same place
 * @param allowedDuplicates how many of these there may be
 * @param outOfOrder ids delivered first after a later record of their key, or in another partition than those before
 * @param changed ids with other bytes than were sent: key or value, in dead letters also headers
 * @param unexpected what was never sent
 */
public record SettledReport(
        long expectedOutput,
        long expectedDead,
        List<Long> lost,
        List<Long> both,
        List<Long> wronglyPassed,
        List<Long> wronglyDead,
        List<Long> duplicates,
        long allowedDuplicates,
        List<Long> outOfOrder,
        List<Long> changed,
        List<String> unexpected) {

    public SettledReport {
        lost = List.copyOf(lost);
        both = List.copyOf(both);
        wronglyPassed = List.copyOf(wronglyPassed);
        wronglyDead = List.copyOf(wronglyDead);
        duplicates = List.copyOf(duplicates);
        outOfOrder = List.copyOf(outOfOrder);
        changed = List.copyOf(changed);
        unexpected = List.copyOf(unexpected);
    }

    /** What is wrong, each in a line; empty when all is as it should be. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        LedgerReport.add(problems, "lost", lost);
        LedgerReport.add(problems, "both in the output and in the dead letters", both);
        LedgerReport.add(problems, "in the output, but not planned there", wronglyPassed);
        LedgerReport.add(problems, "in the dead letters, but not planned there", wronglyDead);
        if (duplicates.size() > allowedDuplicates) {
            LedgerReport.add(problems, "duplicates, where " + allowedDuplicates + " are allowed", duplicates);
        }
        LedgerReport.add(problems, "out of order", outOfOrder);
        LedgerReport.add(problems, "changed", changed);
        LedgerReport.add(problems, "unexpected", unexpected);
        if (expectedOutput == 0) {
            problems.add("nothing was expected in the output, so the run is invalid");
        }
        return problems;
    }

    /** One line for the log of a test. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%,d expected in the output, %,d in the dead letters, %d lost, %d in both, %d duplicates (%d allowed),"
                        + " %d out of order",
                expectedOutput,
                expectedDead,
                lost.size(),
                both.size(),
                duplicates.size(),
                allowedDuplicates,
                outOfOrder.size());
    }
}
