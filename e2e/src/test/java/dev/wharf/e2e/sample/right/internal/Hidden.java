package dev.wharf.e2e.sample.right.internal;

/** Public for its own module only. */
public final class Hidden {

    /** Not a compile-time constant, which would leave no trace in classes that use it. */
    public static final String TEXT = String.valueOf(1);

    private Hidden() {}
}
