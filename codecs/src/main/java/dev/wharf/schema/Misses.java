package dev.wharf.schema;

import dev.wharf.failure.Backoff;
import dev.wharf.http.Timing;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What was asked for in vain lately, so that it is not asked for with each record: for a while where something is not
 * there, and ever longer where there is another reason. Any thread.
 */
final class Misses<K> {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), 2, Duration.ofSeconds(30), 0.5);

    private final ConcurrentMap<K, Miss> misses = new ConcurrentHashMap<>();
    private final Duration missingTtl;
    private final int max;
    private final Timing timing;

    Misses(Duration missingTtl, int max, Timing timing) {
        this.missingTtl = missingTtl;
        this.max = max;
        this.timing = timing;
    }

    private record Miss(RegistryException failure, int count, long untilNanos) {}

    /** @throws RegistryException the one of last time, if it is too early to ask again */
    void check(K key) {
        Miss miss = misses.get(key);
        if (miss != null && timing.nanos().getAsLong() - miss.untilNanos() < 0) {
            throw miss.failure().again();
        }
    }

    void failed(K key, RegistryException failure) {
        if (!failure.asked()) {
            return; // that is cheap, and when the registry is asked again is decided elsewhere
        }
        if (misses.size() >= max) {
            misses.clear();
        }
        Miss before = misses.get(key);
        int count = before == null ? 1 : before.count() + 1;
        Duration wait = failure.fault().missing() ? missingTtl : BACKOFF.delay(count, timing.random());
        misses.put(key, new Miss(failure, count, timing.nanos().getAsLong() + wait.toNanos()));
    }

    void worked(K key) {
        misses.remove(key);
    }
}
