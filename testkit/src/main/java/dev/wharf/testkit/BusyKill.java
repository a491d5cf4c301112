package dev.wharf.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Kills a worker in the middle of its work, and notes what proves that. Input and output topic must have the same
 * number of partitions and the same keys, so that what a worker reads from a partition it writes to the partition of
 * that number.
 */
public final class BusyKill {
    private static final int STILL_LOOKS = 3;

    private final GroupView view;
    private final Set<String> dead = new HashSet<>();

    public BusyKill(GroupView view) {
        this.view = view;
    }

    /** Offsets at one moment. */
    private record Look(Map<Integer, Long> committed, Map<Integer, Long> inputEnds, Map<Integer, Long> outputEnds) {}

    /**
     * Waits until the group of these workers is settled and the worker at work, and kills it.
     *
     * @param workers how many the group has
     * @param clientId of the worker's consumer; no other one may have it
     */
    public Kill kill(ChildProcess worker, String clientId, int workers) {
        Look[] before = {look()};
        Map<Integer, Kill.Share> shares = Await.answer("work for " + clientId, Await.LIMIT, () -> {
            GroupView.Member member = settledMember(clientId, workers);
            Look now = look();
            Map<Integer, Kill.Share> seen = shares(member.partitions(), before[0], now);
            before[0] = now;
            boolean busy = new Kill(clientId, 0, seen, Map.of()).busy();
            boolean same = member.equals(settledMember(clientId, workers));
            return busy && same && dead.add(member.memberId()) ? Optional.of(seen) : Optional.empty();
        });
        worker.kill();
        return afterwards(clientId, System.currentTimeMillis(), shares);
    }

    /** Waits until others have committed to all partitions of the killed worker that had work. */
    public void awaitTakeover(Kill kill) {
        Await.until(
                "a takeover of the partitions of " + kill.worker(), Await.LIMIT, () -> kill.tookOver(view.committed()));
    }

    /** Waits until the group has so many members, and none of them is dead: those started last are in it, too. */
    public void awaitAlive(int workers) {
        Await.until(
                "a settled group of " + workers + " members",
                Await.LIMIT,
                () -> view.members()
                        .filter(members -> members.size() == workers && balanced(members) && alive(members))
                        .isPresent());
    }

    private GroupView.Member settledMember(String clientId, int workers) {
        return Await.answer(
                "a settled group with " + clientId,
                Await.LIMIT,
                () -> view.members()
                        .filter(members -> members.size() == workers && balanced(members) && alive(members))
                        .map(members -> members.get(clientId)));
    }

    /** For a while the brokers do not know that a killed worker is dead. */
    private boolean alive(Map<String, GroupView.Member> members) {
        return members.values().stream().noneMatch(member -> dead.contains(member.memberId()));
    }

    /** Between the two steps of a cooperative rebalance a group looks settled, too, but its partitions are uneven. */
    private static boolean balanced(Map<String, GroupView.Member> members) {
        IntSummaryStatistics sizes = members.values().stream()
                .mapToInt(member -> member.partitions().size())
                .summaryStatistics();
        return sizes.getMin() > 0 && sizes.getMax() - sizes.getMin() <= 1;
    }

    private Look look() {
        // In this order: what is committed was in the input before.
        Map<Integer, Long> committed = view.committed();
        return new Look(committed, view.inputEnds(), view.outputEnds());
    }

    private static Map<Integer, Kill.Share> shares(Set<Integer> own, Look before, Look now) {
        Map<Integer, Kill.Share> shares = new HashMap<>();
        for (int partition : own) {
            long committed = at(now.committed(), partition);
            long lag = at(now.inputEnds(), partition) - committed;
            long grown = at(now.outputEnds(), partition) - at(before.outputEnds(), partition);
            shares.put(partition, new Kill.Share(lag, grown, committed));
        }
        return shares;
    }

    /** What the dead worker had sent before may still come in: waits until its partitions are still. */
    private Kill afterwards(String clientId, long atMs, Map<Integer, Kill.Share> shares) {
        int[] still = {0};
        Look[] last = {look()};
        Await.until("an end of what the killed worker had sent", Await.LIMIT, () -> {
            Look now = look();
            boolean same = shares.keySet().stream().allMatch(partition -> same(last[0], now, partition));
            still[0] = same ? still[0] + 1 : 0;
            last[0] = now;
            return still[0] >= STILL_LOOKS;
        });
        Map<Integer, Kill.Share> left = new HashMap<>();
        shares.forEach((partition, share) ->
                left.put(partition, new Kill.Share(share.lag(), share.grown(), at(last[0].committed(), partition))));
        return new Kill(clientId, atMs, left, last[0].outputEnds());
    }

    private static boolean same(Look one, Look other, int partition) {
        return at(one.committed(), partition) == at(other.committed(), partition)
                && at(one.outputEnds(), partition) == at(other.outputEnds(), partition);
    }

    private static long at(Map<Integer, Long> offsets, int partition) {
        return offsets.getOrDefault(partition, 0L);
    }
}
