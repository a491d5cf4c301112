package dev.wharf.benchmarks;

import dev.wharf.benchmarks.LoadRow.Measure;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** The Markdown of one bench: facts, one table of medians, one of paired ratios with their verdicts. */
final class ResultsSection {
    private final LoadOptions options;
    private final List<LoadRow> rows;

    /** Takes the rows of the rounds that count. */
    ResultsSection(LoadOptions options, List<LoadRow> rows) {
        this.options = options;
        this.rows = rows;
    }

    String markdown() {
        return facts() + "\n" + medians() + "\n" + ratios();
    }

    private String facts() {
        return String.format(
                Locale.ROOT,
                """
                ## %s

                `%s`

                %s; %d cores, JDK %s, Kafka %s. %,d JSON records of about %s, lz4, %d partitions, seed %d; \
                %d paired repeats after %d discarded; broker and contestants in JVMs of their own (-Xmx512m), \
                `group.protocol` %s.
                *steady* is from the first records polled to the last offsets committed, *whole* the whole process. \
                *other* is the CPU time of everything else on the machine while a contestant ran.
                """,
                options.bench().label(),
                options.bench().description(),
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                AppInfoParser.getVersion(),
                options.records(),
                options.bench().input().bytes() == 0
                        ? "150 bytes"
                        : options.bench().input().bytes() + " bytes",
                options.bench().input().partitions(),
                options.seed(),
                options.repeats(),
                options.warmups(),
                options.protocol());
    }

    private String medians() {
        String head = """
            | contestant | CPU us/record steady | whole | records/s steady | whole | allocated bytes/record steady \
            | whole | broker CPU s | other CPU s, median (max) |
            |---|---|---|---|---|---|---|---|---|
            """;
        return options.contestants().stream().map(this::medians).collect(Collectors.joining("\n", head, "\n"));
    }

    private String medians(Contestant contestant) {
        List<LoadRow> own =
                rows.stream().filter(row -> row.contestant() == contestant).toList();
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %,.0f | %,.0f | %,.0f | %,.0f | %.1f | %.1f (%.1f) |",
                contestant.title(),
                median(own, Measure.CPU_STEADY),
                median(own, Measure.CPU_WHOLE),
                median(own, Measure.RATE_STEADY),
                median(own, Measure.RATE_WHOLE),
                median(own, Measure.ALLOCATED_STEADY),
                median(own, Measure.ALLOCATED_WHOLE),
                Spread.of(own.stream().map(row -> row.brokerCpuNs() / 1e9).toList())
                        .median(),
                Spread.of(own.stream().map(row -> row.otherCpuNs() / 1e9).toList())
                        .median(),
                own.stream().mapToDouble(row -> row.otherCpuNs() / 1e9).max().orElse(0));
    }

    private static double median(List<LoadRow> rows, Measure measure) {
        return Spread.of(rows.stream().map(measure::of).toList()).median();
    }

    private String ratios() {
        List<Ratio> ratios = Ratio.of(options.bench(), rows);
        if (ratios.isEmpty()) {
            return "";
        }
        String head = String.format(
                Locale.ROOT,
                """
                Paired ratios: median and its distribution-free interval (%.1f %% confidence%s).

                | ratio | of | median | interval | target | verdict |
                |---|---|---|---|---|---|
                """,
                100 * ratios.getFirst().spread().confidence(),
                ratios.getFirst().spread().sure() ? "" : ": too few repeats to decide anything");
        return ratios.stream().map(ResultsSection::ratio).collect(Collectors.joining("\n", head, "\n"));
    }

    private static String ratio(Ratio ratio) {
        Spread spread = ratio.spread();
        return String.format(
                Locale.ROOT,
                "| %s / %s | %s | %.3f | %.3f .. %.3f | %s | %s |",
                ratio.over().label(),
                ratio.under().label(),
                ratio.measure().title(),
                spread.median(),
                spread.low(),
                spread.high(),
                ratio.target().map(Target::text).orElse(""),
                ratio.target().map(target -> target.verdict(spread).text()).orElse(""));
    }

    /** All rows as comma-separated values. */
    static String csv(List<LoadRow> rows) {
        return rows.stream().map(LoadRow::csv).collect(Collectors.joining("\n", LoadRow.CSV_HEADER + "\n", "\n"));
    }
}
