package dev.wharf.pipeline;

import dev.wharf.kafka.MemoryBudget;
import dev.wharf.loop.LoopSettings;
import dev.wharf.plan.PlanSettings;
import dev.wharf.problem.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code [pipeline]}, {@code [global]} and {@code [error_handling]}. */
final class SettingsReader {
    private static final int MAX_WORKERS = 1_000;
    private static final Pattern BYTES = Pattern.compile("(\\d{1,15})\\s*(KiB|MiB|GiB|)");
    private static final Set<String> PIPELINE = Set.of(
            "name",
            "version",
            "description",
            "delivery",
            "workers",
            "memory_max_bytes",
            "drain_timeout_ms",
            "commit_interval_ms");
    private static final Set<String> GLOBAL = Set.of(
            "log_level",
            "max_parallel_tasks",
            "timeout_seconds",
            "plugins",
            "wasm_plugins",
            "execution_mode",
            "stream_batch_size",
            "checkpoint_interval",
            "executor",
            "channel_buffer_size",
            "concurrency",
            "variables");
    private static final Set<String> ERRORS =
            Set.of("strategy", "max_retries", "retry_delay_seconds", "dead_letter_queue");

    private final TomlTables top;
    private final Map<String, String> environment;

    SettingsReader(TomlTables top, Map<String, String> environment) {
        this.top = top;
        this.environment = environment;
    }

    PipelineLoader.FileSettings read() {
        Optional<TomlTables> pipeline = top.table("pipeline");
        Optional<TomlTables> global = top.table("global");
        pipeline.ifPresent(table -> table.onlyKeys(PIPELINE));
        global.ifPresent(table -> table.onlyKeys(GLOBAL));
        top.table("error_handling").ifPresent(SettingsReader::checkErrors);
        return new PipelineLoader.FileSettings(name(pipeline), plan(pipeline, global), variables(global));
    }

    private String name(Optional<TomlTables> pipeline) {
        Optional<String> name = pipeline.flatMap(table -> table.text("name"));
        if (pipeline.isEmpty() && !top.has("pipeline")) {
            top.report("pipeline", "the table [pipeline] is missing; add it with name = \"...\"");
        }
        pipeline.filter(table -> !table.has("name"))
                .ifPresent(table -> table.report("name", "[pipeline] has no name; add name = \"...\""));
        return name.orElse("pipeline");
    }

    private static PlanSettings plan(Optional<TomlTables> pipeline, Optional<TomlTables> global) {
        LoopSettings defaults = LoopSettings.defaults();
        Duration drain = millis(pipeline, "drain_timeout_ms", defaults.drainTimeout());
        Duration commit = millis(pipeline, "commit_interval_ms", defaults.commitInterval());
        boolean exactlyOnce = pipeline.flatMap(
                        table -> oneOf(table, "delivery", List.of("at_least_once", "exactly_once")))
                .filter("exactly_once"::equals)
                .isPresent();
        boolean streaming = global.flatMap(table -> oneOf(table, "execution_mode", List.of("batch", "streaming")))
                .filter("streaming"::equals)
                .isPresent();
        Optional<Duration> timeout = global.filter(table -> table.has("timeout_seconds"))
                .map(table -> Duration.ofSeconds(number(table, "timeout_seconds", 1, Integer.MAX_VALUE, 300)));
        int workers = pipeline.map(table -> (int) number(table, "workers", 1, MAX_WORKERS, 1))
                .orElse(1);
        Optional<String> level =
                global.flatMap(table -> oneOf(table, "log_level", List.of("trace", "debug", "info", "warn", "error")));
        return new PlanSettings(
                workers, streaming, exactlyOnce, memory(pipeline), new LoopSettings(drain, commit), level, timeout);
    }

    private static long memory(Optional<TomlTables> pipeline) {
        String key = "memory_max_bytes";
        Object written = pipeline.map(table -> table.value(key)).orElse(null);
        if (written == null) {
            return MemoryBudget.defaultMaxBytes();
        }
        Matcher bytes = BYTES.matcher(String.valueOf(written));
        if (!bytes.matches()) {
            pipeline.ifPresent(table ->
                    table.report(key, key + " = " + written + " is not a size; write 268435456 or \"256MiB\""));
            return MemoryBudget.defaultMaxBytes();
        }
        int shift = List.of("", "KiB", "MiB", "GiB").indexOf(bytes.group(2)) * 10;
        return Long.parseLong(bytes.group(1)) << shift;
    }

    private static Duration millis(Optional<TomlTables> table, String key, Duration fallback) {
        return Duration.ofMillis(table.map(found -> number(found, key, 1, Integer.MAX_VALUE, fallback.toMillis()))
                .orElse(fallback.toMillis()));
    }

    private static long number(TomlTables table, String key, long least, long most, long fallback) {
        long value = table.integer(key).orElse(fallback);
        if (value < least || value > most) {
            table.report(key, key + " = " + value + " is not between " + least + " and " + most);
            return fallback;
        }
        return value;
    }

    private static Optional<String> oneOf(TomlTables table, String key, List<String> allowed) {
        Optional<String> value = table.text(key);
        if (value.isPresent() && !allowed.contains(value.get())) {
            table.report(key, key + " = " + value.get() + " is not possible" + Nearest.hint(value.get(), allowed));
            return Optional.empty();
        }
        return value;
    }

    private Variables variables(Optional<TomlTables> global) {
        return global.flatMap(table -> table.table("variables"))
                .map(table -> Variables.read(table, environment))
                .orElseGet(Variables::none);
    }

    /** Only {@code stop} so far: a strategy that is written and not followed would be worse than an error. */
    private static void checkErrors(TomlTables table) {
        table.onlyKeys(ERRORS);
        Optional<String> strategy = table.text("strategy");
        if (strategy.isPresent() && !strategy.get().equals("stop")) {
            table.report(
                    "strategy",
                    "strategy = " + strategy.get() + " is not available in this version; only stop is: a record that"
                            + " fails ends the run with its position, and nothing is lost");
        }
        boolean off = table.table("dead_letter_queue")
                .flatMap(queue -> queue.bool("enabled"))
                .equals(Optional.of(false));
        if (table.has("dead_letter_queue") && !off) {
            table.report("dead_letter_queue", "dead_letter_queue is not available in this version; remove it");
        }
    }
}
