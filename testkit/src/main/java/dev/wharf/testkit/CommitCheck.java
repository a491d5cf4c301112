package dev.wharf.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Judges, after a run, what a group committed during it: no commit was lower than one before, and none was above a
 * record that was not settled yet.
 *
 * <p>It gives no false alarm. A sample's time is taken after Kafka's answer, and a record that was settled before it
 * was committed has a broker's time before that; all of them read one machine's clock, which must not be set back
 * meanwhile. An old answer of a broker that was frozen is too low, which is never wrong here. Whether commits went back
 * is told from Kafka's own record of them, never from such answers. In return it may miss a commit above an unsettled
 * record that was settled before the next sample.
 */
public final class CommitCheck {
    private static final int SHOWN = 10;

    private final Map<Integer, NavigableMap<Long, Latest>> settled = new HashMap<>();
    private final String topic;

    private CommitCheck(String topic) {
        this.topic = topic;
    }

    /** Of all records of a partition up to an offset, the one that was settled last. */
    private record Latest(long id, long offset, long atMs) {}

    /**
     * Commits above a record that was not settled at that time.
     *
     * @param topic that the group reads, and that the ledger is about
     * @param settles which records have to arrive anywhere: those that a filter holds back do not
     * @param settledAtMs when each arrived, by id, as {@link SettleTimes} tells; one that is absent never did
     * @return a line each; empty when all is well
     */
    public static List<String> tooEarly(
            String topic,
            List<SendLedger.Entry> ledger,
            Predicate<Sent> settles,
            Map<Long, Long> settledAtMs,
            List<CommitSample> samples) {
        CommitCheck check = new CommitCheck(topic);
        ledger.stream()
                .filter(entry -> entry.acknowledged() && settles.test(entry.sent()))
                .sorted(Comparator.comparingLong(SendLedger.Entry::offset))
                .forEach(entry ->
                        check.add(entry, settledAtMs.getOrDefault(entry.sent().id(), Long.MAX_VALUE)));
        List<String> found = new ArrayList<>();
        samples.forEach(sample -> check.look(sample, found));
        return shown(found);
    }

    private void add(SendLedger.Entry entry, long atMs) {
        NavigableMap<Long, Latest> own = settled.computeIfAbsent(entry.partition(), partition -> new TreeMap<>());
        Latest here = new Latest(entry.sent().id(), entry.offset(), atMs);
        Latest before = own.isEmpty() ? here : own.lastEntry().getValue();
        own.put(entry.offset(), before.atMs() > atMs ? before : here);
    }

    private void look(CommitSample sample, List<String> found) {
        sample.committed().forEach((partition, committed) -> {
            NavigableMap<Long, Latest> own = settled.get(partition.partition());
            Map.Entry<Long, Latest> below =
                    own == null || !partition.topic().equals(topic) ? null : own.lowerEntry(committed);
            if (below != null && below.getValue().atMs() > sample.atMs()) {
                found.add(describe(partition, committed, sample.atMs(), below.getValue()));
            }
        });
    }

    private static String describe(TopicPartition partition, long committed, long atMs, Latest late) {
        String when = late.atMs() == Long.MAX_VALUE ? "never" : late.atMs() - atMs + " ms later";
        return partition + ": " + committed + " was committed, but " + late.offset() + " (id " + late.id()
                + ") was settled " + when;
    }

    /**
     * Commits that are lower than one before.
     *
     * @return a line each; empty when all is well
     */
    public static List<String> wentBack(List<CommitLog.Commit> commits) {
        Map<TopicPartition, Long> highest = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (CommitLog.Commit commit : commits) {
            long before = highest.getOrDefault(commit.partition(), 0L);
            if (commit.offset() < before) {
                found.add(commit.partition() + ": " + commit.offset() + " was committed after " + before);
            }
            highest.merge(commit.partition(), commit.offset(), Math::max);
        }
        return shown(found);
    }

    private static List<String> shown(List<String> found) {
        if (found.size() <= SHOWN) {
            return List.copyOf(found);
        }
        List<String> some = new ArrayList<>(found.subList(0, SHOWN));
        some.add("and " + (found.size() - SHOWN) + " more");
        return List.copyOf(some);
    }
}
