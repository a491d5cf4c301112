package dev.wharf.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** How numbers of different kinds compare. */
final class NumericTest {

    @Test
    void aZeroIsAZeroWhateverItsSign() {
        assertThat(Value.Numeric.compare(new Value.Float64(-0.0), Value.Int.of(0)))
                .isZero();
        assertThat(Value.Numeric.compare(new Value.Float64(0.0), new Value.Float32(-0.0f)))
                .isZero();
        assertThat(Value.Numeric.compare(new Value.Decimal(BigDecimal.ZERO), new Value.Float64(-0.0)))
                .isZero();
    }

    @Test
    void aZeroStandsBetweenTheOthers() {
        assertThat(Value.Numeric.compare(new Value.Float64(-0.0), new Value.Float64(-Double.MIN_VALUE)))
                .isPositive();
        assertThat(Value.Numeric.compare(new Value.Float64(-0.0), new Value.Float64(Double.MIN_VALUE)))
                .isNegative();
    }
}
