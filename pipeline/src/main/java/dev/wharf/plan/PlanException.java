package dev.wharf.plan;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Problem;
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

    public List<Problem> problems() {
        return problems;
    }
}
