package dev.wharf.stage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code map.apply} calculates. */
final class MapApplyTest {
    private static final String ROW =
            "{\"a\":7,\"b\":2,\"price\":2.5,\"max\":9223372036854775807,\"t\":\"secret text\",\"yes\":true,"
                    + "\"nil\":null,\"odd name\":4,\"zero\":0,\"huge\":1e308,\"long\":123456789012345678901234567890}";

    /** What the expression makes, as JSON. */
    private static String value(String expression) {
        String made = OneStage.map(expression, "x").made(ROW);
        String before = ROW.substring(0, ROW.length() - 1) + ",\"x\":";
        assertThat(made).startsWith(before).endsWith("}");
        return made.substring(before.length(), made.length() - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a + b * 3|13",
                "(a + b) * 3|27",
                "a - b - 1|4",
                "a - (b - 1)|6",
                "a / b / 2|1.75",
                "2 * -b|-4",
                "- - a|7",
                "-(a + 1)|-8",
                "  a+b  |9",
                "a * price|17.5",
                "a / b|3.5",
                "6 / b|3.0",
                "`odd name` * 2|8",
                "a|7",
                "t|~\"secret text\"~",
                "'it is'|~\"it is\"~",
                "yes|true",
                "false|false",
                "true|true",
                "1.50|1.5",
                "1000000000000000000|1.0E18"
            })
    void calculates(String expression, String expected) {
        assertThat(value(expression)).isEqualTo(expected.replace("~", ""));
    }

    @Test
    void copiesANumberWithEveryDigit() {
        assertThat(value("long")).isEqualTo("123456789012345678901234567890");
    }

    @Test
    void keepsIntegersExactAndGoesOnInDoubleWhereTheyDoNotFit() {
        assertThat(value("max - 1")).isEqualTo("9223372036854775806");
        assertThat(value("max + 1")).isEqualTo("9.223372036854776E18");
        assertThat(value("max * 2")).isEqualTo("1.8446744073709552E19");
        assertThat(value("-max - 2")).isEqualTo("-9.223372036854776E18");
    }

    @ParameterizedTest
    @CsvSource({"nosuch", "nosuch + 1", "1 / nosuch", "nil * 2", "-nil", "nil / zero", "nosuch + t"})
    void givesNullForWhatIsAbsentOrNull(String expression) {
        assertThat(value(expression)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a / 0|division by zero",
                "a / zero|division by zero",
                "price / zero|division by zero",
                "0 / 0|division by zero",
                "huge * huge|the result is larger than a double can be",
                "huge / 0.0001|the result is larger than a double can be",
                "t * 2|column t is Text, not a number",
                "1 + yes|column yes is Bool, not a number",
                "(t) + 1|column t is Text, not a number",
                "'abc' * 2|an operand is Text, not a number"
            })
    void refusesWhatHasNoResultAndShowsNothingOfTheRecord(String expression, String reason) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a *|4: it ends too early",
                "a * (b|7: ')' is missing",
                "a b|3: 'b' is not expected here",
                "a ** b|4: '*' is not expected here",
                "a % b|3: '%' is not expected here",
                ")|1: ')' is not expected here",
                "1.2.3|6: 1.2.3 is not a number",
                "1e5|2: 'e' is not expected here",
                "'open|1: the closing ' is missing",
                "`open|1: the closing ` is missing"
            })
    void saysAtWhichCharacterAnExpressionIsWrong(String expression, String wrong) {
        assertThat(OneStage.map(expression, "x").problems)
                .singleElement()
                .asString()
                .isEqualTo("stage it: expression \"" + expression + "\", character " + wrong);
    }

    @Test
    void refusesAnExpressionThatIsAProgram() {
        assertThat(OneStage.map("(".repeat(1001), "x").problems).hasSize(1);
        assertThat(OneStage.map("(".repeat(499) + "1" + ")".repeat(499), "x").problems)
                .isEmpty();
    }

    @Test
    void refusesToSetMetadata() {
        assertThat(OneStage.map("1", "_kafka_offset").problems)
                .singleElement()
                .asString()
                .contains("_kafka_offset is metadata of the record and cannot be set");
    }

    @Test
    void replacesAFieldAtItsPlace() {
        assertThat(OneStage.map("a + 1", "a").made("{\"a\":1,\"b\":[ 2 ]}")).isEqualTo("{\"a\":2,\"b\":[ 2 ]}");
    }

    @Test
    void readsMetadata() {
        assertThat(OneStage.map("_kafka_offset + 1", "next").made("{}")).isEqualTo("{\"next\":18}");
    }

    @Test
    void letsATombstonePass() {
        OneStage stage = OneStage.map("a / 0", "x");
        stage.apply((String) null);
        assertThat(stage.emitted)
                .singleElement()
                .satisfies(record -> assertThat(record.isTombstone()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "[1], RECORD_REFUSED",
        "5, RECORD_REFUSED",
        "null, RECORD_REFUSED",
        "plain secret, MALFORMED",
        "'', MALFORMED",
        "{\"secret\":, MALFORMED"
    })
    void refusesAValueThatHasNoFieldsAndShowsNothingOfIt(String value, ErrorCode code) {
        assertThatThrownBy(() -> OneStage.map("1", "x").apply(value))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(code))
                .message()
                .doesNotContain("secret");
    }
}
