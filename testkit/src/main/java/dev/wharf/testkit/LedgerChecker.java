package dev.wharf.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a generator has sent with what has arrived. A worker that was killed may have written what it had not
 * committed; the next owner of its partitions writes just that again. So a duplicate is explained only by a kill of a
 * worker that had its partition, had written it, and had not committed it.
 */
public final class LedgerChecker {
    private final Map<Long, SendLedger.Entry> sent = new HashMap<>();
    private final Predicate<Sent> passes;
    private final List<OutputRecord> output;
    private final List<Kill> kills;

    private final Map<Long, Integer> deliveries = new HashMap<>();
    private final KeyOrder order = new KeyOrder();
    private final List<Long> duplicates = new ArrayList<>();
    private final List<Long> unexplained = new ArrayList<>();
    private final List<Long> outOfOrder = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private final List<Long> changed = new ArrayList<>();

    private LedgerChecker(
            List<SendLedger.Entry> ledger, Predicate<Sent> passes, List<OutputRecord> output, List<Kill> kills) {
        ledger.forEach(entry -> sent.put(entry.sent().id(), entry));
        this.passes = passes;
        this.output = output;
        this.kills = kills;
    }

    /**
     * Checks a finished run.
     *
     * @param passes what the pipeline lets through
     * @param output all of the output topic, each partition in its order
     */
    public static LedgerReport check(
            List<SendLedger.Entry> ledger, Predicate<Sent> passes, List<OutputRecord> output, List<Kill> kills) {
        return new LedgerChecker(ledger, passes, output, kills).check();
    }

    private LedgerReport check() {
        output.forEach(this::look);
        List<Set<Long>> windows = kills.stream().map(this::writtenNotCommitted).toList();
        deliveries.forEach((id, count) -> {
            long allowed =
                    windows.stream().filter(window -> window.contains(id)).count();
            for (long extra = allowed; extra < count - 1; extra++) {
                unexplained.add(id);
            }
        });
        List<Long> expected = sent.values().stream()
                .filter(entry -> entry.acknowledged() && passes.test(entry.sent()))
                .map(entry -> entry.sent().id())
                .sorted()
                .toList();
        return new LedgerReport(
                expected.size(),
                expected.stream().filter(id -> !deliveries.containsKey(id)).toList(),
                duplicates,
                windows.stream().map(window -> (long) window.size()).toList(),
                unexplained,
                outOfOrder,
                unexpected,
                changed,
                kills.stream().filter(kill -> !kill.busy()).map(Kill::toString).toList());
    }

    private void look(OutputRecord record) {
        SendLedger.Entry entry = entryOf(record);
        if (entry == null || !passes.test(entry.sent())) {
            unexpected.add(record.partition() + "@" + record.offset() + " " + record.value());
            return;
        }
        Sent wanted = entry.sent();
        if (!wanted.value().equals(record.value()) || !wanted.key().equals(record.key())) {
            changed.add(wanted.id());
        }
        if (deliveries.merge(wanted.id(), 1, Integer::sum) > 1) {
            duplicates.add(wanted.id());
        } else if (!order.follows(wanted, record.partition())) {
            outOfOrder.add(wanted.id());
        }
    }

    private SendLedger.@Nullable Entry entryOf(OutputRecord record) {
        OptionalLong id = record.value() == null ? OptionalLong.empty() : Sent.idOf(record.value());
        return id.isPresent() ? sent.get(id.getAsLong()) : null;
    }

    /** Ids from the killed worker's partitions that were in the output at the kill, from the committed offset on. */
    private Set<Long> writtenNotCommitted(Kill kill) {
        Set<Long> window = new HashSet<>();
        for (OutputRecord record : output) {
            SendLedger.Entry entry = entryOf(record);
            boolean before = record.offset() < kill.outputEnds().getOrDefault(record.partition(), 0L);
            Kill.Share share = entry == null ? null : kill.partitions().get(entry.partition());
            if (entry != null && before && share != null && entry.offset() >= share.committed()) {
                window.add(entry.sent().id());
            }
        }
        return window;
    }
}
