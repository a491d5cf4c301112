package dev.wharf.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Consecutive records of one lane: the unit of work and of settling. It is settled when all its records were handed out
 * and everything that was accepted for them is durable; then the offsets up to {@link #nextOffset()} may be committed.
 *
 * <p>Only two counts are kept, not one note per record: what is unsettled is known by its range of offsets. A record
 * that was accepted and then failed is never settled, so nothing behind it can be committed. Where records settle out
 * of their order, because stages wait, a slice is a single record.
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
    private final long firstOffset;
    private long nextOffset;
    private boolean handedOut;
    private boolean cut;
    private boolean abandoned;
    // The counts: accepted belongs to the worker's thread, settled to whoever acknowledges.
    private int accepted;

    @SuppressWarnings("unused") // by the VarHandle
    private volatile int settled;

    public Slice(Origin origin, Decoding decoding, long nextOffset) {
        this(origin, decoding, nextOffset, nextOffset);
    }

    /**
     * @param firstOffset of its first record
     * @param nextOffset the offset to go on from when it is settled
     */
    public Slice(Origin origin, Decoding decoding, long firstOffset, long nextOffset) {
        this.origin = origin;
        this.decoding = decoding;
        this.firstOffset = firstOffset;
        this.nextOffset = nextOffset;
    }

    public Origin origin() {
        return origin;
    }

    public Decoding decoding() {
        return decoding;
    }

    /** The offset of the first record. */
    public long firstOffset() {
        return firstOffset;
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

    /** The records from this offset on go back: the slice ends before it. Worker's thread only. */
    public void cutAt(long offset) {
        if (!handedOut) {
            nextOffset = offset;
            cut = true;
            handedOut();
        }
    }

    /** Something of it is given up for good: it is never settled, and nobody need wait for it. Worker's thread only. */
    public void abandon() {
        abandoned = true;
    }

    /** Whether something of it was given up. Worker's thread only. */
    public boolean isAbandoned() {
        return abandoned;
    }

    /** Whether it ends before its time, so that what lies behind it must not be committed. Worker's thread only. */
    public boolean isCut() {
        return cut;
    }

    /** Whether everything that was accepted for it until now is durable. Worker's thread only. */
    public boolean isSettledSoFar() {
        return !abandoned && accepted == (int) SETTLED.getAcquire(this);
    }

    /** Whether everything in it is durable. Worker's thread only. */
    public boolean isSettled() {
        return handedOut && isSettledSoFar();
    }
}
