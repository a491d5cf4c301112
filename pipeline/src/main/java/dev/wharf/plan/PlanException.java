package dev.wharf.plan;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Location;
import dev.wharf.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A plan that cannot be run, with everything that is wrong with it. */
public final class PlanException extends WharfException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public PlanException(List<Problem> problems) {
        super(
                ErrorCode.CONFIGURATION,
                problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** With the problems of a file in the order of their lines, each of them once. */
    public static PlanException ofFile(List<Problem> problems) {
        return new PlanException(problems.stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::location, Location.IN_FILE))
                .toList());
    }

    public List<Problem> problems() {
        return problems;
    }
}
