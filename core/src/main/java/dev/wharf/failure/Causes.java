package dev.wharf.failure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A throwable and what caused it. */
final class Causes {
    /** Deeper than anybody wraps; also the end of a chain that bites its tail. */
    private static final int MAX_DEPTH = 16;

    private Causes() {}

    /** The throwable first, the root cause last. */
    static List<Throwable> of(Throwable outermost) {
        List<Throwable> chain = new ArrayList<>(MAX_DEPTH);
        for (@Nullable Throwable next = outermost; next != null && chain.size() < MAX_DEPTH; next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }
}
