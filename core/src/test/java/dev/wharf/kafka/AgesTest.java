package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.status.PartitionStatus;
import org.junit.jupiter.api.Test;

final class AgesTest {
    private final Ages ages = new Ages();

    @Test
    void knowsNothingBeforeARecordHasCome() {
        assertThat(ages.ageMs(5, 1_000)).isEqualTo(PartitionStatus.UNKNOWN);
    }

    @Test
    void tellsTheAgeOfThePollInWhichTheFirstUnsettledRecordCame() {
        ages.fetched(0, 1_000);
        ages.fetched(10, 2_000);
        ages.fetched(20, 3_000);

        assertThat(ages.ageMs(-1, 5_000)).isEqualTo(4_000);
        assertThat(ages.ageMs(9, 5_000)).isEqualTo(4_000);
        assertThat(ages.ageMs(10, 5_000)).isEqualTo(3_000);
        assertThat(ages.ageMs(25, 5_000)).isEqualTo(2_000);
    }

    @Test
    void aClockThatIsBehindMakesNoNegativeAge() {
        ages.fetched(0, 9_000);

        assertThat(ages.ageMs(-1, 5_000)).isZero();
    }

    @Test
    void keepsTheOldestWhereNothingSettlesForLong() {
        for (int i = 0; i < 100_000; i++) {
            ages.fetched(i, i);
        }

        assertThat(ages.ageMs(-1, 100_000)).isEqualTo(100_000);
    }
}
