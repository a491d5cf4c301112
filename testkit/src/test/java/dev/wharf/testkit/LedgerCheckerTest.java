package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker finds what was planted, and nothing where all is well. */
final class LedgerCheckerTest {

    /** Two partitions, a key each, ten records each; the offset in the input is the record's seq. */
    private final List<SendLedger.Entry> ledger = new ArrayList<>();

    private final List<OutputRecord> output = new ArrayList<>();

    LedgerCheckerTest() {
        for (int id = 0; id < 20; id++) {
            int partition = id % 2;
            Sent sent = new Sent(id, "key-" + partition, id / 2, 100);
            ledger.add(new SendLedger.Entry(sent, partition, id / 2));
        }
        for (int partition = 0; partition < 2; partition++) {
            for (int seq = 0; seq < 10; seq++) {
                deliver(partition, seq);
            }
        }
    }

    /** Appends a record to the output. */
    private void deliver(int partition, int seq) {
        Sent sent = ledger.get(seq * 2 + partition).sent();
        long offset = output.stream()
                .filter(record -> record.partition() == partition)
                .count();
        output.add(new OutputRecord(partition, offset, sent.key(), sent.value()));
    }

    /** Takes the record with this seq of partition 0 out of the output. */
    private void lose(int seq) {
        output.removeIf(record -> record.partition() == 0
                && record.value() != null
                && record.value().contains("\"seq\":" + seq + ","));
    }

    private static Kill kill(long committed, long outputEnd) {
        return new Kill("a", 0, Map.of(0, new Kill.Share(5, 5, committed)), Map.of(0, outputEnd, 1, 10L));
    }

    private LedgerReport check(Kill... kills) {
        return LedgerChecker.check(ledger, sent -> sent.amount() >= 100, output, List.of(kills));
    }

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(check().problems()).isEmpty();
        assertThat(check().expected()).isEqualTo(20);
    }

    @Test
    void findsALoss() {
        lose(4);
        assertThat(check().lost()).containsExactly(8L);
        assertThat(check().problems()).containsExactly("lost: 1, such as [8]");
    }

    @Test
    void expectsNothingThatWasNotAcknowledged() {
        lose(4);
        ledger.set(8, new SendLedger.Entry(ledger.get(8).sent(), -1, -1));
        assertThat(check().problems()).isEmpty();
    }

    @Test
    void expectsNothingThatTheFilterHolds() {
        Sent held = new Sent(20, "key-0", 10, 99);
        ledger.add(new SendLedger.Entry(held, 0, 10));
        assertThat(check().problems()).isEmpty();
        output.add(new OutputRecord(0, 10, held.key(), held.value()));
        assertThat(check().unexpected()).hasSize(1);
    }

    @Test
    void findsADuplicateWithoutAKill() {
        deliver(0, 9);
        assertThat(check().duplicates()).containsExactly(18L);
        assertThat(check().unexplained()).containsExactly(18L);
        assertThat(check().outOfOrder()).isEmpty();
        assertThat(check().problems()).hasSize(1);
    }

    @Test
    void explainsWhatAKilledWorkerHadNotCommitted() {
        deliver(0, 8);
        deliver(0, 9);
        LedgerReport report = check(kill(8, 10));
        assertThat(report.duplicates()).containsExactly(16L, 18L);
        assertThat(report.allowedDuplicates()).containsExactly(2L);
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void aKillExplainsNothingThatWasCommitted() {
        deliver(0, 8);
        deliver(0, 9);
        assertThat(check(kill(9, 10)).unexplained()).containsExactly(16L);
    }

    @Test
    void aKillExplainsNothingThatWasWrittenLater() {
        deliver(0, 9);
        assertThat(check(kill(5, 9)).unexplained()).containsExactly(18L);
    }

    @Test
    void aKillExplainsNothingOfAnotherWorkersPartitions() {
        deliver(1, 9);
        assertThat(check(kill(0, 10)).unexplained()).containsExactly(19L);
    }

    @Test
    void eachKillExplainsOneDeliveryMore() {
        deliver(0, 9);
        deliver(0, 9);
        assertThat(check(kill(9, 10)).unexplained()).containsExactly(18L);
        assertThat(check(kill(9, 10), kill(9, 11)).unexplained()).isEmpty();
    }

    @Test
    void findsDisorderWithinAKey() {
        lose(4);
        deliver(0, 4);
        assertThat(check().outOfOrder()).containsExactly(8L);
        assertThat(check().lost()).isEmpty();
    }

    @Test
    void findsAKeyThatMovesToAnotherPartition() {
        lose(9);
        Sent last = ledger.get(18).sent();
        output.add(new OutputRecord(1, 10, last.key(), last.value()));
        assertThat(check().outOfOrder()).containsExactly(18L);
    }

    @Test
    void findsWhatWasNeverSent() {
        output.add(new OutputRecord(0, 10, "key-0", new Sent(99, "key-0", 10, 100).value()));
        output.add(new OutputRecord(0, 11, "key-0", "no id"));
        output.add(new OutputRecord(0, 12, "key-0", null));
        assertThat(check().unexpected()).hasSize(3);
    }

    @Test
    void findsAChangedValueAndAChangedKey() {
        OutputRecord first = output.get(0);
        output.set(0, new OutputRecord(0, 0, first.key(), first.value() + " "));
        OutputRecord second = output.get(1);
        output.set(1, new OutputRecord(0, 1, null, second.value()));
        assertThat(check().changed()).containsExactly(0L, 2L);
    }

    @Test
    void refusesARunWhoseWorkerWasIdleWhenKilled() {
        Kill nothingToDo = new Kill("a", 0, Map.of(0, new Kill.Share(0, 5, 9)), Map.of());
        Kill nothingDone = new Kill("b", 0, Map.of(0, new Kill.Share(5, 0, 9)), Map.of());
        Kill nothingOwned = new Kill("c", 0, Map.of(), Map.of());
        assertThat(check(nothingToDo).problems()).singleElement().asString().startsWith("killed while idle");
        assertThat(check(nothingDone, nothingOwned, kill(9, 9)).idle()).hasSize(2);
    }

    @Test
    void refusesARunThatExpectsNothing() {
        ledger.clear();
        output.clear();
        assertThat(check().problems()).containsExactly("nothing was expected, so the run is invalid");
    }
}
