package dev.wharf.topic;

import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Looks again until something is so. What a controller has decided, each broker hears of a moment later, and until then
 * answers that it knows no such topic.
 */
final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);

    private Patience() {}

    /**
     * The first answer; one that may be another next time counts as none, for half a minute.
     *
     * @throws WharfException that came last
     */
    static <T> T retried(Supplier<T> look) {
        return until(look, answer -> true);
    }

    /** The first answer that is enough, or the last one after half a minute. */
    static <T> T until(Supplier<T> look, Predicate<T> enough) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            boolean last = System.nanoTime() - deadline > 0;
            try {
                T answer = look.get();
                if (last || enough.test(answer)) {
                    return answer;
                }
            } catch (WharfException e) {
                if (last || !(e.getCause() instanceof RetriableException)) {
                    throw e;
                }
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
