package dev.wharf.benchmarks;

import java.util.Collection;

/**
 * The median of some repeats and its distribution-free interval, taken from two order statistics.
 *
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param confidence probability that the interval holds the true median, whatever the distribution; at least
 *     {@link #WANTED} from six repeats on
 * @param repeats number of values
 */
record Spread(double median, double low, double high, double confidence, int repeats) {
    static final double WANTED = 0.95;

    /** Takes the values in any order; there must be one at least. */
    static Spread of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        int outside = outside(sorted.length);
        return new Spread(
                median(sorted),
                sorted[outside],
                sorted[sorted.length - 1 - outside],
                1 - 2 * tail(sorted.length, outside),
                sorted.length);
    }

    /** Whether there were enough repeats for an interval of 95 %. */
    boolean sure() {
        return confidence >= WANTED;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    // The largest number of values that may be left out at each end.
    private static int outside(int repeats) {
        int outside = 0;
        while (2 * tail(repeats, outside + 1) <= 1 - WANTED) {
            outside++;
        }
        return outside;
    }

    // P(at most `most` of the values lie below the median), each with probability one half.
    private static double tail(int repeats, int most) {
        double probability = Math.pow(0.5, repeats);
        double sum = 0;
        for (int i = 0; i <= most; i++) {
            sum += probability;
            probability = probability * (repeats - i) / (i + 1);
        }
        return sum;
    }
}
