package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.benchmarks.RecordGenerator.Generated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {
    private static final String ROW = """
        {"id":"a-1","user_id":42,"tags":[1,{"amount":1}],"amount":%s,"quantity":3,"country":"DE"}\
        """;

    static List<ValueStep> filters() {
        return List.of(StreamingSteps.of(Bench.FILTER), TreeSteps.of(Bench.FILTER));
    }

    static List<ValueStep> projections() {
        return List.of(StreamingSteps.of(Bench.PROJECT), TreeSteps.of(Bench.PROJECT));
    }

    static List<ValueStep> all() {
        return List.of(
                StreamingSteps.of(Bench.FILTER),
                TreeSteps.of(Bench.FILTER),
                StreamingSteps.of(Bench.PROJECT),
                TreeSteps.of(Bench.PROJECT));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void filterPassesTheBytesItWasGiven(ValueStep step) throws IOException {
        byte[] value = bytes(ROW.formatted("100.00"));

        assertThat(step.apply(value)).isSameAs(value);
    }

    @ParameterizedTest
    @MethodSource("projections")
    void projectionKeepsFourColumnsAndAddsTheTotal(ValueStep step) throws IOException {
        byte[] result = step.apply(bytes(ROW.formatted("100.50")));

        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(result)).isEqualTo(mapper.readTree("""
            {"id":"a-1","user_id":42,"amount":100.5,"quantity":3,"total":301.5}\
            """));
    }

    @ParameterizedTest
    @MethodSource("all")
    void smallAbsentNullAndTextAmountsAreFiltered(ValueStep step) throws IOException {
        assertThat(step.apply(bytes(ROW.formatted("99.99")))).isNull();
        assertThat(step.apply(bytes(ROW.formatted("null")))).isNull();
        assertThat(step.apply(bytes(ROW.formatted("\"500\"")))).isNull();
        assertThat(step.apply(bytes("{\"id\":\"a\",\"quantity\":1}"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":1,\"ok\":tru}",
                "{\"amount\":1,\"ok\":true",
                "{\"amount\":1,\"ok\":true}}",
                "{\"amount\":1} 2"
            })
    void everyStepReadsToTheLastByte(String malformed) {
        for (ValueStep step : all()) {
            assertThatThrownBy(() -> step.apply(bytes(malformed))).isInstanceOf(JsonProcessingException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void filtersAgreeWithTheGenerator(long seed) throws IOException {
        RecordGenerator generator = new RecordGenerator(seed, Bench.Input.MANY);
        for (int i = 0; i < 1_000; i++) {
            Generated record = generator.next();
            for (ValueStep step : all()) {
                assertThat(step.apply(bytes(record.value())) != null).isEqualTo(record.passes());
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
