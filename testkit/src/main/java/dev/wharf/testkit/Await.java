package dev.wharf.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what another process does, which can only be asked again and again. Any thread. */
public final class Await {
    /** For anything that should take seconds: the machine may be ten times slower than usual. */
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /**
     * Asks until the answer is yes.
     *
     * @param what is awaited, for the error
     * @throws AssertionError at the limit
     */
    public static void until(String what, Duration limit, BooleanSupplier question) {
        until(() -> what, limit, question);
    }

    /**
     * Asks until the answer is yes.
     *
     * @param what is awaited, and how things are then, for the error; asked at the limit
     * @throws AssertionError at the limit
     */
    public static void until(Supplier<String> what, Duration limit, BooleanSupplier question) {
        var unused = answer(what, limit, () -> question.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Asks until there is an answer. */
    public static <T> T answer(String what, Duration limit, Supplier<Optional<T>> question) {
        return answer(() -> what, limit, question);
    }

    private static <T> T answer(Supplier<String> what, Duration limit, Supplier<Optional<T>> question) {
        long start = System.nanoTime();
        Optional<T> answer = question.get();
        while (answer.isEmpty()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError("waited " + limit.toSeconds() + " s in vain for: " + what.get());
            }
            pause();
            answer = question.get();
        }
        return answer.get();
    }

    /** The time between two questions. */
    static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new AssertionError("interrupted while waiting");
        }
    }
}
