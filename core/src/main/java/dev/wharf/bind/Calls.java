package dev.wharf.bind;

import dev.wharf.error.WharfException;
import org.jspecify.annotations.Nullable;

/** Calls into the classes of a program, which may throw what they like. */
final class Calls {
    private Calls() {}

    interface Call<T extends @Nullable Object> {
        T run() throws Throwable;
    }

    /** What the call gives; what it throws is not our error, and its text may show what a record holds. */
    static <T extends @Nullable Object> T guarded(String what, Call<T> call) {
        try {
            return call.run();
        } catch (Misfit | WharfException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Misfit.of(what + " refused it with a " + e.getClass().getName(), e);
        }
    }
}
