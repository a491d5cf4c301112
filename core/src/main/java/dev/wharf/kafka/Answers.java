package dev.wharf.kafka;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/** What the metrics of a consumer tell of its brokers. For one thread. */
final class Answers {
    private final Supplier<Map<MetricName, ? extends Metric>> metrics;
    private @Nullable Metric fetches;
    private @Nullable Metric bytes;
    private @Nullable Metric connections;

    Answers(Supplier<Map<MetricName, ? extends Metric>> metrics) {
        this.metrics = metrics;
    }

    /** Fetches that were answered, or -1 where nobody counts them. */
    double fetches() {
        find();
        return fetches == null ? -1 : value(fetches);
    }

    /** Bytes that came: keys, values, and what belongs to them. */
    long bytes() {
        find();
        return bytes == null ? 0 : (long) value(bytes);
    }

    /** Whether a connection is open; yes where nobody counts them. */
    boolean connected() {
        find();
        return connections == null || value(connections) > 0;
    }

    /** Some appear only when there is something to count. */
    private void find() {
        if (fetches != null && connections != null && bytes != null) {
            return;
        }
        for (Map.Entry<MetricName, ? extends Metric> entry : metrics.get().entrySet()) {
            MetricName name = entry.getKey();
            boolean ofAll = !name.tags().containsKey("topic");
            if (name.name().equals("fetch-total") && ofAll) {
                fetches = entry.getValue();
            } else if (name.name().equals("bytes-consumed-total") && ofAll) {
                bytes = entry.getValue();
            } else if (name.name().equals("connection-count") && name.group().equals("consumer-metrics")) {
                connections = entry.getValue();
            }
        }
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }
}
