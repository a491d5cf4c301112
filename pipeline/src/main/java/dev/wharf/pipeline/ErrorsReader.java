package dev.wharf.pipeline;

import dev.wharf.error.WharfException;
import dev.wharf.failure.Backoff;
import dev.wharf.failure.OnError;
import dev.wharf.plan.ErrorHandling;
import dev.wharf.plan.ErrorHandling.DeadLetterQueue;
import dev.wharf.problem.Location;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads {@code [error_handling]}. */
final class ErrorsReader {
    private static final Set<String> QUEUE = Set.of("enabled", "topic", "file");
    private static final int MOST_RETRIES = 1_000_000;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final Path OVERSIZE = Path.of(".wharf", "dead-letters");
    private static final String FILE = "file:";

    private final TomlTables table;
    private final String pipeline;

    private ErrorsReader(TomlTables table, String pipeline) {
        this.table = table;
        this.pipeline = pipeline;
    }

    static ErrorHandling read(TomlTables table, String pipeline) {
        table.onlyKeys(FileKey.namesIn("error_handling"));
        return new ErrorsReader(table, pipeline).read();
    }

    /** The policy of a word, or a report. */
    static Optional<OnError> onError(TomlTables table, String key, String word) {
        try {
            return Optional.of(OnError.parse(word));
        } catch (WharfException e) {
            table.report(key, key + " = " + word + " is not possible; use stop, skip, retry or dead_letter");
            return Optional.empty();
        }
    }

    private ErrorHandling read() {
        Optional<DeadLetterQueue> queue = queue();
        OnError strategy = table.text("strategy")
                .flatMap(word -> onError(table, "strategy", word))
                .orElse(OnError.STOP);
        if (strategy == OnError.DEAD_LETTER && queue.isEmpty()) {
            table.report(
                    "strategy",
                    "strategy = dead_letter has no place to put them; add dead_letter_queue = \"TOPIC\" or"
                            + " \"file:PATH\"");
            strategy = OnError.STOP;
        }
        int retries = (int) SettingsReader.number(table, "max_retries", 0, MOST_RETRIES, retriesOf(strategy));
        return new ErrorHandling(strategy, retries, backoff(), queue);
    }

    private static int retriesOf(OnError strategy) {
        return strategy == OnError.DEAD_LETTER ? 0 : FileKey.RETRIES;
    }

    /** Doubled each time, up to a minute; never the same for all who wait. */
    private Backoff backoff() {
        if (!table.has("retry_delay_seconds")) {
            return Backoff.DEFAULT;
        }
        Duration first = Duration.ofMillis(Math.round(1_000 * seconds()));
        Duration longest = first.compareTo(LONGEST_DELAY) > 0 ? first : LONGEST_DELAY;
        return new Backoff(first, 2, longest, 0.2);
    }

    private double seconds() {
        String written = String.valueOf(table.value("retry_delay_seconds"));
        try {
            double seconds = Double.parseDouble(written);
            if (seconds >= 0 && seconds <= Duration.ofDays(1).toSeconds()) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // Reported below, as any other value that cannot be.
        }
        table.report(
                "retry_delay_seconds", "retry_delay_seconds = " + written + " is not a number of seconds up to a day");
        return 1;
    }

    private Optional<DeadLetterQueue> queue() {
        String key = "dead_letter_queue";
        if (!table.has(key)) {
            return Optional.empty();
        }
        if (table.value(key) instanceof String name) {
            return Optional.of(named(name, table.locationOf(key)));
        }
        Optional<TomlTables> queue = table.table(key);
        queue.ifPresent(found -> found.onlyKeys(QUEUE));
        if (queue.isEmpty() || queue.get().bool("enabled").equals(Optional.of(false))) {
            return Optional.empty();
        }
        Optional<String> file = queue.get().text("file");
        return Optional.of(
                file.isPresent()
                        ? new DeadLetterQueue.File(Path.of(file.get()))
                        : named(
                                queue.get().text("topic").orElse(pipeline + "-dlq"),
                                queue.get().has("topic") ? queue.get().locationOf("topic") : table.locationOf(key)));
    }

    private static DeadLetterQueue named(String name, Location location) {
        return name.startsWith(FILE)
                ? new DeadLetterQueue.File(Path.of(name.substring(FILE.length())))
                : new DeadLetterQueue.Topic(name, OVERSIZE.resolve(name + ".jsonl"), location);
    }
}
