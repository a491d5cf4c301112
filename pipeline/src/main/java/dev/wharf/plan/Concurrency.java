package dev.wharf.plan;

import dev.wharf.lane.LaneSettings;
import dev.wharf.lane.Order;
import java.time.Duration;

/** How stages that wait run: {@code order}, {@code lanes} and {@code deadline_ms} in a file. */
public final class Concurrency {
    /** How long a call may run before the log tells of it, where there is no deadline. */
    private static final Duration REPORT_AFTER = Duration.ofMinutes(1);

    private static final int LANES = 16;

    private Concurrency() {}

    /** One partition's records one after another; no deadline. */
    public static LaneSettings defaults() {
        return of(Order.PARTITION, LANES, Duration.ZERO);
    }

    public static LaneSettings of(Order order, int lanes, Duration deadline) {
        return new LaneSettings(order, lanes, deadline, deadline.isZero() ? REPORT_AFTER : deadline);
    }
}
