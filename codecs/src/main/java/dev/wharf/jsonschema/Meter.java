package dev.wharf.jsonschema;

import org.jspecify.annotations.Nullable;

/**
 * What one check may cost. Schemas can be written that take years for a short document, by patterns that go back and
 * forth or by schemas that refer to each other; so steps are counted, and a check that takes too many fails. For one
 * thread.
 */
final class Meter {
    /** So many steps are free, some milliseconds of work. */
    static final long FREE_STEPS = 5_000_000;

    /** And so many more for each byte of the document. */
    static final long STEPS_PER_BYTE = 64;

    /** A look at a value costs about as much as so many characters that a pattern looks at. */
    private static final int LOOK = 16;

    /** Places that something was noted of, as errors and annotations are: each takes some hundred bytes. */
    static final int MAX_NOTES = 500_000;

    /** Of the check that runs on a thread: names of members come to keywords without the document around them. */
    private static final ThreadLocal<@Nullable Meter> CURRENT = new ThreadLocal<>();

    private final int maxDepth;
    private long steps;
    private int notes;

    Meter(long bytes, int maxDepth) {
        this.steps = FREE_STEPS + STEPS_PER_BYTE * bytes;
        this.maxDepth = maxDepth;
    }

    /** For schemas: they are looked at once, and their size has a limit of its own. */
    static Meter ofSchema(int maxDepth) {
        Meter meter = new Meter(0, maxDepth);
        meter.steps = Long.MAX_VALUE;
        meter.notes = Integer.MIN_VALUE;
        return meter;
    }

    static @Nullable Meter current() {
        return CURRENT.get();
    }

    static void current(@Nullable Meter meter) {
        if (meter == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(meter);
        }
    }

    void look() {
        step(LOOK);
    }

    void step(int count) {
        steps -= count;
        if (steps < 0) {
            throw new TooCostly("to check it takes too many steps: more than " + FREE_STEPS + " and " + STEPS_PER_BYTE
                    + " for each byte");
        }
    }

    void note() {
        if (++notes > MAX_NOTES) {
            throw new TooCostly("to check it takes too much memory: more than " + MAX_NOTES + " places to remember");
        }
    }

    void deeper(int depth) {
        if (depth > maxDepth) {
            throw new TooCostly("it is nested deeper than " + maxDepth + " levels, which is the limit of a check");
        }
    }
}
