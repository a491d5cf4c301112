package dev.wharf.schema;

import dev.wharf.failure.Backoff;
import dev.wharf.http.SingleFlight;
import dev.wharf.http.Timing;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that may change, and are asked for again after a time. While the registry is away, old ones do; the log says
 * so once. Any thread.
 */
final class TimedCache<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(TimedCache.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), 2, Duration.ofSeconds(30), 0.5);

    private final ConcurrentMap<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final SingleFlight<K, Entry<V>> flight = new SingleFlight<>();
    private final Misses<K> misses;
    private final Duration ttl;
    private final int max;
    private final Timing timing;
    private final AtomicBoolean stale = new AtomicBoolean();

    TimedCache(Duration ttl, Duration missingTtl, int max, Timing timing) {
        this.ttl = ttl;
        this.max = max;
        this.timing = timing;
        this.misses = new Misses<>(missingTtl, max, timing);
    }

    /** @param failures to ask again since there was an answer */
    private record Entry<V>(V value, long untilNanos, int failures) {}

    /**
     * The answer, from memory while it is fresh.
     *
     * @throws RegistryException if there is none, and no old one either
     */
    V get(K key, Supplier<V> fetch) {
        Entry<V> fresh = fresh(key);
        return (fresh == null ? flight.get(key, () -> renew(key, fetch)) : fresh).value();
    }

    /** The answer, if it is in memory and fresh. */
    @Nullable
    V known(K key) {
        Entry<V> fresh = fresh(key);
        return fresh == null ? null : fresh.value();
    }

    void forget(K key) {
        entries.remove(key);
        misses.worked(key);
    }

    private @Nullable Entry<V> fresh(K key) {
        Entry<V> entry = entries.get(key);
        return entry != null && timing.nanos().getAsLong() - entry.untilNanos() < 0 ? entry : null;
    }

    private Entry<V> renew(K key, Supplier<V> fetch) {
        Entry<V> meanwhile = fresh(key);
        if (meanwhile != null) {
            return meanwhile;
        }
        misses.check(key);
        Entry<V> old = entries.get(key);
        try {
            Entry<V> renewed = new Entry<>(fetch.get(), after(ttl), 0);
            if (entries.size() >= max) {
                entries.clear();
            }
            entries.put(key, renewed);
            misses.worked(key);
            stale.set(false);
            return renewed;
        } catch (RegistryException e) {
            if (old != null && e.fault() == RegistryFault.UNAVAILABLE) {
                return kept(key, old, e);
            }
            entries.remove(key);
            misses.failed(key, e);
            throw e;
        }
    }

    private Entry<V> kept(K key, Entry<V> old, RegistryException failure) {
        int failures = old.failures() + 1;
        Entry<V> longer = new Entry<>(old.value(), after(BACKOFF.delay(failures, timing.random())), failures);
        entries.put(key, longer);
        if (stale.compareAndSet(false, true)) {
            LOG.warn(
                    "the registry is away, so what it said before is used, of {} and others: {}",
                    key,
                    failure.getMessage());
        }
        return longer;
    }

    private long after(Duration time) {
        return timing.nanos().getAsLong() + time.toNanos();
    }
}
