package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {

    @Test
    void medianOfAnOddNumberIsTheMiddleOneInAnyOrder() {
        assertThat(Spread.of(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5.0);
    }

    @Test
    void medianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 100.0, 2.0)).median()).isEqualTo(3.0);
    }

    // The ranks and confidences are those of published tables for the sign test's interval of a median.
    @ParameterizedTest
    @CsvSource({
        "6, 1, 6, 0.96875",
        "8, 1, 8, 0.9921875",
        "9, 2, 8, 0.9609375",
        "11, 2, 10, 0.98828125",
        "12, 3, 10, 0.96142578125",
        "15, 4, 12, 0.96484375",
        "20, 6, 15, 0.95861053466796875",
        "25, 8, 18, 0.9567147493362427"
    })
    void intervalIsTheNarrowestPairOfOrderStatisticsWithAtLeast95Percent(
            int repeats, double low, double high, double confidence) {
        Spread spread = ranks(repeats);

        assertThat(spread.low()).isEqualTo(low);
        assertThat(spread.high()).isEqualTo(high);
        assertThat(spread.confidence()).isCloseTo(confidence, within(1e-12));
        assertThat(spread.sure()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0.5", "5, 0.9375"})
    void fewerThanSixRepeatsAreNeverSure(int repeats, double confidence) {
        Spread spread = ranks(repeats);

        assertThat(spread.low()).isEqualTo(1);
        assertThat(spread.high()).isEqualTo(repeats);
        assertThat(spread.confidence()).isCloseTo(confidence, within(1e-12));
        assertThat(spread.sure()).isFalse();
    }

    @Test
    void noValuesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }

    private static Spread ranks(int repeats) {
        return Spread.of(
                IntStream.rangeClosed(1, repeats).mapToObj(i -> (double) i).toList());
    }
}
