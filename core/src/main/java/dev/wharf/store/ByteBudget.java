package dev.wharf.store;

import java.util.concurrent.Semaphore;

/** Bytes that several may hold, all of them together. First come, first served. Safe for use by many threads. */
public final class ByteBudget {
    private final int max;
    private final Semaphore free;

    /** @param maxBytes held by all together; below 2 GiB */
    public ByteBudget(int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a budget of " + maxBytes + " bytes holds nothing");
        }
        this.max = maxBytes;
        this.free = new Semaphore(maxBytes, true);
    }

    public int maxBytes() {
        return max;
    }

    /** Bytes that nobody holds now. */
    public int freeBytes() {
        return free.availablePermits();
    }

    /**
     * Waits until so many are free, and holds them. More than there are in all counts as all of them.
     *
     * @throws InterruptedException if the thread is interrupted; nothing is held then
     */
    public void acquire(int bytes) throws InterruptedException {
        free.acquire(Math.min(bytes, max));
    }

    /** Holds so many if they are free now. */
    public boolean tryAcquire(int bytes) {
        return free.tryAcquire(Math.min(bytes, max));
    }

    /** Gives back what one acquire took. */
    public void release(int bytes) {
        free.release(Math.min(bytes, max));
    }
}
