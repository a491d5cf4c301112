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

    private long marked;

    /** By the owning thread only. */
    void add(long more) {
        COUNT.setOpaque(this, (long) COUNT.getOpaque(this) + more);
    }

    /** By the owning thread only: what was counted so far is final. */
    void mark() {
        marked = get();
    }

    /** By the owning thread only: forgets what was counted since the mark. */
    void rollBack() {
        COUNT.setOpaque(this, marked);
    }

    long get() {
        return (long) COUNT.getOpaque(this);
    }
}
