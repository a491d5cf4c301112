package dev.wharf.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters as Prometheus wants them: they never go down. What an aborted transaction had counted is taken back by the
 * run, and counted again when its records come again. Safe for use by many threads.
 */
final class Highest {
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    long of(String counter, long now) {
        return seen.merge(counter, now, Math::max);
    }
}
