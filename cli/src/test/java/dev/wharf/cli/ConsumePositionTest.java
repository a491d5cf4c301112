package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.cli.ConsumePosition.Edge;
import dev.wharf.cli.ConsumePosition.Last;
import dev.wharf.cli.ConsumePosition.Offset;
import dev.wharf.cli.ConsumePosition.Time;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsumePositionTest {
    private static ConsumePosition position(String text) {
        List<String> problems = new ArrayList<>();
        return ConsumePosition.parse("--from", text, problems).orElseThrow(() -> new AssertionError(problems));
    }

    @Test
    void aPositionIsAnEdgeAnOffsetADistanceOrATime() {
        assertThat(position("beginning")).isEqualTo(Edge.BEGINNING);
        assertThat(position("end")).isEqualTo(Edge.END);
        assertThat(position("0")).isEqualTo(new Offset(0));
        assertThat(position("1772359200000")).isEqualTo(new Offset(1_772_359_200_000L));
        assertThat(position("-10")).isEqualTo(new Last(10));
        assertThat(position("@1772359200000")).isEqualTo(new Time(1_772_359_200_000L));
        assertThat(position("2026-03-01T10:00:00Z")).isEqualTo(new Time(1_772_359_200_000L));
        assertThat(position("2026-03-01T11:00+01:00")).isEqualTo(new Time(1_772_359_200_000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "@",
                "begining",
                "latest",
                "1.5",
                "-1x",
                "2026-03-01",
                "2026-03-01T10:00:00",
                "9999999999999999999",
                "+999999999-01-01T00:00:00Z"
            })
    void anythingElseIsAProblem(String text) {
        List<String> problems = new ArrayList<>();
        assertThat(ConsumePosition.parse("--from", text, problems)).isEmpty();
        assertThat(problems).singleElement().asString().startsWith("--from " + text + " is no position; write");
    }
}
