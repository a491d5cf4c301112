package dev.wharf.benchmarks;

import java.io.IOException;

/** Contestant (b): the hand loop on Jackson's tree. */
public final class HandLoopTree {
    private HandLoopTree() {}

    /** Takes a {@link LoadJob} as options. */
    public static void main(String... args) throws IOException {
        LoadJob job = LoadJob.parse(args);
        long recordsOut = HandLoop.run(job, TreeSteps.of(job.bench()));
        ContestantReport.print(System.out, Contestant.HAND_TREE, recordsOut);
    }
}
