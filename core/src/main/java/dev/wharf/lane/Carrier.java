package dev.wharf.lane;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs the calls of one lane after another, as long as there are lanes that wait. Has a thread while it does. */
final class Carrier implements Runnable {
    /** Calls run of one lane before others have their turn. */
    static final int MOST_CALLS = 256;
    /** The longest for which a new call of one lane is begun before others have their turn. */
    private static final long TURN_NANOS = Duration.ofMillis(1).toNanos();

    /** What is to be run of the lane at hand. This carrier's thread only. */
    final Chain chain = new Chain();

    private final Carriers carriers;
    private final Completions completions;
    private volatile @Nullable Call current;

    Carrier(Carriers carriers, Completions completions) {
        this.carriers = carriers;
        this.completions = completions;
    }

    /** The call that runs here now, if any. Any thread. */
    @Nullable
    Call current() {
        return current;
    }

    @Override
    public void run() {
        Lane lane = carriers.begin(this);
        while (lane != null) {
            boolean mine = runCallsOf(lane, Thread.currentThread());
            lane = carriers.next(this, mine ? lane : null);
        }
    }

    /** Whether the lane is still this carrier's: false if a failed call has stopped it. */
    private boolean runCallsOf(Lane lane, Thread thread) {
        long now = System.nanoTime();
        long end = now + TURN_NANOS;
        for (Call call = chain.poll(); call != null; call = chain.poll()) {
            if (!call.begin(thread, now)) {
                continue;
            }
            current = call;
            call.perform();
            current = null;
            now = System.nanoTime();
            call.endsAt(now);
            boolean goOn = call.end();
            if (!goOn) {
                // Before the owner hears of it: what it decides must find the lane as it is.
                carriers.stop(lane, chain);
            }
            completions.add(call);
            if (!goOn || now - end >= 0) {
                completions.wake();
                return goOn;
            }
        }
        completions.wake();
        return true;
    }
}
