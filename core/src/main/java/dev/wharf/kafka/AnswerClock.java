package dev.wharf.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how long a topic had nothing to read while its brokers answered. A broker that is away has not said that there
 * is nothing: without this, an outage would look like the end of the input.
 */
final class AnswerClock {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerClock.class);
    private static final long LOOK_EVERY_NANOS = 250_000_000L;

    private final Supplier<Map<MetricName, ? extends Metric>> metrics;
    private final long gapNanos;
    private @Nullable Metric fetches;
    private @Nullable Metric connections;
    private double lastCount = -1;
    private long lastAnswerNanos;
    private long lastLookNanos;
    private long quietNanos;
    private boolean away;

    /**
     * A clock that starts now.
     *
     * @param metrics of the consumer
     * @param answersWithin a longer time without an answer means that the brokers are away
     */
    AnswerClock(Supplier<Map<MetricName, ? extends Metric>> metrics, Duration answersWithin, long nowNanos) {
        this.metrics = metrics;
        this.gapNanos = answersWithin.toNanos();
        reset(nowNanos);
    }

    /** Records came, or none were asked for. */
    void reset(long nowNanos) {
        quietNanos = 0;
        lastLookNanos = nowNanos;
        lastAnswerNanos = nowNanos;
    }

    /**
     * Called after each poll that brought nothing; gives the quiet time so far in nanoseconds. Only an answer makes the
     * time before it quiet, and only if it came soon after the last one: what passes in an outage counts for nothing.
     *
     * @param joined whether the consumer is a member of its group; before that nobody can have told it anything
     * @param assigned whether it owns partitions
     */
    long quiet(long nowNanos, boolean joined, boolean assigned) {
        if (!joined || nowNanos - lastLookNanos < LOOK_EVERY_NANOS) {
            return quietNanos;
        }
        lastLookNanos = nowNanos;
        long since = nowNanos - lastAnswerNanos;
        if (answered(assigned)) {
            quietNanos += since < gapNanos ? since : 0;
            lastAnswerNanos = nowNanos;
            since = 0;
        }
        report(since < gapNanos);
        return quietNanos;
    }

    private void report(boolean present) {
        if (away && present) {
            LOG.warn("the brokers answer again");
        } else if (!away && !present) {
            LOG.warn("the brokers have not answered for {} s; waiting for them", gapNanos / 1_000_000_000L);
        }
        away = !present;
    }

    private boolean answered(boolean assigned) {
        if (fetches == null || connections == null) {
            find();
        }
        if (!assigned) {
            // Nothing is fetched without a partition: an open connection has to do.
            return connections == null || value(connections) > 0;
        }
        double count = fetches == null ? 0 : value(fetches);
        boolean moved = fetches == null || count != lastCount;
        lastCount = count;
        return moved;
    }

    private void find() {
        for (Map.Entry<MetricName, ? extends Metric> entry : metrics.get().entrySet()) {
            MetricName name = entry.getKey();
            if (name.name().equals("fetch-total") && !name.tags().containsKey("topic")) {
                fetches = entry.getValue();
            } else if (name.name().equals("connection-count") && name.group().equals("consumer-metrics")) {
                connections = entry.getValue();
            }
        }
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }
}
