package dev.wharf.lane;

import dev.wharf.record.WharfRecord;
import java.time.Duration;
import java.util.List;

/**
 * A call that has been running for too long, as the watchdog saw it.
 *
 * @param age how long it has been running
 * @param thread name of the thread it runs on
 * @param stack where that thread was
 */
public record SlowCall(WharfRecord record, Duration age, String thread, List<StackTraceElement> stack) {

    public SlowCall {
        stack = List.copyOf(stack);
    }
}
