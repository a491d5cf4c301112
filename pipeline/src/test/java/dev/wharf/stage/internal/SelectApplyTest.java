package dev.wharf.stage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.stage.TransformStage.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code select.apply} keeps. */
final class SelectApplyTest {

    @Test
    void keepsTheNamedFieldsInTheOrderNamed() {
        assertThat(OneStage.select("c", "a").made("{\"a\": 1.0, \"b\": 2, \"c\": {\"x\": [ ]}}"))
                .isEqualTo("{\"c\":{\"x\": [ ]},\"a\":1.0}");
    }

    @Test
    void leavesOutWhatTheRecordHasNotAndKeepsNulls() {
        assertThat(OneStage.select("a", "b").made("{\"b\":null}")).isEqualTo("{\"b\":null}");
        assertThat(OneStage.select("a").made("{\"b\":1}")).isEqualTo("{}");
    }

    @Test
    void makesNamedMetadataPartOfTheValue() {
        assertThat(OneStage.select("_kafka_offset", "a", "_kafka_key", "_kafka_topic")
                        .made("{\"a\":1}"))
                .isEqualTo("{\"_kafka_offset\":17,\"a\":1,\"_kafka_key\":\"k\",\"_kafka_topic\":\"events\"}");
    }

    @Test
    void leavesOutTheKeyThatARecordHasNot() {
        OneStage stage = OneStage.select("_kafka_key", "a");
        stage.apply(stage.record(null, "{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
        assertThat(OneStage.text(stage.emitted.get(0))).isEqualTo("{\"a\":1}");
    }

    @Test
    void makesARowOfAValueThatIsNotJson() {
        assertThat(OneStage.select("_kafka_payload", "_kafka_partition").made("no \"json\""))
                .isEqualTo("{\"_kafka_payload\":\"no \\\"json\\\"\",\"_kafka_partition\":2}");
        assertThat(OneStage.select("_kafka_payload").made("")).isEqualTo("{\"_kafka_payload\":\"\"}");
    }

    @Test
    void writesBytesThatAreNoTextAsBase64() {
        OneStage stage = OneStage.select("_kafka_payload");
        stage.apply(stage.record("k", new byte[] {(byte) 0xFF, 0, 1}));
        assertThat(OneStage.text(stage.emitted.get(0))).isEqualTo("{\"_kafka_payload\":{\"base64\":\"/wAB\"}}");
    }

    @Test
    void hasNoPayloadFieldForJson() {
        assertThat(OneStage.select("_kafka_payload", "a").made("{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void letsATombstonePass() {
        OneStage stage = OneStage.select("a");
        assertThat(stage.apply((String) null)).isEqualTo(Outcome.PASSED);
        assertThat(stage.emitted.get(0).isTombstone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "5", "null"})
    void refusesJsonThatHasNoFields(String value) {
        assertThatThrownBy(() -> OneStage.select("a").apply(value))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED));
    }

    @Test
    void refusesAColumnNamedTwice() {
        assertThat(OneStage.select("a", "b", "a").problems)
                .singleElement()
                .asString()
                .contains("the column a is named twice");
    }
}
