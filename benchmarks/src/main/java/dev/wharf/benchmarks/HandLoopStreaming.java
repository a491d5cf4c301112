package dev.wharf.benchmarks;

import java.io.IOException;

/** Contestant (a): the hand loop on Jackson's streaming parser, which reads every record to its end. */
public final class HandLoopStreaming {
    private HandLoopStreaming() {}

    /** Takes a {@link LoadJob} as options. */
    public static void main(String... args) throws IOException {
        LoadJob job = LoadJob.parse(args);
        long recordsOut = HandLoop.run(job, StreamingSteps.of(job.bench()));
        ContestantReport.print(System.out, Contestant.HAND_STREAMING, recordsOut);
    }
}
