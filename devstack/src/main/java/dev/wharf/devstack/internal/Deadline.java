package dev.wharf.devstack.internal;

import dev.wharf.devstack.DevstackException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The end of a bounded wait, and the pauses on the way. File locks and other processes can only be asked again. */
public final class Deadline {

    private static final long PAUSE_MS = 25;

    private final Duration limit;
    private final long endNanos;

    private Deadline(Duration limit) {
        this.limit = limit;
        this.endNanos = System.nanoTime() + limit.toNanos();
    }

    public static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    public boolean passed() {
        return System.nanoTime() - endNanos >= 0;
    }

    public Duration limit() {
        return limit;
    }

    /** Asks until there is an answer; empty at the deadline. */
    public <T> Optional<T> await(Supplier<Optional<T>> question) {
        Optional<T> answer = question.get();
        while (answer.isEmpty() && !passed()) {
            pause();
            answer = question.get();
        }
        return answer;
    }

    /** Waits some milliseconds; an interrupt ends the wait for the broker. */
    void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevstackException("interrupted while waiting for the embedded Kafka broker", e);
        }
    }
}
