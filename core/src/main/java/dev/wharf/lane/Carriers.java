package dev.wharf.lane;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings lanes that have work together with carriers, at most so many at once. Its one lock guards what is queued in
 * lanes; it is taken for a few dozen calls at a time, and never held while one of them runs.
 *
 * <p>At most one carrier is on its way to its first lane; it starts the next one if a lane is still waiting then. So
 * calls that end at once are run by few carriers, while calls that wait soon have them all.
 */
final class Carriers {
    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);

    private final Executor threads;
    private final List<Carrier> all;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allIdle = lock.newCondition();
    // Guarded by the lock.
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private final ArrayDeque<Carrier> idle = new ArrayDeque<>();
    private boolean starting;
    private boolean closed;

    Carriers(int most, Executor threads, Completions completions) {
        this.threads = threads;
        all = Stream.generate(() -> new Carrier(this, completions)).limit(most).toList();
        idle.addAll(all);
    }

    List<Carrier> all() {
        return all;
    }

    /** Appends each of these calls to its lane. Owner only. */
    void submit(Chain calls) {
        Carrier starter;
        lock.lock();
        try {
            for (Call call = calls.poll(); call != null; call = calls.poll()) {
                if (call.queued()) {
                    Lane lane = call.lane();
                    lane.queue.append(call);
                    if (lane.status == Lane.Status.IDLE) {
                        makeReady(lane);
                    }
                }
            }
            starter = pickStarter();
        } finally {
            lock.unlock();
        }
        start(starter);
    }

    /** Lets a stopped lane go on, with this call first if there is one. Owner only. */
    void goOn(Lane lane, @Nullable Call first) {
        Carrier starter;
        lock.lock();
        try {
            if (first != null) {
                lane.queue.prepend(first);
            }
            settle(lane);
            starter = pickStarter();
        } finally {
            lock.unlock();
        }
        start(starter);
    }

    /** Lets go of queued calls that were given up. Owner only. */
    void purge(Collection<Lane> lanes) {
        lock.lock();
        try {
            lanes.forEach(lane -> lane.queue.purge());
        } finally {
            lock.unlock();
        }
    }

    /** The first lane of a carrier, or null if there is none. */
    @Nullable
    Lane begin(Carrier carrier) {
        lock.lock();
        try {
            starting = false;
        } finally {
            lock.unlock();
        }
        return next(carrier, null);
    }

    /** Gives back the lane at hand, if any, and takes another; null if the carrier may end. */
    @Nullable
    Lane next(Carrier carrier, @Nullable Lane finished) {
        Lane lane;
        Carrier starter;
        lock.lock();
        try {
            if (finished != null) {
                finished.queue.prependAll(carrier.chain);
                settle(finished);
            }
            lane = ready.poll();
            if (lane == null) {
                end(carrier);
                return null;
            }
            lane.status = Lane.Status.RUNNING;
            lane.queue.moveTo(carrier.chain, Carrier.MOST_CALLS);
            starter = pickStarter();
        } finally {
            lock.unlock();
        }
        startAnother(starter);
        return lane;
    }

    /** A call has failed: its lane stands still, with those behind it. */
    void stop(Lane lane, Chain rest) {
        lock.lock();
        try {
            lane.queue.prependAll(rest);
            lane.status = Lane.Status.STOPPED;
        } finally {
            lock.unlock();
        }
    }

    /** Starts no carrier any more and waits until all have ended; false if some have not. Owner only. */
    boolean close(long nanos) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            long left = nanos;
            while (idle.size() < all.size()) {
                if (left <= 0) {
                    return false;
                }
                left = allIdle.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    // --- with the lock held

    private void settle(Lane lane) {
        if (lane.queue.isEmpty()) {
            lane.status = Lane.Status.IDLE;
        } else {
            makeReady(lane);
        }
    }

    private void makeReady(Lane lane) {
        lane.status = Lane.Status.READY;
        ready.add(lane);
    }

    private void end(Carrier carrier) {
        idle.push(carrier);
        if (closed && idle.size() == all.size()) {
            allIdle.signalAll();
        }
    }

    /** The carrier to start now, if one is needed. */
    private @Nullable Carrier pickStarter() {
        if (ready.isEmpty() || starting || closed || idle.isEmpty()) {
            return null;
        }
        starting = true;
        return idle.pop();
    }

    // --- without

    /** What a carrier does: it goes on with its own lane if no other can be had. */
    private void startAnother(@Nullable Carrier starter) {
        try {
            start(starter);
        } catch (RuntimeException | Error e) {
            LOG.warn("No further thread for lanes could be started; those that run go on", e);
        }
    }

    private void start(@Nullable Carrier starter) {
        if (starter == null) {
            return;
        }
        boolean started = false;
        try {
            threads.execute(starter);
            started = true;
        } finally {
            if (!started) {
                putBack(starter);
            }
        }
    }

    private void putBack(Carrier carrier) {
        lock.lock();
        try {
            starting = false;
            end(carrier);
        } finally {
            lock.unlock();
        }
    }
}
