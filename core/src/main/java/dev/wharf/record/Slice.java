package dev.wharf.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Consecutive records of one lane: the unit of work and of settling. The worker's thread counts what sinks accepted;
 * any
 * thread counts what became durable. Once all records were handed out and both counts agree, the slice is settled and
 * the
 * offsets up to {@link #nextOffset()} may be committed.
 *
 * <p>Only two counts are kept, not one note per record: what is unsettled is known by its range of offsets. A record
 * that
 * was accepted and then failed is never settled, so nothing behind it can be committed.
 */
public final class Slice {
    private static final VarHandle SETTLED;

    static {
        try {
            SETTLED = MethodHandles.lookup().findVarHandle(Slice.class, "settled", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Origin origin;
    private final Decoding decoding;
    private long nextOffset;
    // The counts: accepted belongs to the worker's thread, settled to whoever acknowledges.
    private int accepted;
    private boolean handedOut;

    @SuppressWarnings("unused") // by the VarHandle
    private volatile int settled;

    public Slice(Origin origin, Decoding decoding, long nextOffset) {
        this.origin = origin;
        this.decoding = decoding;
        this.nextOffset = nextOffset;
    }

    public Origin origin() {
        return origin;
    }

    public Decoding decoding() {
        return decoding;
    }

    /** The offset to go on from when this slice is settled. */
    public long nextOffset() {
        return nextOffset;
    }

    /** A sink took a record, or one branch of it, and will settle it later. Worker's thread only. */
    public void accept() {
        accepted++;
    }

    /** So many of the accepted ones are durable. Any thread. */
    public void settle(int count) {
        SETTLED.getAndAdd(this, count);
    }

    /** Every record was handed to the stages. Worker's thread only. */
    public void handedOut() {
        handedOut = true;
    }

    /** Whether all its records were handed out, or it was cut. Worker's thread only. */
    public boolean isHandedOut() {
        return handedOut;
    }

    /** The records from this offset on go back: the slice ends before it. Worker's thread only. */
    public void cutAt(long offset) {
        nextOffset = offset;
        handedOut = true;
    }

    /** Records accepted and not yet durable. Worker's thread only. */
    public int unsettled() {
        return accepted - (int) SETTLED.getAcquire(this);
    }

    /** Whether everything in it is durable. Worker's thread only. */
    public boolean isSettled() {
        return handedOut && unsettled() == 0;
    }
}
