package dev.wharf.doctor;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does what may wait for ever on a thread of its own, and gives up on it after a while: name servers, half-open
 * connections and folders on a network have no limit that they keep. The thread is left to itself then.
 */
final class Limited {
    private Limited() {}

    /**
     * What the work gives.
     *
     * @throws SocketTimeoutException when it takes too long
     * @throws Exception what the work throws
     */
    static <T> T call(Duration limit, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("wharf-doctor").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new SocketTimeoutException("no answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
