package dev.wharf.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * What this JVM has used up so far, or between two points in time.
 *
 * @param cpuNs CPU time of the process, all threads, compiler and collector included
 * @param wallNs time passed
 * @param allocatedBytes heap bytes allocated by all Java threads, also those that have ended
 */
record Reading(long cpuNs, long wallNs, long allocatedBytes) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final long JVM_START_MS =
            ManagementFactory.getRuntimeMXBean().getStartTime();
    private static final long WALL_OFFSET_NS =
            TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - JVM_START_MS) - System.nanoTime();

    /** Everything since the start of the JVM. */
    static Reading now() {
        return new Reading(
                SYSTEM.getProcessCpuTime(), System.nanoTime() + WALL_OFFSET_NS, THREADS.getTotalThreadAllocatedBytes());
    }

    Reading since(Reading start) {
        return new Reading(cpuNs - start.cpuNs, wallNs - start.wallNs, allocatedBytes - start.allocatedBytes);
    }
}
