package dev.wharf.failure;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: longer each time, up to a limit, and never the same for everybody. Immutable.
 *
 * @param first before the second attempt
 * @param factor of each delay to the one before, at least 1
 * @param max that no delay exceeds, its jitter included
 * @param jitter the share of a delay, from 0 to 1, by which it is shortened or lengthened at random
 */
public record Backoff(Duration first, double factor, Duration max, double jitter) {

    /** 1 s, doubled up to 10 s, each shortened or lengthened by up to a half. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 0.5);

    /**
     * Checks the numbers.
     *
     * @throws WharfException with {@code CONFIGURATION} if one is out of its range
     */
    public Backoff {
        require(!first.isNegative(), "first delay " + first + " is negative");
        require(max.compareTo(first) >= 0, "longest delay " + max + " is shorter than the first, " + first);
        require(factor >= 1 && factor < Double.POSITIVE_INFINITY, "factor " + factor + " is not a number from 1 on");
        require(jitter >= 0 && jitter <= 1, "jitter " + jitter + " is not from 0 to 1");
    }

    /** Waits of one length, as {@code retry_delay_seconds} asks for; with a tenth of jitter below it. */
    public static Backoff fixed(Duration delay) {
        return new Backoff(delay, 1, delay, 0.1);
    }

    /**
     * The wait after a failed attempt.
     *
     * @param attempt that failed, counted from 1
     */
    public Duration delay(int attempt, RandomGenerator random) {
        double longest = nanos(max);
        double plain =
                first.isZero() ? 0 : Math.min(nanos(first) * Math.pow(factor, Math.max(attempt, 1) - 1.0), longest);
        double from = plain * (1 - jitter);
        // Cut before the draw, not after it: otherwise half of all late delays would be the same.
        double to = Math.min(plain * (1 + jitter), longest);
        long nanos = (long) (from + (to - from) * random.nextDouble()); // a cast saturates
        return atMostMax(Duration.ofNanos(nanos));
    }

    /** Beyond 2^53 a double is too coarse to be trusted to the last nanosecond. */
    private Duration atMostMax(Duration delay) {
        return delay.compareTo(max) > 0 ? max : delay;
    }

    /** As a double, which holds any duration. */
    private static double nanos(Duration duration) {
        return duration.toSeconds() * 1e9 + duration.toNanosPart();
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new WharfException(ErrorCode.CONFIGURATION, "backoff: " + otherwise);
        }
    }
}
