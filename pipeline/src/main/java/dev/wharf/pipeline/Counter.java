package dev.wharf.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A count that one thread writes and others may look at, without a lock and without a fence. */
final class Counter {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Counter.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // by the VarHandle
    private long count;

    /** By the owning thread only. */
    void add(long more) {
        COUNT.setOpaque(this, (long) COUNT.getOpaque(this) + more);
    }

    long get() {
        return (long) COUNT.getOpaque(this);
    }
}
