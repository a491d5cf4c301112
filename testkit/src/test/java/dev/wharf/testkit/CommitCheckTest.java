package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class CommitCheckTest {
    private static final String TOPIC = "in";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    /** Ten records; the one with offset n was settled at 1000 + n ms. */
    private final List<SendLedger.Entry> ledger = new ArrayList<>();

    private final Map<Long, Long> settledAtMs = new HashMap<>();

    CommitCheckTest() {
        for (long id = 0; id < 10; id++) {
            ledger.add(new SendLedger.Entry(new Sent(id, "key", id, (int) id), 0, id));
            settledAtMs.put(id, 1_000 + id);
        }
    }

    private static CommitSample sample(long atMs, long committed) {
        return new CommitSample(atMs, Map.of(PARTITION, committed));
    }

    private List<String> tooEarly(CommitSample... samples) {
        return CommitCheck.tooEarly(TOPIC, ledger, sent -> sent.amount() != 4, settledAtMs, List.of(samples));
    }

    @Test
    void aCommitUpToTheFirstUnsettledRecordIsFine() {
        assertThat(tooEarly(sample(1_000, 0), sample(1_002, 3), sample(1_009, 10), sample(5_000, 10)))
                .isEmpty();
    }

    @Test
    void findsACommitAboveAnUnsettledRecord() {
        assertThat(tooEarly(sample(1_002, 4)))
                .containsExactly("in-0: 4 was committed, but 3 (id 3) was settled 1 ms later");
    }

    @Test
    void findsAnUnsettledRecordFarBelow() {
        settledAtMs.put(1L, 9_000L);
        assertThat(tooEarly(sample(1_500, 10)))
                .containsExactly("in-0: 10 was committed, but 1 (id 1) was settled 7500 ms later");
        assertThat(tooEarly(sample(1_500, 1))).isEmpty();
    }

    @Test
    void findsALostRecord() {
        settledAtMs.remove(9L);
        assertThat(tooEarly(sample(1_500, 10)))
                .containsExactly("in-0: 10 was committed, but 9 (id 9) was settled never");
    }

    @Test
    void whatNeedNotArriveNeedNotBeSettled() {
        settledAtMs.remove(4L);
        assertThat(tooEarly(sample(1_500, 10))).isEmpty();
    }

    @Test
    void otherTopicsAndPartitionsDoNotCount() {
        CommitSample other =
                new CommitSample(0, Map.of(new TopicPartition("other", 0), 10L, new TopicPartition(TOPIC, 1), 10L));
        assertThat(tooEarly(other)).isEmpty();
    }

    @Test
    void findsACommitThatGoesBack() {
        TopicPartition second = new TopicPartition(TOPIC, 1);
        assertThat(CommitCheck.wentBack(List.of(
                        new CommitLog.Commit(PARTITION, 5),
                        new CommitLog.Commit(second, 2),
                        new CommitLog.Commit(PARTITION, 5),
                        new CommitLog.Commit(PARTITION, 7),
                        new CommitLog.Commit(PARTITION, 6))))
                .containsExactly("in-0: 6 was committed after 7");
    }

    @Test
    void showsNotMoreThanAFew() {
        List<CommitLog.Commit> commits = new ArrayList<>();
        for (long offset = 50; offset > 0; offset--) {
            commits.add(new CommitLog.Commit(PARTITION, offset));
        }
        assertThat(CommitCheck.wentBack(commits)).hasSize(11).last().isEqualTo("and 39 more");
    }

    @Test
    void readsOnlyTheCommitsOfItsGroup() {
        byte[] value =
                ByteBuffer.allocate(20).putShort((short) 4).putLong(4_711).array();
        assertThat(CommitLog.parse("copies", key(1, "copies"), value))
                .isEqualTo(new CommitLog.Commit(PARTITION, 4_711));
        assertThat(CommitLog.parse("others", key(1, "copies"), value)).isNull();
        assertThat(CommitLog.parse("copies", key(2, "copies"), value)).isNull();
        assertThat(CommitLog.parse("copies", key(1, "copies"), null)).isNull();
    }

    private static byte[] key(int version, String group) {
        byte[] name = group.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + 2 + name.length + 2 + 2 + 4)
                .putShort((short) version)
                .putShort((short) name.length)
                .put(name)
                .putShort((short) 2)
                .put(TOPIC.getBytes(StandardCharsets.UTF_8))
                .putInt(0)
                .array();
    }

    @Test
    void aWorkerIsBusyThatReadWithinTheSecondBeforeItsKill() {
        List<BusyProof.Progress> progress = BusyProof.progress(
                List.of(sample(0, 0), sample(2_100, 10), sample(2_900, 12), sample(3_100, 20)), Set.of(PARTITION));
        BusyProof proof = BusyProof.of("a", 3_000, progress);
        assertThat(proof).isEqualTo(new BusyProof("a", 3_000, 2, 2));
        proof.require();
    }

    @Test
    void whatWasReadEarlierOrLaterProvesNothing() {
        List<BusyProof.Progress> progress = BusyProof.progress(
                List.of(sample(0, 0), sample(2_100, 10), sample(2_900, 10), sample(3_100, 20)), Set.of(PARTITION));
        assertThat(BusyProof.of("a", 3_000, progress).busy()).isFalse();
        assertThat(BusyProof.of("a", 2_500, progress).busy()).isFalse();
        assertThatThrownBy(() -> BusyProof.of("a", 9_000, progress).require())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0 looks");
    }
}
