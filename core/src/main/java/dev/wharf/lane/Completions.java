package dev.wharf.lane;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Calls that have ended, on their way back to the owner: a stack that lanes push to and the owner takes whole. Those of
 * one lane come out in the order in which they went in.
 */
final class Completions {
    private static final VarHandle TOP;
    private static final VarHandle WAITING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(Completions.class, "top", Call.class);
            WAITING = lookup.findVarHandle(Completions.class, "waiting", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Call top;
    private volatile @Nullable Thread waiting;
    /** Taken off the stack and in order. The owner's. */
    private final Chain taken = new Chain();

    /** Any lane. The call is the owner's from here on, who sees it at the next look, or is {@linkplain #wake woken}. */
    void add(Call call) {
        Call below;
        do {
            below = top;
            call.next = below;
        } while (!TOP.compareAndSet(this, below, call));
    }

    /** Ends the owner's waiting. Any lane; dear, so once for many calls. */
    void wake() {
        Thread owner = waiting;
        if (owner != null && WAITING.compareAndSet(this, owner, null)) {
            LockSupport.unpark(owner);
        }
    }

    /** The next call that ended, if any. Owner only. */
    @Nullable
    Call poll() {
        if (taken.isEmpty() && top != null) {
            takeAll();
        }
        return taken.poll();
    }

    private void takeAll() {
        Call call = (Call) TOP.getAndSet(this, null);
        while (call != null) {
            Call below = call.next;
            taken.prepend(call);
            call = below;
        }
    }

    boolean isEmpty() {
        return taken.isEmpty() && top == null;
    }

    /**
     * Waits until it is woken, or the time is over, or somebody unparks or interrupts the thread; not at all if there
     * is one already. Owner only.
     */
    void await(long nanos) {
        if (nanos <= 0 || !isEmpty()) {
            return;
        }
        waiting = Thread.currentThread();
        if (top == null) {
            LockSupport.parkNanos(this, nanos);
        }
        waiting = null;
    }
}
