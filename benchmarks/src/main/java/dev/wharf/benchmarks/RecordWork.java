package dev.wharf.benchmarks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is done with each record where nothing is sent on. Any thread. */
@FunctionalInterface
interface RecordWork {
    /** How long a call to somebody else takes. */
    Duration WAIT = Duration.ofMillis(10);

    void handle(byte @Nullable [] value) throws InterruptedException;

    static RecordWork of(Bench bench) {
        return switch (bench) {
            case HANDLER, HANDLER_1K -> value -> {};
            case LANES -> value -> Thread.sleep(WAIT);
            default -> throw new IllegalArgumentException(bench + " has no such contestant");
        };
    }
}
