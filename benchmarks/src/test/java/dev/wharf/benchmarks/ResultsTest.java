package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

    @Test
    void aSectionTellsMediansRatiosAndVerdicts() {
        List<LoadRow> rows = new ArrayList<>();
        for (int round = 1; round <= 11; round++) {
            rows.add(row(round, Contestant.HAND_STREAMING, 2_000_000));
            rows.add(row(round, Contestant.STREAMS, 4_000_000));
            rows.add(row(round, Contestant.WHARF, 2_100_000));
        }
        LoadOptions options = LoadOptions.parse("--bench", "filter", "--contestants", "hand,streams,wharf");

        String section = new ResultsSection(options, rows).markdown();

        assertThat(section)
                .contains("| (a) hand loop, streaming parser | 2.000 | 2.000 | 500,000 | 500,000 |")
                .contains("| wharf / hand | CPU us/record, steady | 1.050 | 1.050 .. 1.050 | <= 1.100 | reached |")
                .contains("| wharf / streams | CPU us/record, steady | 0.525 | 0.525 .. 0.525 | <= 0.667 | reached |")
                .contains("| streams / hand | CPU us/record, steady | 2.000 | 2.000 .. 2.000 |  |  |")
                .contains("(98.8 % confidence)");
    }

    @Test
    void rawRowsHaveOneColumnForEachHeading() {
        String csv = ResultsSection.csv(List.of(row(1, Contestant.STREAMS, 5)));

        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1).split(",", -1)).hasSameSizeAs(lines.get(0).split(",", -1));
    }

    @Test
    void theFileKeepsTheSectionOfTheOtherBench() {
        String both =
                ResultsFile.replace(ResultsFile.replace("title\n", Bench.FILTER, "first\n"), Bench.PROJECT, "second\n");

        String again = ResultsFile.replace(both, Bench.FILTER, "third\n");

        assertThat(again).startsWith("title\n").contains("third\n", "second\n").doesNotContain("first");
    }

    @Test
    void busyTimeLeavesOutIdleAndWaitingForDisks() {
        assertThat(MachineCpu.busy("cpu  1 2 3 1000 2000 4 5 6 0 0")).isEqualTo(21 * 10_000_000L);
    }

    private static LoadRow row(int round, Contestant contestant, long costNs) {
        Reading reading = new Reading(costNs, costNs, costNs);
        return new LoadRow(Bench.FILTER, round, contestant, 1_000, 500, reading, reading, 0, 0);
    }
}
