package dev.wharf.status;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long calls took, counted in classes. One thread adds, any thread looks; what it sees may lag by a moment. */
public final class Durations {
    /** Upper ends of the classes in seconds, those that OpenTelemetry advises for messaging; one more has the rest. */
    private static final double[] BOUNDS = {
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 60, 600
    };

    private static final double NANOS = 1e9;
    private static final int REST = BOUNDS.length;
    private static final int SUM = REST + 1;

    private final AtomicLongArray counts = new AtomicLongArray(SUM + 1);

    /** Adds one. */
    public void add(long nanos) {
        int place = 0;
        double seconds = nanos / NANOS;
        while (place < REST && seconds > BOUNDS[place]) {
            place++;
        }
        counts.setOpaque(place, counts.getPlain(place) + 1);
        counts.setOpaque(SUM, counts.getPlain(SUM) + nanos);
    }

    /** As they are now, with others' added. */
    public static Seen sum(List<Durations> all) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i <= REST; i++) {
            int place = i;
            long count =
                    all.stream().mapToLong(one -> one.counts.getOpaque(place)).sum();
            buckets.add(new Bucket(i == REST ? Double.POSITIVE_INFINITY : BOUNDS[i], count));
        }
        long nanos = all.stream().mapToLong(one -> one.counts.getOpaque(SUM)).sum();
        return new Seen(buckets, nanos / NANOS);
    }

    /**
     * Those of one class.
     *
     * @param upTo seconds
     */
    public record Bucket(double upTo, long count) {}

    /** What was added until some time. */
    public record Seen(List<Bucket> buckets, double sumSeconds) {
        public Seen {
            buckets = List.copyOf(buckets);
        }

        public long count() {
            return buckets.stream().mapToLong(Bucket::count).sum();
        }
    }
}
