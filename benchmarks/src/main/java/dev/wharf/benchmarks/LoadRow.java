package dev.wharf.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What one contestant did in one round.
 *
 * @param round 0 is the warm-up round, whose numbers are not used
 * @param records input records
 * @param recordsOut records counted in the output topic
 * @param brokerCpuNs CPU time of the broker during the contestant's life
 * @param otherCpuNs CPU time of processes that are no part of the comparison
 */
record LoadRow(
        Bench bench,
        int round,
        Contestant contestant,
        long records,
        long recordsOut,
        Reading whole,
        Reading steady,
        long brokerCpuNs,
        long otherCpuNs) {
    static final String CSV_HEADER = "bench,round,contestant,records,records_out,"
            + "cpu_steady_ns,wall_steady_ns,allocated_steady_bytes,"
            + "cpu_whole_ns,wall_whole_ns,allocated_whole_bytes,broker_cpu_ns,other_cpu_ns";

    /** What is compared. Smaller is better, except for the rates. */
    enum Measure {
        CPU_STEADY("CPU us/record, steady"),
        CPU_WHOLE("CPU us/record, whole process"),
        ALLOCATED_STEADY("allocated bytes/record, steady"),
        ALLOCATED_WHOLE("allocated bytes/record, whole process"),
        RATE_STEADY("records/s, steady"),
        RATE_WHOLE("records/s, whole process");

        private final String title;

        Measure(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /** Whether larger is better. */
        boolean isRate() {
            return this == RATE_STEADY || this == RATE_WHOLE;
        }

        double of(LoadRow row) {
            return switch (this) {
                case CPU_STEADY -> row.perRecord(row.steady.cpuNs()) / 1e3;
                case CPU_WHOLE -> row.perRecord(row.whole.cpuNs()) / 1e3;
                case ALLOCATED_STEADY -> row.perRecord(row.steady.allocatedBytes());
                case ALLOCATED_WHOLE -> row.perRecord(row.whole.allocatedBytes());
                case RATE_STEADY -> 1e9 / row.perRecord(row.steady.wallNs());
                case RATE_WHOLE -> 1e9 / row.perRecord(row.whole.wallNs());
            };
        }
    }

    private double perRecord(long amount) {
        return (double) amount / records;
    }

    String csv() {
        List<Object> columns = List.of(
                bench.label(),
                round,
                contestant.label(),
                records,
                recordsOut,
                steady.cpuNs(),
                steady.wallNs(),
                steady.allocatedBytes(),
                whole.cpuNs(),
                whole.wallNs(),
                whole.allocatedBytes(),
                brokerCpuNs,
                otherCpuNs);
        return String.join(",", columns.stream().map(Object::toString).toList());
    }

    /** One line for whoever watches. */
    String progress() {
        return String.format(
                Locale.ROOT,
                "%s round %d %-8s %.2f us/record steady, %.2f whole, %.0f records/s steady, other CPU %.1f s",
                bench.label(),
                round,
                contestant.label(),
                Measure.CPU_STEADY.of(this),
                Measure.CPU_WHOLE.of(this),
                Measure.RATE_STEADY.of(this),
                otherCpuNs / 1e9);
    }
}
