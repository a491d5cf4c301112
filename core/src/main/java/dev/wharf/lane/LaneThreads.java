package dev.wharf.lane;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that lanes run on: virtual ones from Java 24 on, where a {@code synchronized} block around something that
 * waits no longer holds a processor (JEP 491); below that, a pool of platform threads.
 */
enum LaneThreads {
    VIRTUAL {
        @Override
        ExecutorService open(String name, int most) {
            ThreadFactory factory = Thread.ofVirtual()
                    .name(name + "-", 1)
                    .inheritInheritableThreadLocals(false)
                    .factory();
            return Executors.newThreadPerTaskExecutor(factory);
        }
    },
    PLATFORM {
        @Override
        ExecutorService open(String name, int most) {
            ThreadFactory factory = Thread.ofPlatform()
                    .name(name + "-", 1)
                    .stackSize(STACK_BYTES)
                    .inheritInheritableThreadLocals(false)
                    .daemon()
                    .factory();
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    };

    /** As that of the workers, whose work they do. */
    private static final long STACK_BYTES = 4L << 20;

    private static final int IDLE_SECONDS = 10;
    private static final int FIRST_WITHOUT_PINNING = 24;

    static LaneThreads ofThisJava() {
        return Runtime.version().feature() >= FIRST_WITHOUT_PINNING ? VIRTUAL : PLATFORM;
    }

    /** Threads whose names begin with this one; never more than so many are asked for at a time. */
    abstract ExecutorService open(String name, int most);
}
