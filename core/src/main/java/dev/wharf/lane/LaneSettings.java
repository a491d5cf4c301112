package dev.wharf.lane;

import java.time.Duration;

/**
 * How calls run.
 *
 * @param order which calls wait for each other
 * @param lanes how many calls may run at once
 * @param deadline how long one call may run before it is interrupted; zero for as long as it likes
 * @param reportAfter how long one call may run before the watchdog tells of it; zero for the deadline alone
 */
public record LaneSettings(Order order, int lanes, Duration deadline, Duration reportAfter) {

    public LaneSettings {
        if (lanes < 1) {
            throw new IllegalArgumentException("lanes = " + lanes + "; at least 1 is needed");
        }
        if (deadline.isNegative() || reportAfter.isNegative()) {
            throw new IllegalArgumentException("deadline = " + deadline + ", reportAfter = " + reportAfter
                    + "; neither may be negative, zero means none");
        }
    }
}
