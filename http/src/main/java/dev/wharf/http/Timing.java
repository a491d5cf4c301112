package dev.wharf.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Time and chance, which tests replace. All parts are safe for use by many threads.
 *
 * @param clock the time of day, for dates that servers send
 * @param nanos a clock like {@link System#nanoTime}, for spans
 * @param random for jitter
 * @param pause how to wait
 */
public record Timing(InstantSource clock, LongSupplier nanos, RandomGenerator random, Pause pause) {

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        /** Returns when the time has passed. */
        void sleep(Duration time) throws InterruptedException;
    }

    /** The real ones. */
    public static Timing real() {
        return new Timing(InstantSource.system(), System::nanoTime, new Random(), Thread::sleep);
    }
}
