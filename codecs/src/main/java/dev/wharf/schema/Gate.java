package dev.wharf.schema;

import dev.wharf.failure.Backoff;
import dev.wharf.failure.Breaker;
import dev.wharf.http.Timing;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps callers from a registry that does not answer: once several calls have failed, all others fail at once, and one
 * at a time is let through now and then. Any thread.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Breaker.Settings SETTINGS = new Breaker.Settings(
            Duration.ofSeconds(30), 3, 0.5, new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2));

    private final String registry;
    private final Timing timing;
    private final Breaker breaker;
    private final Lock lock = new ReentrantLock();

    Gate(String registry, Timing timing) {
        this.registry = registry;
        this.timing = timing;
        this.breaker = new Breaker(SETTINGS, timing.random());
    }

    /** @throws RegistryException with {@code UNAVAILABLE} if nobody may pass now */
    void enter() {
        lock.lock();
        try {
            if (!breaker.allows(timing.nanos().getAsLong())) {
                throw RegistryException.notAsked(
                        "the registry " + registry + " is not asked for now: " + breaker.describe());
            }
        } finally {
            lock.unlock();
        }
    }

    /** It answered, whatever it said. */
    void worked() {
        lock.lock();
        try {
            boolean closed = breaker.state() == Breaker.State.CLOSED;
            breaker.success(timing.nanos().getAsLong());
            if (!closed && breaker.state() == Breaker.State.CLOSED) {
                LOG.info("registry {} answers again", registry);
            }
        } finally {
            lock.unlock();
        }
    }

    /** It did not answer. */
    void failed() {
        lock.lock();
        try {
            boolean closed = breaker.state() == Breaker.State.CLOSED;
            breaker.failure(timing.nanos().getAsLong());
            if (closed && breaker.state() == Breaker.State.OPEN) {
                LOG.warn(
                        "registry {} does not answer ({}); it is asked again in {} ms, and callers fail meanwhile",
                        registry,
                        breaker.describe(),
                        breaker.pause().toMillis());
            }
        } finally {
            lock.unlock();
        }
    }
}
