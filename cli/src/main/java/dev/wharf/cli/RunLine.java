package dev.wharf.cli;

import dev.wharf.status.PartitionStatus;
import dev.wharf.status.RunStatus;
import dev.wharf.status.SourceStatus;
import dev.wharf.status.StageStatus;
import dev.wharf.status.Trouble;
import dev.wharf.status.WorkerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** How a run goes, in one line: what matters most comes first, because the end may be cut off. For one thread. */
final class RunLine {
    private static final int BAR_WIDTH = 20;
    private static final double SMOOTH = 0.3;
    private static final long KIBI = 1024;
    /** They say nothing that the line does not show, or only what the person has just asked for. */
    private static final Set<Trouble.Kind> NO_NEWS =
            Set.of(Trouble.Kind.STARTING, Trouble.Kind.DRAINING, Trouble.Kind.ENDED);

    private final long startNanos;
    private final Rate records;
    private final Rate bytes;

    RunLine(long startNanos) {
        this.startNanos = startNanos;
        this.records = new Rate(startNanos);
        this.bytes = new Rate(startNanos);
    }

    /** Something that grows, by the second; the newest counts most. */
    private static final class Rate {
        private long last;
        private long lastNanos;
        private double perSecond = -1;

        Rate(long startNanos) {
            this.lastNanos = startNanos;
        }

        double of(long now, long nowNanos) {
            double seconds = Math.max(1e-3, (nowNanos - lastNanos) / 1e9);
            double newest = Math.max(0, now - last) / seconds;
            perSecond = perSecond < 0 ? newest : perSecond + SMOOTH * (newest - perSecond);
            last = now;
            lastNanos = nowNanos;
            return perSecond;
        }
    }

    String of(RunStatus run, long nowNanos) {
        long read = sum(run, SourceStatus::readBytes);
        long whole = known(run, SourceStatus::wholeBytes);
        long in = in(run);
        double recordsPerSecond = records.of(in, nowNanos);
        double bytesPerSecond = bytes.of(read, nowNanos);
        long elapsed = TimeUnit.NANOSECONDS.toSeconds(nowNanos - startNanos);
        List<String> parts = new ArrayList<>();
        parts.add(whole > 0 ? bar(read, whole) : elapsed + " s");
        parts.add(Progress.number(in) + " records");
        parts.add(Progress.number(Math.round(recordsPerSecond)) + "/s");
        if (read > 0) {
            parts.add(size(bytesPerSecond) + "/s");
        }
        addLag(run, parts);
        addTimeLeft(run, whole - read, recordsPerSecond, bytesPerSecond, parts);
        addTrouble(run, parts);
        run.stages().forEach(stage -> parts.add(shown(stage)));
        return String.join("  ", parts);
    }

    private static String bar(long read, long whole) {
        int filled = (int) (BAR_WIDTH * Math.min(read, whole) / whole);
        return "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + 100 * Math.min(read, whole) / whole
                + "%";
    }

    private static long in(RunStatus run) {
        return run.stages().stream()
                .filter(stage -> stage.place() == StageStatus.Place.SOURCE)
                .mapToLong(StageStatus::in)
                .sum();
    }

    private static void addLag(RunStatus run, List<String> parts) {
        List<PartitionStatus> partitions = run.workers().stream()
                .flatMap(worker -> worker.source().partitions().stream())
                .filter(partition -> partition.lag() >= 0)
                .toList();
        if (partitions.isEmpty()) {
            return;
        }
        long lag = partitions.stream().mapToLong(PartitionStatus::lag).sum();
        long oldestMs =
                partitions.stream().mapToLong(PartitionStatus::lagMs).max().orElse(0);
        parts.add("lag " + Progress.number(lag)
                + (lag > 0 && oldestMs >= 1_000 ? " (" + time(oldestMs / 1_000) + ")" : ""));
    }

    /** Only where the end is known, and something moves. */
    private static void addTimeLeft(
            RunStatus run, long bytesLeft, double recordsPerSecond, double bytesPerSecond, List<String> parts) {
        long recordsLeft = known(run, SourceStatus::leftRecords);
        if (bytesLeft > 0 && bytesPerSecond > 1) {
            parts.add(time(Math.round(bytesLeft / bytesPerSecond)) + " left");
        } else if (recordsLeft > 0 && recordsPerSecond > 1) {
            parts.add(time(Math.round(recordsLeft / recordsPerSecond)) + " left");
        }
    }

    private static void addTrouble(RunStatus run, List<String> parts) {
        run.troubles().stream()
                .filter(trouble -> !NO_NEWS.contains(trouble.kind()))
                .findFirst()
                .ifPresent(trouble -> parts.add("waiting: " + Printable.line(trouble.text())));
    }

    private static String shown(StageStatus stage) {
        StringBuilder text = new StringBuilder(stage.id()).append(' ').append(Progress.number(stage.passed()));
        if (stage.inFlight() > 0) {
            text.append(" +").append(Progress.number(stage.inFlight()));
        }
        long aside = stage.skipped() + stage.deadLettered();
        return aside == 0
                ? text.toString()
                : text.append(" !").append(Progress.number(aside)).toString();
    }

    private static long sum(RunStatus run, ToLongFunction<SourceStatus> number) {
        return run.workers().stream()
                .map(WorkerStatus::source)
                .mapToLong(number)
                .sum();
    }

    /** The sum, or -1 if one does not know. */
    private static long known(RunStatus run, ToLongFunction<SourceStatus> number) {
        boolean all = run.workers().stream()
                .map(WorkerStatus::source)
                .allMatch(source -> number.applyAsLong(source) != SourceStatus.UNKNOWN);
        return all ? sum(run, number) : SourceStatus.UNKNOWN;
    }

    /** Such as {@code 12.3 MiB}. */
    static String size(double bytes) {
        double number = bytes;
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        while (number >= KIBI && unit < units.length - 1) {
            number /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, units[unit]);
    }

    /** Such as {@code 45 s}, {@code 3 min} or {@code 2 h 5 min}. */
    static String time(long seconds) {
        if (seconds < 100) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
