package dev.wharf.kafka;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a topic has taken nothing. Waiting for room is usual; waiting for long is worth a word. For one thread. */
final class Stall {
    private static final Logger LOG = LoggerFactory.getLogger(Stall.class);
    private static final long REPORT_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final String topic;
    private boolean on;
    private long sinceNanos;
    private long reportedNanos;

    Stall(String topic) {
        this.topic = topic;
    }

    /** Nothing could be sent once more. */
    void goesOn(long nowNanos, Exception reason) {
        if (!on) {
            on = true;
            sinceNanos = nowNanos;
            reportedNanos = nowNanos;
        }
        if (nowNanos - reportedNanos >= REPORT_EVERY_NANOS) {
            reportedNanos = nowNanos;
            LOG.warn(
                    "topic {} has taken no record for {} s, so the source is paused: {}",
                    topic,
                    Duration.ofNanos(nowNanos - sinceNanos).toSeconds(),
                    reason.toString());
        }
    }

    void isOver() {
        on = false;
    }
}
