package dev.wharf.benchmarks;

import dev.wharf.handler.HandlerLoop;
import dev.wharf.handler.HandlerLoopBuilder;
import dev.wharf.handler.HandlerOutcome;
import dev.wharf.lane.Order;
import java.io.IOException;
import java.time.Duration;

/** A handler on Wharf's loop. */
public final class HandlerRun {
    private static final int LANES = 64;
    private static final Duration IDLE = Duration.ofMinutes(1);

    private HandlerRun() {}

    /** Takes a {@link LoadJob} as options. */
    public static void main(String... args) throws IOException, InterruptedException {
        LoadJob job = LoadJob.parse(args);
        RecordWork work = RecordWork.of(job.bench());
        System.setProperty("wharf.client.allow", "interceptor.classes");
        HandlerLoopBuilder loop = HandlerLoop.of(
                        (record, context) -> work.handle(record.value().array()))
                .from(new dev.wharf.client.ClientSettings(job.brokers(), ClientSettings.fetching(job)))
                .topic(job.input())
                .groupId(job.group())
                .commitInterval(ClientSettings.COMMIT_INTERVAL)
                .bounded(job.records(), IDLE);
        if (job.bench() == Bench.LANES) {
            loop.order(Order.KEY).lanes(LANES);
        }
        try (HandlerLoop running = loop.build()) {
            HandlerOutcome outcome = running.run();
            if (outcome.failure().isPresent()) {
                throw new IllegalStateException(
                        "the loop failed", outcome.failure().get());
            }
        }
        ContestantReport.print(System.out, Contestant.HANDLER, 0L);
    }
}
