package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.deadletter.Provenance;
import dev.wharf.record.Origin;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dead letters counted by why they failed. */
final class DlqGroupsTest {
    private final DlqGroups groups = new DlqGroups();
    private long line;

    private void add(String reason, long timeMs) {
        Provenance provenance = new Provenance(new Origin("orders", 3), 42, -1, DlqSamples.failure(reason, timeMs), 0);
        line++;
        groups.add(DlqSamples.inFile(line, DlqSamples.letter(null, null, new RecordHeaders(), provenance)));
    }

    @Test
    void countsReasonsThatDifferInNumbersAsOneAndKeepsFirstAndLast() {
        add("order 17 has no customer", 2_000);
        add("timed out", 5_000);
        add("order 4711 has no customer", 1_000);
        add("order 3 has no customer", 3_000);

        assertThat(DlqListCommand.lines("failed.jsonl", groups, 20)).containsExactly("""
            3 × order # has no customer
                stage enrich, permanent, java.lang.IllegalStateException
                first 1970-01-01T00:00:01Z at failed.jsonl:3, last 1970-01-01T00:00:03Z

            1 × timed out
                stage enrich, permanent, java.lang.IllegalStateException
                first 1970-01-01T00:00:05Z at failed.jsonl:2

            4 dead letters in failed.jsonl, 2 reasons\
            """.split("\n", -1));
    }

    @Test
    void showsAReasonAsItIsWhereAllSayTheSame() {
        add("order 17 has no customer", 1);
        add("order 17 has no customer", 2);
        assertThat(groups.largest())
                .singleElement()
                .extracting(DlqGroups.Group::reason)
                .isEqualTo("order 17 has no customer");
    }

    @Test
    void knowsNoTimeWhereNobodyTellsOne() {
        add("a", -1);
        add("a", -1);
        assertThat(DlqListCommand.lines("f", groups, 20)).contains("    first at failed.jsonl:1");
        add("a", 1_000);
        assertThat(DlqListCommand.lines("f", groups, 20))
                .contains("    first 1970-01-01T00:00:01Z at failed.jsonl:3, last 1970-01-01T00:00:01Z");
    }

    @Test
    void keepsABoundedNumberOfReasonsAndSaysWhatIsLeftOut() {
        for (int i = 0; i < DlqGroups.MAX_GROUPS + 5; i++) {
            add("reason " + "x".repeat(1 + i % 150) + "-" + "y".repeat(i / 150) + "-", i);
        }
        assertThat(groups.largest()).hasSize(DlqGroups.MAX_GROUPS);
        List<String> lines = DlqListCommand.lines("failed.jsonl", groups, 2);
        assertThat(lines.subList(lines.size() - 3, lines.size()))
                .containsExactly(
                        "1,005 dead letters in failed.jsonl, 1,000 reasons",
                        "not printed: 998 dead letters of rarer reasons; a larger --limit prints more",
                        "not told apart: 5 dead letters of further reasons, beyond the first 1,000");
    }

    @Test
    void cutsLongReasonsAndPrintsNoControlCharacters() {
        add("\u001b[31mred\u001b[0m\u0007 \u202etxt " + "z".repeat(10_000), 1);
        String lines = String.join("\n", DlqListCommand.lines("failed.jsonl", groups, 20));
        assertThat(lines)
                .contains("\\u001b[31mred\\u001b[0m\\u0007 \\u202etxt zzz")
                .hasSizeLessThan(500);
        assertThat(lines.chars()).allMatch(character -> character >= ' ' || character == '\n');
    }

    @Test
    void saysThatThereAreNone() {
        assertThat(DlqListCommand.lines("orders.dlq", groups, 20)).containsExactly("no dead letters in orders.dlq");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record orders-3@42: amount is 17.5|record orders-#@#: amount is #",
                "id 6fa459ea-ee8a-3ca4-894e-702e77bf9c05 is gone|id # is gone",
                "at 0x7fff1c2a, hash deadbeef01|at #, hash #",
                "not UTF8, in s3 deadbeef|not UTF8, in s3 deadbeef",
                "connect to 10.0.0.1:9092 refused|connect to # refused",
            })
    void putsANumberSignInPlaceOfNumbers(String reason, String normal) {
        assertThat(DlqReason.normal(reason)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({"order 17 is odd", "ORDER # IS", "17", "'order #…'"})
    void findsAReasonAsItIsAndAsItWasPrinted(String wanted) {
        assertThat(DlqReason.matches("order 17 is odd", wanted)).isTrue();
        assertThat(DlqReason.matches("nothing", wanted)).isFalse();
    }
}
