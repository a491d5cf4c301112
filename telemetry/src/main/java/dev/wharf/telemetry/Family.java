package dev.wharf.telemetry;

import dev.wharf.status.Durations;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** All values of one name, in the library's own classes. For one thread. */
final class Family {
    private final Kind kind;
    private final MetricMetadata metadata;
    private final List<DataPointSnapshot> points = new ArrayList<>();

    private enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        INFO
    }

    private Family(Kind kind, String name, String help) {
        this.kind = kind;
        this.metadata = new MetricMetadata(name, help);
    }

    /** @param name without the {@code _total} that is put behind it */
    static Family counter(String name, String help) {
        return new Family(Kind.COUNTER, name, help);
    }

    static Family gauge(String name, String help) {
        return new Family(Kind.GAUGE, name, help);
    }

    static Family histogram(String name, String help) {
        return new Family(Kind.HISTOGRAM, name, help);
    }

    /** @param name without the {@code _info} that is put behind it */
    static Family info(String name, String help) {
        return new Family(Kind.INFO, name, help);
    }

    Family add(Labels labels, double value) {
        points.add(
                switch (kind) {
                    case COUNTER -> new CounterSnapshot.CounterDataPointSnapshot(value, labels, null, 0);
                    case GAUGE -> new GaugeSnapshot.GaugeDataPointSnapshot(value, labels, null);
                    case INFO -> new InfoSnapshot.InfoDataPointSnapshot(labels);
                    case HISTOGRAM -> throw new IllegalStateException(metadata.getName() + " takes durations");
                });
        return this;
    }

    void add(Labels labels, Durations.Seen durations) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        durations.buckets().forEach(bucket -> buckets.bucket(bucket.upTo(), bucket.count()));
        points.add(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(labels)
                .sum(durations.sumSeconds())
                .classicHistogramBuckets(buckets.build())
                .build());
    }

    boolean any() {
        return !points.isEmpty();
    }

    MetricSnapshot snapshot() {
        return switch (kind) {
            case COUNTER -> new CounterSnapshot(metadata, all(CounterSnapshot.CounterDataPointSnapshot.class));
            case GAUGE -> new GaugeSnapshot(metadata, all(GaugeSnapshot.GaugeDataPointSnapshot.class));
            case HISTOGRAM -> new HistogramSnapshot(metadata, all(HistogramSnapshot.HistogramDataPointSnapshot.class));
            case INFO -> new InfoSnapshot(metadata, all(InfoSnapshot.InfoDataPointSnapshot.class));
        };
    }

    private <T> List<T> all(Class<T> type) {
        return points.stream().map(type::cast).toList();
    }
}
