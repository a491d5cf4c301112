package dev.wharf.e2e.sample.right;

import dev.wharf.e2e.sample.Provider;
import dev.wharf.e2e.sample.left.Left;
import org.jspecify.annotations.Nullable;

/** The other half. */
public final class Right implements Provider {

    /** Closes the cycle. */
    public @Nullable Left left() {
        return null;
    }
}
