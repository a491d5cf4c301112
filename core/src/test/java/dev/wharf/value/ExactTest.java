package dev.wharf.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value.Float32;
import dev.wharf.value.Value.Float64;
import dev.wharf.value.Value.Int;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.Value.Text;
import dev.wharf.value.Value.TimeUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value fits a type without loss, or is refused. */
final class ExactTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
    private static final LocalTime NOON = LocalTime.NOON;
    private static final Instant THEN = Instant.parse("2026-11-28T12:00:00Z");
    private static final LocalDateTime LOCAL = DAY.atTime(NOON);

    /** One of each kind, by the words for it. */
    private static final Map<String, Value> KINDS = kinds();

    private static Map<String, Value> kinds() {
        Map<String, Value> kinds = new LinkedHashMap<>();
        kinds.put("a field that is absent", Value.ABSENT);
        kinds.put("null", Value.NULL);
        kinds.put("a boolean", Value.Bool.TRUE);
        kinds.put("an integer", Int.of(7));
        kinds.put("a float", new Float32(7));
        kinds.put("a double", new Float64(7));
        kinds.put("a decimal", decimal("7.0"));
        kinds.put("text", new Text("x"));
        kinds.put("a symbol", new Value.Symbol("x", 1));
        kinds.put("bytes", new Value.Binary(new byte[] {1}));
        kinds.put("a date", new Value.Date(DAY));
        kinds.put("a time of day", new Value.Time(NOON, TimeUnit.MILLIS));
        kinds.put("a timestamp", new Value.Timestamp(THEN, TimeUnit.MILLIS));
        kinds.put("a local timestamp", new Value.LocalTimestamp(LOCAL, TimeUnit.MILLIS));
        kinds.put("an interval", new Value.Interval(1, 2, 3));
        kinds.put("an array", Value.Array.of());
        kinds.put("a map", new Value.MapOf(Map.of()));
        kinds.put("a value of a union", new Value.Tagged("b", Int.of(7)));
        kinds.put("a row", Value.Row.of(Shape.of(List.of())));
        return kinds;
    }

    private static Value.Decimal decimal(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }

    @Test
    void saysOfEachKindWhatItIs() {
        KINDS.forEach((words, value) -> assertThat(Exact.kind(value)).isEqualTo(words));
    }

    /** Every kind to every type: those that are named fit, and give this. */
    @Test
    void fitsWhatItFitsAndNothingElse() {
        Set<String> numbers = Set.of("an integer", "a float", "a double", "a decimal");
        fits(numbers, 7L, Exact::int64);
        fits(numbers, 7L, Exact::uint64);
        fits(numbers, 7L, value -> Exact.integer(value, 0, 10));
        fits(numbers, 7.0, Exact::float64);
        fits(numbers, 7.0f, Exact::float32);
        fits(Set.of("a boolean"), true, Exact::bool);
        fits(Set.of("text", "a symbol"), "x", Exact::text);
        fits(Set.of("a date"), DAY, Exact::date);
        fits(Set.of("a time of day"), NOON, Exact::time);
        fits(Set.of("a timestamp"), THEN, Exact::timestamp);
        fits(Set.of("a local timestamp"), LOCAL, Exact::localTimestamp);
        fits(Set.of("bytes"), "[1]", value -> Arrays.toString(Exact.binary(value)));
        fits(numbers, 7, value -> Exact.decimal(value).intValueExact());
    }

    private static void fits(Set<String> kinds, Object expected, Function<Value, Object> type) {
        KINDS.forEach((words, value) -> {
            if (kinds.contains(words)) {
                assertThat(type.apply(value)).as(words).isEqualTo(expected);
            } else {
                assertThatThrownBy(() -> type.apply(value))
                        .as(words)
                        .isInstanceOfSatisfying(
                                WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                        .hasMessageStartingWith(words + " does not fit ");
            }
        });
    }

    @Test
    void anIntegerFitsWhereItIsInRangeWhateverItsWidthWas() {
        for (IntType type : IntType.values()) {
            assertThat(Exact.int64(new Int(5, type))).isEqualTo(5);
            assertThat(Exact.uint64(new Int(5, type))).isEqualTo(5);
        }
        assertThat(Exact.int64(Int.of(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
        assertThat(Exact.int64(decimal("9223372036854775807"))).isEqualTo(Long.MAX_VALUE);
        assertThat(Exact.int64(decimal("-9223372036854775808.000"))).isEqualTo(Long.MIN_VALUE);
        assertThat(Exact.int64(decimal("1e18"))).isEqualTo(1_000_000_000_000_000_000L);
        assertThat(Exact.int64(decimal("0e10000"))).isZero();
        assertThat(Exact.uint64(decimal("0e10000"))).isZero();
        assertThat(Exact.int64(decimal("0e-10000"))).isZero();
        assertThat(Exact.uint64(decimal("18446744073709551615"))).isEqualTo(-1);
        assertThat(Exact.uint64(new Int(-1, IntType.U64))).isEqualTo(-1);
        assertThat(Exact.int64(new Float64(-0x1p63))).isEqualTo(Long.MIN_VALUE);
        assertThat(Exact.integer(Int.of(-128), -128, 127)).isEqualTo(-128);
    }

    @Test
    void anIntegerOutOfRangeIsRefused() {
        refused(() -> Exact.int64(new Int(-1, IntType.U64)), "an integer does not fit a signed integer of 64 bits");
        refused(() -> Exact.uint64(Int.of(-1)), "an integer does not fit an unsigned integer of 64 bits");
        refused(() -> Exact.int64(decimal("9223372036854775808")), "a decimal does not fit a signed integer");
        refused(() -> Exact.uint64(decimal("18446744073709551616")), "a decimal does not fit an unsigned integer");
        refused(() -> Exact.int64(decimal("0.5")), "a decimal does not fit");
        refused(() -> Exact.int64(decimal("1e10000")), "a decimal does not fit");
        refused(() -> Exact.int64(decimal("1e-10000")), "a decimal does not fit");
        refused(() -> Exact.int64(new Float64(0x1p63)), "a double does not fit");
        refused(() -> Exact.int64(new Float64(Double.NaN)), "a double does not fit");
        refused(() -> Exact.int64(new Float32(Float.POSITIVE_INFINITY)), "a float does not fit");
        refused(() -> Exact.integer(Int.of(128), -128, 127), "an integer does not fit an integer from -128 to 127");
        refused(() -> Exact.integer(decimal("-129"), -128, 127), "a decimal does not fit an integer from -128 to 127");
    }

    @Test
    void aFractionFitsWhereItsShortestFormIsTheSame() {
        assertThat(Exact.float64(decimal("0.1"))).isEqualTo(0.1);
        assertThat(Exact.float64(decimal("0.100"))).isEqualTo(0.1);
        assertThat(Exact.float64(decimal("0.1000000000000000055511151231257827021181583404541015625")))
                .isEqualTo(0.1);
        assertThat(Exact.float64(decimal("1.7976931348623157e308"))).isEqualTo(Double.MAX_VALUE);
        assertThat(Exact.float64(Int.of(1L << 53))).isEqualTo(0x1p53);
        assertThat(Exact.float64(new Int(-1L << 11, IntType.U64))).isEqualTo(0x1p64 - 2048);
        assertThat(Exact.float64(new Float64(Double.NaN))).isNaN();
        assertThat(Exact.float64(new Float32(0.1f))).isEqualTo(0.1f);
        assertThat(Exact.float32(decimal("0.1"))).isEqualTo(0.1f);
        assertThat(Exact.float32(new Float64(0.5))).isEqualTo(0.5f);
        assertThat(Exact.float32(new Float64(Double.NaN))).isNaN();
        assertThat(Exact.float32(new Float64(Double.NEGATIVE_INFINITY))).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Exact.float32(Int.of(1 << 24))).isEqualTo(0x1p24f);
        assertThat(Exact.float64(decimal("0e9000"))).isZero();
    }

    @Test
    void aFractionThatWouldLoseDigitsIsRefused() {
        refused(() -> Exact.float64(decimal("0.10000000000000000001")), "a decimal does not fit a double");
        refused(() -> Exact.float64(decimal("1e400")), "a decimal does not fit a double");
        refused(() -> Exact.float64(decimal("1e-400")), "a decimal does not fit a double");
        refused(() -> Exact.float64(Int.of((1L << 53) + 1)), "an integer does not fit a double");
        refused(() -> Exact.float32(new Float64(0.1)), "a double does not fit a float");
        refused(() -> Exact.float32(new Float64(1e300)), "a double does not fit a float");
        refused(() -> Exact.float32(Int.of((1 << 24) + 1)), "an integer does not fit a float");
        refused(() -> Exact.float32(decimal("0.1234567890123")), "a decimal does not fit a float");
    }

    @Test
    void fractionsComeBackTheSameWhateverTheyAre() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            float small = Float.intBitsToFloat(random.nextInt());
            if (Double.isFinite(number) && Float.isFinite(small)) {
                Value written = new Value.Decimal(Exact.decimal(new Float64(number)));
                assertThat(Exact.float64(written)).as("seed %d", seed).isEqualTo(number + 0.0);
                Value exact = new Value.Decimal(new BigDecimal(number));
                assertThat(Exact.float64(exact)).as("seed %d", seed).isEqualTo(number + 0.0);
                assertThat(Exact.float32(new Value.Decimal(Exact.decimal(new Float32(small)))))
                        .as("seed %d", seed)
                        .isEqualTo(small + 0.0f);
                assertThat(Exact.float32(new Float64(small)))
                        .as("seed %d", seed)
                        .isEqualTo(small);
            }
            long whole = random.nextLong() >> random.nextInt(64);
            assertThat(Exact.int64(new Value.Decimal(BigDecimal.valueOf(whole))))
                    .isEqualTo(whole);
        }
    }

    @Test
    void aDecimalIsWhatIsWritten() {
        assertThat(Exact.decimal(new Float64(0.1))).isEqualTo("0.1");
        assertThat(Exact.decimal(new Float32(0.1f))).isEqualTo("0.1");
        assertThat(Exact.decimal(Int.of(-3))).isEqualTo("-3");
        assertThat(Exact.decimal(new Int(-1, IntType.U64))).isEqualTo("18446744073709551615");
        assertThat(Exact.decimal(decimal("1.50"))).isEqualTo("1.50");
        refused(() -> Exact.decimal(new Float64(Double.NaN)), "a double does not fit a decimal");
        refused(() -> Exact.decimal(new Float32(Float.NEGATIVE_INFINITY)), "a float does not fit a decimal");
    }

    @Test
    void textFitsWhereItIsWhatOurJsonHasForTheType() {
        assertThat(Exact.date(new Text("2026-11-28"))).isEqualTo(DAY);
        assertThat(Exact.time(new Text("12:00:00"))).isEqualTo(NOON);
        assertThat(Exact.time(new Text("12:00:00.5"))).isEqualTo(NOON.plusNanos(500_000_000));
        assertThat(Exact.timestamp(new Text("2026-11-28T12:00:00Z"))).isEqualTo(THEN);
        assertThat(Exact.localTimestamp(new Text("2026-11-28T12:00:00"))).isEqualTo(LOCAL);
        assertThat(Exact.binary(new Text("AP8="))).isEqualTo(new byte[] {0, (byte) 0xFF});
        assertThat(Exact.binary(new Text(""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-02-30", "28.11.2026", "noon", "25:00:00", "AP9=", "AP8", "A", "AP8=\n", "ä", "2026"})
    void otherTextIsRefusedAndNotShown(String text) {
        Text value = new Text(text);

        refused(() -> Exact.date(value), "text does not fit a date (as text, YYYY-MM-DD)");
        refused(() -> Exact.time(value), "text does not fit a time of day (as text, HH:MM:SS)");
        refused(() -> Exact.timestamp(value), "text does not fit a timestamp (as text, YYYY-MM-DDTHH:MM:SSZ)");
        refused(
                () -> Exact.localTimestamp(value),
                "text does not fit a local timestamp (as text, YYYY-MM-DDTHH:MM:SS)");
        if (!text.isEmpty() && !text.equals("noon") && !text.equals("2026")) {
            refused(() -> Exact.binary(value), "text does not fit bytes (as text, in Base64)");
        }
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessageStartingWith(text);
    }
}
