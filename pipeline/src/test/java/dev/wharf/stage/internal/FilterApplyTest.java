package dev.wharf.stage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.TransformStage.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code filter.apply} lets through. */
final class FilterApplyTest {

    /** Whether a record whose field a is this JSON text is let through. */
    private static Outcome outcome(String json, String operator, Object value) {
        return OneStage.filter("a", operator, value).apply("{\"a\":" + json + "}");
    }

    private static boolean passes(String json, String operator, Object value) {
        Outcome outcome = outcome(json, operator, value);
        assertThat(outcome).isNotEqualTo(Outcome.FILTERED_ABSENT);
        return outcome == Outcome.PASSED;
    }

    @ParameterizedTest
    @CsvSource({
        "==, 99, false",
        "==, 100, true",
        "==, 101, false",
        "=, 100, true",
        "=, 99, false",
        "!=, 100, false",
        "!=, 99, true",
        "<>, 100, false",
        "<>, 101, true",
        ">, 100, false",
        ">, 101, true",
        ">, 99, false",
        ">=, 99, false",
        ">=, 100, true",
        ">=, 101, true",
        "<, 100, false",
        "<, 99, true",
        "<, 101, false",
        "<=, 101, false",
        "<=, 100, true",
        "<=, 99, true"
    })
    void comparesNumbers(String operator, String number, boolean passes) {
        assertThat(passes(number, operator, "100")).as("text in the file").isEqualTo(passes);
        assertThat(passes(number, operator, 100L)).as("integer in the file").isEqualTo(passes);
        assertThat(passes(number, operator, 100.0)).as("float in the file").isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"100", "100.0", "1e2", "1E+2", "1000e-1", "100.000000000000000000000000000000"})
    void takesANumberInAnyNotationForTheSame(String number) {
        assertThat(passes(number, "==", "100")).isTrue();
        assertThat(passes(number, "==", 100L)).isTrue();
        assertThat(passes(number, "!=", "100")).isFalse();
        assertThat(passes(number, "in", List.of("5", "100"))).isTrue();
    }

    @Test
    void comparesATextWithATextLetterByLetter() {
        assertThat(passes("\"100\"", "==", "100")).isTrue();
        assertThat(passes("\"0100\"", "==", "100")).isFalse();
        assertThat(passes("\"20\"", "<", "100")).isFalse();
        assertThat(passes("\"b\"", ">", "a")).isTrue();
    }

    @Test
    void comparesATextWithANumberAsNumbers() {
        assertThat(passes("\"0100\"", "==", 100L)).isTrue();
        assertThat(passes("\"20\"", "<", 100L)).isTrue();
        assertThat(passes("\" 1e2 \"", "==", 100L)).isTrue();
        assertThat(passes("\"many\"", "==", 100L)).isFalse();
        assertThat(passes("\"many\"", "<", 100L)).isFalse();
        assertThat(passes("\"many\"", "!=", 100L)).isTrue();
    }

    @Test
    void comparesHugeNumbersExactly() {
        assertThat(passes("9007199254740993", "==", "9007199254740992")).isFalse();
        assertThat(passes("123456789012345678901234567890", "==", "123456789012345678901234567890"))
                .isTrue();
        assertThat(passes("123456789012345678901234567891", ">", "123456789012345678901234567890"))
                .isTrue();
        assertThat(passes("0.1", "==", 0.1)).isTrue();
        assertThat(passes("0.1000000000000000001", "==", "0.1")).isFalse();
        assertThat(passes("1e400", ">", "1e399")).isTrue();
        assertThat(passes("\"-1e999999999\"", "<", 0L)).isTrue();
    }

    @Test
    void refusesNumbersThatTakeForeverToCompare() {
        assertThatThrownBy(() -> outcome("1e999999999", "<", 0L))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
        assertThat(passes("\"" + "9".repeat(1_000_000) + "\"", ">", 0L)).isFalse();
    }

    @Test
    void comparesBooleans() {
        assertThat(passes("true", "==", true)).isTrue();
        assertThat(passes("true", "==", "true")).isTrue();
        assertThat(passes("false", "==", true)).isFalse();
        assertThat(passes("false", "!=", true)).isTrue();
        assertThat(passes("true", ">", false)).isFalse();
        assertThat(passes("true", "==", 1L)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"==", "=", "!=", "<>", ">", ">=", "<", "<=", "contains", "in"})
    void countsWhatIsAbsentOrNullAsAbsentWhateverTheOperator(String operator) {
        assertThat(outcome("null", operator, "100")).isEqualTo(Outcome.FILTERED_ABSENT);
        for (String value : new @Nullable String[] {"{\"b\":1}", "[100]", "100", "null", "not json", "", null}) {
            assertThat(OneStage.filter("a", operator, "100").apply(value)).isEqualTo(Outcome.FILTERED_ABSENT);
        }
    }

    @Test
    void findsPartsOfTextsAndElementsOfArrays() {
        assertThat(passes("\"a wharf here\"", "contains", "wharf")).isTrue();
        assertThat(passes("\"a ship here\"", "contains", "wharf")).isFalse();
        assertThat(passes("[1, \"wharf\"]", "contains", "wharf")).isTrue();
        assertThat(passes("[1.0, 2]", "contains", "1")).isTrue();
        assertThat(passes("[\"a wharf\"]", "contains", "wharf")).isFalse();
        assertThat(passes("5", "contains", "5")).isFalse();
        assertThat(passes("{\"wharf\":1}", "contains", "wharf")).isFalse();
    }

    @Test
    void findsAnyOfSeveralValues() {
        List<Object> values = List.of("a", 2L, true);
        assertThat(passes("\"a\"", "in", values)).isTrue();
        assertThat(passes("2.0", "in", values)).isTrue();
        assertThat(passes("true", "in", values)).isTrue();
        assertThat(passes("\"b\"", "in", values)).isFalse();
        assertThat(passes("\"a\"", "in", "a")).isTrue();
    }

    @Test
    void findsArraysAndRowsEqualToNothing() {
        assertThat(passes("[100]", "==", "100")).isFalse();
        assertThat(passes("{}", "==", "100")).isFalse();
        assertThat(passes("[100]", "!=", "100")).isTrue();
        assertThat(passes("[100]", ">=", "100")).isFalse();
        assertThat(passes("[100]", "<=", "100")).isFalse();
    }

    @Test
    void refusesSeveralValuesForAnOperatorThatTakesOne() {
        assertThat(OneStage.filter("a", ">", List.of(1L, 2L)).problems)
                .singleElement()
                .asString()
                .contains("operator > compares with one value, not with 2");
    }

    @Test
    void comparesMetadata() {
        assertThat(OneStage.filter("_kafka_partition", "==", 2L).apply("{}")).isEqualTo(Outcome.PASSED);
        assertThat(OneStage.filter("_kafka_offset", "<", 17L).apply("{}")).isEqualTo(Outcome.FILTERED);
        assertThat(OneStage.filter("_kafka_key", "==", "k").apply((String) null))
                .isEqualTo(Outcome.PASSED);
        assertThat(OneStage.filter("_kafka_topic", "==", "events").apply("[1]")).isEqualTo(Outcome.PASSED);
        assertThat(OneStage.filter("_kafka_timestamp", ">=", OneStage.TIMESTAMP).apply("{}"))
                .isEqualTo(Outcome.PASSED);
        assertThat(OneStage.filter("_kafka_payload", "contains", "json").apply("not json"))
                .isEqualTo(Outcome.PASSED);
        assertThat(OneStage.filter("_kafka_payload", "contains", "json").apply("{\"a\":\"json\"}"))
                .isEqualTo(Outcome.FILTERED_ABSENT);
    }

    @Test
    void countsAMissingKeyAsAbsent() {
        OneStage stage = OneStage.filter("_kafka_key", "!=", "x");
        assertThat(stage.apply(stage.record(null, new byte[] {'1'}))).isEqualTo(Outcome.FILTERED_ABSENT);
    }

    @Test
    void passesTheVeryRecordThatCame() {
        OneStage stage = OneStage.filter("a", "==", 1L);
        WharfRecord record = stage.record("k", "{ \"a\" : 1 }".getBytes(StandardCharsets.UTF_8));
        stage.apply(record);
        assertThat(stage.emitted).containsExactly(record);
    }
}
