package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not add up is found. */
final class LedgerTest {
    private static Ledger.Row row(long in, long passed, long returned) {
        return new Ledger.Row("keep", "filter.apply", in, passed, 2, 1, 0, 0, returned, passed);
    }

    @Test
    void addsUp() {
        Ledger ledger = new Ledger(List.of(row(10, 6, 1)), List.of(new Ledger.Edge("keep", "out", 6, 6)));
        assertThat(ledger.rows().get(0).inFlight()).isZero();
        assertThat(ledger.mismatches()).isEmpty();
    }

    @Test
    void findsARecordThatWentMissingInAStage() {
        assertThat(new Ledger(List.of(row(10, 5, 1)), List.of()).mismatches())
                .containsExactly("stage keep took 10 records, and 1 of them are neither passed, filtered nor returned");
    }

    @Test
    void findsARecordThatWasDoneTwice() {
        assertThat(new Ledger(List.of(row(10, 7, 1)), List.of()).mismatches()).hasSize(1);
    }

    @Test
    void findsARecordThatWentMissingBetweenTwoStages() {
        assertThat(new Ledger(List.of(), List.of(new Ledger.Edge("keep", "out", 6, 5))).mismatches())
                .containsExactly("stage keep emitted 6 records to out, which took 5");
    }

    @Test
    void findsARecordThatCameFromNowhere() {
        assertThat(new Ledger(List.of(row(10, 6, 1)), List.of(new Ledger.Edge("in", "keep", 9, 9))).mismatches())
                .containsExactly("stage keep took 10 records, but its inputs brought 9");
    }
}
