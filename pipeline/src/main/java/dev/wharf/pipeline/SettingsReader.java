package dev.wharf.pipeline;

import dev.wharf.kafka.MemoryBudget;
import dev.wharf.lane.LaneSettings;
import dev.wharf.lane.Order;
import dev.wharf.loop.LoopSettings;
import dev.wharf.plan.Concurrency;
import dev.wharf.plan.ErrorHandling;
import dev.wharf.plan.PlanSettings;
import dev.wharf.problem.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code [pipeline]}, {@code [global]} and {@code [error_handling]}. */
final class SettingsReader {
    private static final Pattern BYTES = Pattern.compile("(\\d{1,15})\\s*(KiB|MiB|GiB|)");

    private final TomlTables top;
    private final Map<String, String> environment;

    SettingsReader(TomlTables top, Map<String, String> environment) {
        this.top = top;
        this.environment = environment;
    }

    PipelineLoader.FileSettings read() {
        Optional<TomlTables> pipeline = top.table("pipeline");
        Optional<TomlTables> global = top.table("global");
        pipeline.ifPresent(table -> table.onlyKeys(FileKey.namesIn("pipeline")));
        global.ifPresent(table -> table.onlyKeys(FileKey.namesIn("global")));
        String name = name(pipeline);
        ErrorHandling errors = top.table("error_handling")
                .map(table -> ErrorsReader.read(table, name))
                .orElseGet(ErrorHandling::stop);
        return new PipelineLoader.FileSettings(name, plan(pipeline, global, errors), variables(global));
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

    private static PlanSettings plan(Optional<TomlTables> pipeline, Optional<TomlTables> global, ErrorHandling errors) {
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
        int workers = pipeline.map(table -> (int) number(table, "workers", 1, FileKey.MOST_WORKERS, 1))
                .orElse(1);
        Optional<String> level =
                global.flatMap(table -> oneOf(table, "log_level", List.of("trace", "debug", "info", "warn", "error")));
        return new PlanSettings(
                workers,
                streaming,
                exactlyOnce,
                lanes(pipeline),
                errors,
                memory(pipeline),
                new LoopSettings(drain, commit),
                level,
                timeout);
    }

    private static LaneSettings lanes(Optional<TomlTables> pipeline) {
        LaneSettings defaults = Concurrency.defaults();
        Order order = pipeline.flatMap(table -> oneOf(table, "order", List.of("partition", "key", "none")))
                .map(word -> Order.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(defaults.order());
        int lanes = pipeline.map(table -> (int) number(table, "lanes", 1, FileKey.MOST_LANES, defaults.lanes()))
                .orElse(defaults.lanes());
        long deadline = pipeline.map(table -> number(table, "deadline_ms", 0, Integer.MAX_VALUE, 0))
                .orElse(0L);
        return Concurrency.of(order, lanes, Duration.ofMillis(deadline));
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

    static long number(TomlTables table, String key, long least, long most, long fallback) {
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
}
