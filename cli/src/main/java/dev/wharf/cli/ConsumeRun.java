package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.codec.TopicCodec;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.kafka.Bound;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.kafka.ScanReader;
import dev.wharf.kafka.TopicReader;
import dev.wharf.kafka.TopicScan;
import dev.wharf.kafka.TopicScan.Range;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.RecordLoop;
import dev.wharf.loop.RecordSource;
import dev.wharf.loop.WorkerPlan;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.record.Decoding;
import dev.wharf.value.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Opens what is to be read, with a group or without, and makes the loop that reads it. For one thread. */
final class ConsumeRun {
    private static final String CLIENT_ID = "wharf-consume";
    /** A group that has nothing more to read is at its end, too, where nobody can tell that it is. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ClientSettings cluster;
    private final ConsumeWhat what;
    private final Map<String, Integer> topics;
    private final MemoryBudget budget = MemoryBudget.of(MemoryBudget.defaultMaxBytes(), 1, 1);
    private final LoopSettings settings = LoopSettings.defaults().pending(budget.pendingBytes());
    private final Decoding decoding;
    private final List<String> notes = new ArrayList<>();
    private long size;

    /** @param codec of the values; empty where they are bytes */
    ConsumeRun(
            ClientSettings cluster,
            ConsumeWhat what,
            Map<String, Integer> topics,
            Optional<TopicCodec> codec,
            PayloadOpener payloads) {
        this.decoding =
                new Decoding(codec.orElse(TopicCodec.of(JsonCodec.JSON)), new Fields(), codec.isEmpty(), payloads);
        this.cluster = cluster;
        this.what = what;
        this.topics = topics;
    }

    /** The loop, ready to run; brokers have been asked how far partitions go. */
    RecordLoop loop(ConsumeOutput output) {
        Supplier<RecordSource> source =
                what.group().map(group -> member(group, output)).orElseGet(this::scan);
        return new RecordLoop(List.of(new WorkerPlan("wharf-consume", source, () -> output)), settings);
    }

    /** What is not as it was asked for. */
    List<String> notes() {
        return notes;
    }

    /** How many records will be read at the most, or 0 where nobody knows. */
    long size() {
        return Math.min(size, what.limit());
    }

    /** Whether there may be more than the limit allows. */
    boolean mayHaveMore() {
        return size == 0 || size > what.limit();
    }

    private Supplier<RecordSource> scan() {
        TopicScan scan = TopicScan.open(cluster, CLIENT_ID, what.follow());
        try {
            List<TopicPartition> partitions = ConsumeRanges.partitions(topics, what.partitions());
            List<Range> ranges = what.ranges().of(scan, partitions, notes);
            size = what.follow() ? 0 : ranges.stream().mapToLong(Range::size).sum();
            Bound bound = Bound.atMost(what.limit());
            return () -> new ScanReader(scan, ranges, bound, decoding);
        } catch (WharfException e) {
            scan.close();
            throw e;
        }
    }

    private Supplier<RecordSource> member(String group, ConsumeOutput output) {
        Bound bound = what.follow()
                ? Bound.atMost(what.limit())
                : Bound.of(what.limit(), IDLE)
                        .fetchWait(Clients.fetchWait(cluster))
                        .until(ends());
        return () -> new TopicReader(
                Clients.consumer(cluster, group, CLIENT_ID, budget),
                List.copyOf(topics.keySet()),
                bound,
                decoding,
                settings,
                output.settling());
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (TopicScan scan = TopicScan.open(cluster, CLIENT_ID, false)) {
            scan.extents(ConsumeRanges.partitions(topics, List.of()))
                    .forEach(extent -> ends.put(extent.partition(), extent.end()));
        }
        return ends;
    }

    /** Runs the loop on this thread. */
    static RecordLoop.Outcome run(RecordLoop loop, RecordLoop.Finish finish) {
        try {
            return loop.run(finish);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WharfException(ErrorCode.UNAVAILABLE, "interrupted", e);
        }
    }
}
