package dev.wharf.benchmarks;

import java.io.IOException;

/** The same as {@link WharfLoop}, exactly once. */
public final class WharfOnceLoop {
    private WharfOnceLoop() {}

    /** Takes a {@link LoadJob} as options. */
    public static void main(String... args) throws IOException, ReflectiveOperationException {
        WharfLoop.run(Contestant.WHARF_ONCE, "exactly_once", args);
    }
}
