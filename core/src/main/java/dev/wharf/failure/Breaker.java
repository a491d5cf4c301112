package dev.wharf.failure;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Tells a flood of failures from a poisonous record: when too large a share of attempts fails, it opens, and the source
 * is to pause until one attempt after another shows that it works again. What counts as a failure is up to who reports
 * it. For one thread; all times are those of one {@link System#nanoTime}. Its memory does not depend on the number of
 * attempts.
 *
 * <pre>{@code
 * if (breaker.allows(now)) {   // once before each attempt
 *     ...                      // then success(now) or failure(now), once
 * }
 * }</pre>
 */
public final class Breaker {
    /** The window moves on by one of so many parts at a time. */
    static final int BUCKETS = 20;

    private static final long UNWANTED_NANOS = Duration.ofSeconds(1).toNanos();

    private final Settings settings;
    private final RandomGenerator random;
    private final long bucketNanos;
    private final int[] attempts = new int[BUCKETS];
    private final int[] failures = new int[BUCKETS];
    private State state = State.CLOSED;
    /** Of the window; once open, as they were when it opened. */
    private long windowAttempts;

    private long windowFailures;
    /** Time is counted in buckets from the first report on. */
    private long startNanos;

    private long bucket;
    private boolean started;
    private int openings;
    private long openedNanos;
    private long pauseNanos;
    private boolean probing;
    private long probeNanos;

    /** A closed one; the random generator is for the jitter of its pauses. */
    public Breaker(Settings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.bucketNanos = Math.max(1, nanos(settings.window) / BUCKETS);
    }

    /** Whether the source may run. */
    public enum State {
        /** All is well. */
        CLOSED,
        /** Too much failed: nothing is let through until a pause has passed. */
        OPEN,
        /** The pause has passed: one attempt at a time is let through. */
        HALF_OPEN
    }

    /**
     * When it opens and for how long.
     *
     * @param window in which attempts are counted; it moves on in steps of a twentieth
     * @param minAttempts fewer of them never open it
     * @param share of failures among them, above 0 and up to 1, from which on it opens
     * @param pause before an attempt is let through; the delay grows with each one that fails
     */
    public record Settings(Duration window, int minAttempts, double share, Backoff pause) {
        /** Half of at least 20 attempts within 10 s; pauses of 1 s doubled up to 30 s. */
        public static final Settings DEFAULT = new Settings(
                Duration.ofSeconds(10), 20, 0.5, new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.1));

        /**
         * Checks the numbers.
         *
         * @throws WharfException with {@code CONFIGURATION} if one is out of its range
         */
        public Settings {
            if (!window.isPositive() || minAttempts < 1 || !(share > 0 && share <= 1)) {
                throw new WharfException(
                        ErrorCode.CONFIGURATION,
                        "breaker: window = " + window + " must be positive, attempts = " + minAttempts
                                + " at least 1, share = " + share + " above 0 and up to 1");
            }
        }
    }

    /**
     * Whether an attempt may start now. When half open, a yes belongs to that attempt alone: there is no other before
     * it is reported. If it never is, because its record went to another worker or waits behind others, its place is
     * given away after another pause as long as the last.
     */
    public boolean allows(long now) {
        look(now);
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> probe(now);
        };
    }

    private void look(long now) {
        if (state == State.OPEN && now - openedNanos >= pauseNanos) {
            state = State.HALF_OPEN;
            probing = false;
            probeNanos = now;
        }
    }

    /**
     * Whether it is half open, and neither is an attempt to be expected from those that were allowed, nor has any been
     * asked for in as long a time as the last pause: so an attempt that was made without asking has to do.
     */
    public boolean lacksAttempts(long now) {
        look(now);
        return state == State.HALF_OPEN && now - probeNanos >= pauseNanos;
    }

    private boolean probe(long now) {
        if (probing && now - probeNanos < pauseNanos) {
            return false;
        }
        probing = true;
        probeNanos = now;
        return true;
    }

    /** An attempt succeeded. One that started before it opened tells nothing and is left out. */
    public void success(long now) {
        successes(now, 1);
    }

    /** So many attempts succeeded. */
    public void successes(long now, int count) {
        look(now);
        switch (state) {
            case CLOSED -> count(now, count, 0);
            case OPEN -> {}
            case HALF_OPEN -> close();
        }
    }

    /**
     * An attempt that was begun then has succeeded. Where attempts go on while it is open, because they were under way,
     * one that was begun after it opened shows as well as any that it works again.
     */
    public void success(long now, long begunNanos) {
        look(now);
        if (state == State.OPEN && begunNanos - openedNanos > 0) {
            close();
        } else {
            success(now);
        }
    }

    /** Whether it is closed, or has let attempts through for a while and nobody wanted one: nothing is in its way. */
    public boolean isIdle(long now) {
        look(now);
        boolean unwanted = state == State.HALF_OPEN && !probing && now - probeNanos >= UNWANTED_NANOS;
        return state == State.CLOSED || unwanted;
    }

    /** An attempt failed. One that started before it opened tells nothing and is left out. */
    public void failure(long now) {
        switch (state) {
            case CLOSED -> {
                count(now, 1, 1);
                if (windowAttempts >= settings.minAttempts && windowFailures >= settings.share * windowAttempts) {
                    open(now);
                }
            }
            case OPEN -> {}
            case HALF_OPEN -> open(now);
        }
    }

    /** As of the last call. */
    public State state() {
        return state;
    }

    /** How long it lets nothing through since it opened. */
    public Duration pause() {
        return Duration.ofNanos(pauseNanos);
    }

    /** Such as {@code 23 of the last 40 attempts failed within 10 s}; once open, as it was when it opened. */
    public String describe() {
        return windowFailures + " of the last " + windowAttempts + " attempts failed within " + text(settings.window);
    }

    private static String text(Duration window) {
        return window.toMillis() % 1000 == 0 ? window.toSeconds() + " s" : window.toMillis() + " ms";
    }

    private void open(long now) {
        state = State.OPEN;
        openedNanos = now;
        openings++;
        pauseNanos = nanos(settings.pause.delay(openings, random));
    }

    private void close() {
        state = State.CLOSED;
        openings = 0;
        forget(BUCKETS);
    }

    private void count(long now, int tried, int failed) {
        moveTo(now);
        int slot = slot(bucket);
        attempts[slot] += tried;
        failures[slot] += failed;
        windowAttempts += tried;
        windowFailures += failed;
    }

    private void moveTo(long now) {
        if (!started) {
            started = true;
            startNanos = now;
        }
        long current = (now - startNanos) / bucketNanos;
        if (current > bucket) {
            forget((int) Math.min(current - bucket, BUCKETS));
            bucket = current;
        }
    }

    /** Empties the oldest buckets. */
    private void forget(int count) {
        for (int i = 1; i <= count; i++) {
            int slot = slot(bucket + i);
            windowAttempts -= attempts[slot];
            windowFailures -= failures[slot];
            attempts[slot] = 0;
            failures[slot] = 0;
        }
    }

    private static int slot(long bucket) {
        return (int) (bucket % BUCKETS);
    }

    private static long nanos(Duration duration) {
        return duration.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L ? Long.MAX_VALUE : duration.toNanos();
    }
}
