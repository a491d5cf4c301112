package dev.wharf.devstack.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The broker's side of the lease: waits until nobody has held it for some time in a row. Used by one thread. */
public final class LeaseWatch {

    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

    private final Path leaseLock;
    private final Duration linger;
    private final Duration tick;

    public LeaseWatch(Path leaseLock, Duration linger) {
        this.leaseLock = leaseLock;
        this.linger = linger;
        Duration fifth = linger.dividedBy(5).plusMillis(1);
        this.tick = fifth.compareTo(LONGEST_TICK) < 0 ? fifth : LONGEST_TICK;
    }

    /**
     * Returns once nobody has used the broker for the linger time, counted from now on, or when {@code stop} comes
     * first. In the first case this process holds the lease exclusively from then on, so no newcomer gets in.
     */
    public void awaitUnused(CountDownLatch stop) throws InterruptedException {
        long lastUsed = System.nanoTime();
        while (!stop.await(tick.toMillis(), TimeUnit.MILLISECONDS)) {
            Optional<LockFile> lease = LockFile.tryExclusive(leaseLock);
            if (lease.isEmpty()) {
                lastUsed = System.nanoTime();
            } else if (System.nanoTime() - lastUsed >= linger.toNanos()) {
                return;
            } else {
                lease.get().close();
            }
        }
    }
}
