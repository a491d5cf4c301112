package dev.wharf.telemetry;

import dev.wharf.record.Origin;
import dev.wharf.status.PartitionStatus;
import dev.wharf.status.Phase;
import dev.wharf.status.RunStatus;
import dev.wharf.status.Trouble;
import dev.wharf.status.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How well a run is, in words.
 *
 * <p>It is live as long as starting it anew would not help it. It is ready while nothing keeps records from moving.
 */
record Health(RunStatus run, List<Trouble> troubles) {
    /** Kafka's default of {@code max.poll.interval.ms}: after that the partitions are somebody else's. */
    private static final long HOPELESS_MS = Duration.ofMinutes(5).toMillis();

    static Health of(RunStatus run) {
        return new Health(run, run.troubles());
    }

    boolean ready() {
        return troubles.isEmpty();
    }

    /** Why it is not ready; empty if it is. */
    static List<String> notReady(RunStatus run) {
        return run.troubles().stream().map(Trouble::text).distinct().toList();
    }

    /** Why it had better be started anew; empty if that would not help. */
    static List<String> notLive(RunStatus run) {
        return run.workers().stream()
                .filter(worker -> worker.standsStillMs() >= HOPELESS_MS)
                .flatMap(worker -> worker.allTroubles().stream())
                .filter(trouble -> trouble.kind() == Trouble.Kind.STUCK)
                .map(Trouble::text)
                .toList();
    }

    /** For JSON. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", run.name());
        map.put("phase", word(run.phase()));
        map.put("live", notLive(run).isEmpty());
        map.put("ready", ready());
        map.put("reasons", notReady(run));
        map.put("workers", run.workers().stream().map(Health::asMap).toList());
        return map;
    }

    private static String word(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> asMap(WorkerStatus worker) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", worker.name());
        map.put("phase", word(worker.phase()));
        map.put("paused", worker.paused());
        map.put("reasons", worker.allTroubles().stream().map(Trouble::text).toList());
        map.put(
                "partitions",
                worker.source().partitions().stream()
                        .map(partition -> asMap(partition, worker))
                        .toList());
        return map;
    }

    private static Map<String, Object> asMap(PartitionStatus partition, WorkerStatus worker) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topic", partition.topic());
        map.put("partition", partition.partition());
        known(partition.settled()).ifPresent(offset -> map.put("settled_offset", offset));
        known(partition.lag()).ifPresent(records -> map.put("lag_records", records));
        known(partition.lagMs()).ifPresent(millis -> map.put("lag_seconds", millis / 1e3));
        List<String> reasons = reasons(partition, worker);
        map.put("ready", reasons.isEmpty() && worker.phase() == Phase.RUNNING);
        map.put("state", inWords(partition, worker, reasons));
        return map;
    }

    private static Optional<Long> known(long number) {
        return number == PartitionStatus.UNKNOWN ? Optional.empty() : Optional.of(number);
    }

    /** What is in the way of this partition: what concerns only others is not. */
    private static List<String> reasons(PartitionStatus partition, WorkerStatus worker) {
        Origin own = new Origin(partition.topic(), partition.partition());
        List<String> reasons = new ArrayList<>();
        for (Trouble trouble : worker.allTroubles()) {
            boolean others = trouble.at().filter(at -> !at.equals(own)).isPresent() && worker.standsStillMs() == 0;
            if (!others) {
                reasons.add(trouble.text());
            }
        }
        return reasons;
    }

    private static String inWords(PartitionStatus partition, WorkerStatus worker, List<String> reasons) {
        if (!reasons.isEmpty()) {
            return String.join("; ", reasons);
        }
        if (worker.phase() != Phase.RUNNING) {
            return "is " + word(worker.phase());
        }
        String behind = partition.lag() < 0
                ? "how far behind is not known yet"
                : partition.lag() == 0 ? "nothing left to do" : partition.lag() + " records behind";
        return worker.paused() ? "waits for room; " + behind : behind;
    }
}
