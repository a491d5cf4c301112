package dev.wharf.s3;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a store, in which its uploads make their calls. No call waits for another, and each upload has few, so
 * that the queue is as long as there are uploads at most.
 */
final class CallThreads {
    private static final int MAX_THREADS = 32;
    private static final int IDLE_SECONDS = 10;

    private CallThreads() {}

    static ExecutorService of(String store) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), call -> {
                    Thread thread = new Thread(call, "wharf-s3-" + store + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
