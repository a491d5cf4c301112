package dev.wharf.stage.internal;

import dev.wharf.stage.Parameter;
import dev.wharf.stage.StageConfig;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * When a file that rolls is finished, and the next one begins.
 *
 * @param ms so long after its first record
 * @param maxBytes when it has become so large
 */
record RollRule(long ms, long maxBytes) {
    private static final String MS = "roll_ms";
    private static final String MAX_BYTES = "roll_max_bytes";
    /** Where a run has no end of its own: not too many files, and not too much to read again after a crash. */
    private static final long STREAMING_MS = 60_000;

    private static final long STREAMING_MAX_BYTES = 128L << 20;
    private static final long NEVER = Long.MAX_VALUE;
    /** Beyond that nanoseconds do not fit a long. */
    private static final long MOST_MS = TimeUnit.DAYS.toMillis(36_500);

    static List<Parameter> parameters() {
        return List.of(
                Parameter.optional(
                        MS,
                        Parameter.Type.INTEGER,
                        null,
                        "A file is finished so many milliseconds after its first record, and the next one begins:"
                                + " by default " + STREAMING_MS + " in streaming runs, and never in others."),
                Parameter.optional(
                        MAX_BYTES,
                        Parameter.Type.INTEGER,
                        null,
                        "A file is finished when it has become so large: by default " + STREAMING_MAX_BYTES
                                + " in streaming runs; in others it is not looked at."));
    }

    /** The rule of a stage; empty where each file is finished at the end of the run. */
    static Optional<RollRule> of(StageConfig config) {
        boolean asked = config.has(MS) || config.has(MAX_BYTES);
        if (!asked && !config.streaming()) {
            return Optional.empty();
        }
        long ms = number(config, MS, config.streaming() ? STREAMING_MS : NEVER);
        long maxBytes = number(config, MAX_BYTES, config.streaming() ? STREAMING_MAX_BYTES : NEVER);
        return Optional.of(new RollRule(ms, maxBytes));
    }

    private static long number(StageConfig config, String key, long otherwise) {
        if (!config.has(key)) {
            return otherwise;
        }
        long number = config.integer(key);
        if (number < 1) {
            config.problem(key, key + " = " + number + "; it must be at least 1");
        }
        return number;
    }

    boolean due(long startedNanos, long nowNanos) {
        return ms < MOST_MS && nowNanos - startedNanos >= TimeUnit.MILLISECONDS.toNanos(ms);
    }

    boolean full(long bytes) {
        return bytes >= maxBytes;
    }

    /** Such as {@code , a new one each 60 s or 128 MiB}. */
    String shown() {
        String time = ms == NEVER ? "" : " each " + (ms % 1000 == 0 ? ms / 1000 + " s" : ms + " ms");
        String size = maxBytes == NEVER ? "" : " each " + maxBytes + " bytes";
        return ", a new one" + time + (time.isEmpty() || size.isEmpty() ? "" : " or") + size;
    }
}
