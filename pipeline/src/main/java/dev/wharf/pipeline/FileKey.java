package dev.wharf.pipeline;

import dev.wharf.loop.LoopSettings;
import dev.wharf.plan.Concurrency;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A key of a pipeline file, but for those of single stages. What may be written, and the reference page, both come from
 * here.
 *
 * @param table such as {@code pipeline}
 * @param names more than one where they are explained together
 * @param value what may be written, in Markdown
 * @param fallback what holds without it, in Markdown
 * @param doc what it means, in Markdown
 */
public record FileKey(String table, List<String> names, String value, String fallback, String doc) {
    static final int MOST_WORKERS = 1000;
    static final int MOST_LANES = 10_000;
    static final int RETRIES = 3;
    private static final String WHOLE_FROM_1 = "whole number from 1";
    private static final String NONE = "none";
    private static final LoopSettings LOOP = LoopSettings.defaults();

    private static final List<FileKey> ALL = List.of(
            of("pipeline", "name", "string", "required", "names the run, and the clients that brokers see"),
            of("pipeline", "version, description", "string", "", "for readers"),
            of(
                    "pipeline",
                    "delivery",
                    "`at_least_once`, `exactly_once`",
                    "`at_least_once`",
                    "what is [guaranteed](../concepts/delivery.md)"),
            of(
                    "pipeline",
                    "order",
                    "`partition`, `key`, `none`",
                    "`" + Concurrency.defaults().order().name().toLowerCase(Locale.ROOT) + "`",
                    "which records wait for each other at a [stage that waits](#stages-that-wait)"),
            of(
                    "pipeline",
                    "lanes",
                    "1 to " + MOST_LANES,
                    String.valueOf(Concurrency.defaults().lanes()),
                    "how many records a stage that waits has in work at once, in each worker"),
            of(
                    "pipeline",
                    "deadline_ms",
                    "whole number",
                    "0, none",
                    "after it a stage that waits is interrupted, and the record counts as failed for a passing reason"),
            of(
                    "pipeline",
                    "workers",
                    "1 to " + MOST_WORKERS,
                    "1",
                    "[workers](../how-to/several-workers.md) that read each topic, in this process"),
            of(
                    "pipeline",
                    "memory_max_bytes",
                    "bytes, or a string such as `\"256MiB\"` (KiB, MiB, GiB)",
                    "a third of the heap, at most 512 MiB",
                    "half of it is what Kafka's clients may hold, a quarter for reading and a quarter for writing"),
            of(
                    "pipeline",
                    "drain_timeout_ms",
                    WHOLE_FROM_1,
                    String.valueOf(LOOP.drainTimeout().toMillis()),
                    "how long stopping, or giving up a partition, waits for what is on its way"),
            of(
                    "pipeline",
                    "commit_interval_ms",
                    WHOLE_FROM_1,
                    String.valueOf(LOOP.commitInterval().toMillis()),
                    "how often offsets are committed"),
            of(
                    "global",
                    "execution_mode",
                    "`batch`, `streaming`",
                    "`batch`",
                    "`batch`: every source ends by itself. `streaming`: topics are read until the run is stopped;"
                        + " `max_messages` and `timeout_ms` are refused, and files [roll](files.md#files-that-roll)"),
            of("global", "timeout_seconds", WHOLE_FROM_1, NONE, "after it the run fails; what is not done goes back"),
            of("global", "variables", "table of strings", "", "see [variables](#variables-and-secrets)"),
            of(
                    "global",
                    "log_level",
                    "`trace`, `debug`, `info`, `warn`, `error`",
                    "",
                    "from which level on `wharf run` shows log lines of Wharf itself, on standard error; without it"
                            + " `warn`"),
            of(
                    "global",
                    "plugins, wasm_plugins, executor, max_parallel_tasks, channel_buffer_size, concurrency,"
                            + " stream_batch_size, checkpoint_interval",
                    "any",
                    "",
                    "accepted from Conveyor's files, without effect"),
            of("stages", "id", "string", "required", "unique in the file"),
            of("stages", "function", "string", "required", "what the stage does; `wharf list` names all"),
            of("stages", "inputs", "array of ids", "", "whose records it takes; none for a source"),
            of(
                    "stages",
                    "on_error",
                    "`stop`, `skip`, `retry`, `dead_letter`",
                    "",
                    "what becomes of a record that fails there; without it what [`[error_handling]`](#error_handling)"
                            + " says"),
            of("stages", "config", "table", "", "the stage's own settings"),
            of(
                    "error_handling",
                    "strategy",
                    "`stop`, `skip`, `retry`, `dead_letter`; Conveyor's `continue` is `skip`",
                    "`stop`",
                    "see below; a stage's `on_error` comes before it"),
            of(
                    "error_handling",
                    "max_retries",
                    "whole number",
                    RETRIES + "; 0 with `dead_letter`",
                    "attempts after the first, for failures that may pass"),
            of(
                    "error_handling",
                    "retry_delay_seconds",
                    "number, also below 1",
                    "1",
                    "before the second attempt; doubled each time up to a minute (10 s where it is not given), and"
                            + " never quite the same"),
            of(
                    "error_handling",
                    "dead_letter_queue",
                    "`\"TOPIC\"`, `\"file:PATH\"`, or a table with `topic` or `file` and `enabled`",
                    NONE,
                    "where [dead letters](#dead-letters) go"));

    private static FileKey of(String table, String names, String value, String fallback, String doc) {
        return new FileKey(table, Arrays.asList(names.split(", *")), value, fallback, doc);
    }

    public FileKey {
        names = List.copyOf(names);
    }

    /** All of them, in the order to show them. */
    public static List<FileKey> all() {
        return ALL;
    }

    /** The table that such a key belongs in, as it is written; empty where there is none, or it is one of stages. */
    static Optional<String> tableOf(String name) {
        return ALL.stream()
                .filter(key -> !key.table.equals("stages") && key.names.contains(name))
                .map(key -> "[" + key.table + "]")
                .findFirst();
    }

    /** What may stand in a table. */
    static Set<String> namesIn(String table) {
        return ALL.stream()
                .filter(key -> key.table.equals(table))
                .flatMap(key -> key.names.stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
