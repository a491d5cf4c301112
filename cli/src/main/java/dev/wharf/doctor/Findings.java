package dev.wharf.doctor;

import dev.wharf.doctor.Finding.Cause;
import dev.wharf.doctor.Finding.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects findings, and tells each at once. For one thread. */
public final class Findings {
    private final List<Finding> all = new ArrayList<>();
    private final Consumer<Finding> told;

    public Findings(Consumer<Finding> told) {
        this.told = told;
    }

    public void ok(String check, String text) {
        add(new Finding(check, Status.OK, text, "", Cause.NONE));
    }

    public void warning(String check, String text, String advice) {
        add(new Finding(check, Status.WARNING, text, advice, Cause.NONE));
    }

    public void problem(String check, Cause cause, String text, String advice) {
        add(new Finding(check, Status.PROBLEM, text, advice, cause));
    }

    public void skipped(String check, String why) {
        add(new Finding(check, Status.SKIPPED, why, "", Cause.NONE));
    }

    /** Takes over what others found. */
    void take(List<Finding> others) {
        others.forEach(this::add);
    }

    private void add(Finding finding) {
        all.add(finding);
        told.accept(finding);
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }

    public long count(Status status) {
        return all.stream().filter(finding -> finding.status() == status).count();
    }

    /** Of the worst problem; 0 where there is none. */
    public int exitCode() {
        return all.stream()
                .mapToInt(finding -> finding.cause().exitCode())
                .max()
                .orElse(0);
    }
}
