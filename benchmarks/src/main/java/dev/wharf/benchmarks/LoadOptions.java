package dev.wharf.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is compared, and how often.
 *
 * @param warmups rounds whose numbers are discarded; the first round of all is the one whose output is read and
 *     compared
 * @param protocol {@code group.protocol} of the consumers
 * @param out Markdown file; the section of this bench in it is replaced, the rest kept
 * @param csv every single measurement
 * @param limit how long one contestant may take
 */
record LoadOptions(
        Bench bench,
        long records,
        int repeats,
        int warmups,
        List<Contestant> contestants,
        String protocol,
        long seed,
        Path out,
        Path csv,
        Duration limit) {
    private static final Set<String> NAMES = Set.of(
            "bench", "records", "repeats", "warmups", "contestants", "protocol", "seed", "out", "csv", "limit.minutes");

    static LoadOptions parse(String... args) {
        Arguments parsed = Arguments.parse(NAMES, args);
        Bench bench = Bench.of(parsed.text("bench", "filter"));
        Path out = Path.of(parsed.text("out", "benchmarks/RESULTS.md")).toAbsolutePath();
        String csv = out.resolveSibling("target")
                .resolve("load-" + bench.label() + ".csv")
                .toString();
        return new LoadOptions(
                bench,
                parsed.number("records", 3_000_000),
                (int) parsed.number("repeats", 11),
                (int) parsed.number("warmups", 1),
                contestants(bench, parsed.text("contestants", "all")),
                parsed.text("protocol", "classic"),
                parsed.number("seed", 1),
                out,
                Path.of(parsed.text("csv", csv)).toAbsolutePath(),
                Duration.ofMinutes(parsed.number("limit.minutes", 15)));
    }

    private static List<Contestant> contestants(Bench bench, String labels) {
        if (labels.equals("all")) {
            Predicate<Contestant> present = contestant -> !contestant.isCommand() || WharfLoop.available();
            return bench.contestants().stream().filter(present).toList();
        }
        return Arrays.stream(labels.split(",", -1)).map(Contestant::of).toList();
    }
}
