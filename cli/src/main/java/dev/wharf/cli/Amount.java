package dev.wharf.cli;

import java.util.Locale;

/** How many records, how many bytes, how fast: the words of summaries. */
final class Amount {
    private static final double NANOS = 1e9;

    private Amount() {}

    /** Such as {@code 1,204 records (45,201 bytes)}. */
    static String of(long records, long bytes) {
        return counted(records, "record") + " (" + counted(bytes, "byte") + ")";
    }

    static String counted(long count, String what) {
        return Progress.number(count) + " " + what + (count == 1 ? "" : "s");
    }

    /** Such as {@code in 0.4 s, 3,010 records/s}, behind a blank. */
    static String rate(long records, long startNanos) {
        double seconds = seconds(startNanos);
        String perSecond = records == 0 ? "" : ", " + Progress.number(Math.round(records / seconds)) + " records/s";
        return " in " + String.format(Locale.ROOT, "%.1f", seconds) + " s" + perSecond;
    }

    /** Never zero. */
    static double seconds(long startNanos) {
        return Math.max(1, System.nanoTime() - startNanos) / NANOS;
    }
}
