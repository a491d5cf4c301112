package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.loop.RecordFailure;
import dev.wharf.record.WharfRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs of every form run, and their ledgers add up. */
final class GraphRunTest {
    private static final String TWO_SINKS = """
        [[stages]]
        id = "in"
        function = "stdin.read"
        [[stages]]
        id = "large"
        function = "filter.apply"
        inputs = ["in"]
        config = { column = "a", operator = ">", value = 1 }
        [[stages]]
        id = "all"
        function = "stdout.write"
        inputs = ["in"]
        [[stages]]
        id = "some"
        function = "stdout.write"
        inputs = ["large"]
        """;
    private static final String[] VALUES = {"{\"a\":1}", "{\"a\":2}", "{\"b\":3}", "{\"a\":4}"};

    /** Rows as {@code id in/passed/filtered/absent/returned/emitted}, edges as {@code from>to emitted=in}. */
    private static List<String> facts(Ledger ledger) {
        List<String> rows = new ArrayList<>(ledger.rows().stream()
                .map(row -> row.id() + " " + row.in() + "/" + row.passed() + "/" + row.filtered() + "/"
                        + row.filteredAbsent() + "/" + row.returned() + "/" + row.emitted())
                .toList());
        ledger.edges()
                .forEach(edge -> rows.add(edge.from() + ">" + edge.to() + " " + edge.emitted() + "=" + edge.in()));
        return rows;
    }

    private static PipelineRun.Result good(Trial trial) throws InterruptedException {
        PipelineRun.Result result = trial.run();
        assertThat(result.failure()).isNull();
        assertThat(result.unfinishedInput()).isFalse();
        assertThat(result.ledger().mismatches()).isEmpty();
        return result;
    }

    @Test
    void fansOutToEveryStageThatNamesAnInput() throws InterruptedException {
        MemoryTopic topic = MemoryTopic.of(VALUES);
        MemorySink all = MemorySink.takingAll();
        MemorySink some = MemorySink.takingAll();
        PipelineRun.Result result =
                good(Trial.of(TWO_SINKS).with("in", topic).with("all", all).with("some", some));

        assertThat(all.values()).containsExactly(VALUES);
        assertThat(some.values()).containsExactly(VALUES[1], VALUES[3]);
        assertThat(topic.committed).isEqualTo(4);
        assertThat(facts(result.ledger()))
                .containsExactlyInAnyOrder(
                        "in 4/4/0/0/0/4",
                        "large 4/2/1/1/0/2",
                        "all 4/4/0/0/0/0",
                        "some 2/2/0/0/0/0",
                        "in>all 4=4",
                        "in>large 4=4",
                        "large>some 2=2");
    }

    @Test
    void aBranchThatFailsEndsTheRunAndCommitsNothingBeyondItsRecord() throws InterruptedException {
        MemoryTopic topic = MemoryTopic.of(VALUES);
        MemorySink all = MemorySink.takingAll();
        MemorySink some = MemorySink.refusing(record -> record.offset() == 1);
        PipelineRun.Result result = Trial.of(TWO_SINKS)
                .with("in", topic)
                .with("all", all)
                .with("some", some)
                .run();

        assertThat(result.failure())
                .isInstanceOf(RecordFailure.class)
                .hasMessage("stage some, record events-2@1: refused by the test");
        assertThat(topic.committed).isEqualTo(1);
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(facts(result.ledger())).contains("large 2/1/1/0/0/1", "some 1/0/0/0/1/0", "in>large 2=2");
        Ledger.Row source = result.ledger().rows().get(0);
        assertThat(source.in()).isEqualTo(source.passed() + source.returned());
    }

    @Test
    void fanInIsAUnion() throws InterruptedException {
        MemorySink out = MemorySink.takingAll();
        MemoryTopic left = MemoryTopic.of("{\"a\":1}", "{\"a\":2}");
        MemoryTopic right = MemoryTopic.of("{\"b\":1}", "{\"b\":2}", "{\"b\":3}");
        PipelineRun.Result result =
                good(Trial.of("""
                    [[stages]]
                    id = "left"
                    function = "stdin.read"
                    [[stages]]
                    id = "right"
                    function = "stdin.read"
                    [[stages]]
                    id = "out"
                    function = "stdout.write"
                    inputs = ["left", "right"]
                    """).with("left", left).with("right", right).with("out", out));

        assertThat(out.values())
                .containsExactlyInAnyOrder("{\"a\":1}", "{\"a\":2}", "{\"b\":1}", "{\"b\":2}", "{\"b\":3}")
                .containsSubsequence("{\"a\":1}", "{\"a\":2}")
                .containsSubsequence("{\"b\":1}", "{\"b\":2}", "{\"b\":3}");
        assertThat(List.of(left.committed, right.committed)).containsExactly(2L, 3L);
        assertThat(facts(result.ledger()))
                .containsExactlyInAnyOrder(
                        "left 2/2/0/0/0/2", "right 3/3/0/0/0/3", "out 5/5/0/0/0/0", "left>out 2=2", "right>out 3=3");
    }

    @Test
    void throughADiamondARecordArrivesOnceByEachWay() throws InterruptedException {
        MemorySink out = MemorySink.takingAll();
        MemoryTopic topic = MemoryTopic.of("{\"a\":1}", "{\"a\":2}");
        PipelineRun.Result result = good(Trial.of("""
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["double", "half"]
            [[stages]]
            id = "double"
            function = "map.apply"
            inputs = ["in"]
            config = { expression = "a * 2", output_column = "a" }
            [[stages]]
            id = "half"
            function = "filter.apply"
            inputs = ["in"]
            config = { column = "a", operator = "==", value = 1 }
            """).with("in", topic).with("out", out));

        assertThat(out.values()).containsExactlyInAnyOrder("{\"a\":1}", "{\"a\":2}", "{\"a\":4}");
        assertThat(topic.committed).isEqualTo(2);
        assertThat(facts(result.ledger()))
                .contains(
                        "double 2/2/0/0/0/2", "half 2/1/1/0/0/1", "out 3/3/0/0/0/0", "double>out 2=2", "half>out 1=1");
    }

    @Test
    void aSinkThatPassesOnHandsItsRecordsToTheNext() throws InterruptedException {
        MemorySink first = MemorySink.takingAll();
        MemorySink second = MemorySink.takingAll();
        PipelineRun.Result result = good(Trial.of("""
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "first"
            function = "kafka"
            inputs = ["in"]
            config = { topic = "t" }
            [[stages]]
            id = "second"
            function = "stdout.write"
            inputs = ["first"]
            """)
                .with("in", MemoryTopic.of(VALUES))
                .with("first", first)
                .with("second", second));

        assertThat(first.values()).containsExactly(VALUES);
        assertThat(second.values()).containsExactly(VALUES);
        assertThat(facts(result.ledger())).contains("first 4/4/0/0/0/4", "second 4/4/0/0/0/0", "first>second 4=4");
    }

    @Test
    void aRecordThatNothingChangedKeepsEverythingThatItHad() throws InterruptedException {
        String spaced = " { \"a\" : 2.50, \"a\" : 3.0 } ";
        byte[] noText = {(byte) 0xFF, 0};
        MemorySink out = MemorySink.takingAll();
        good(Trial.of(TWO_SINKS)
                .with("in", MemoryTopic.of(spaced, null, "").add(null, noText))
                .with("all", out)
                .with("some", MemorySink.takingAll()));

        assertThat(out.values().subList(0, 3)).containsExactly(spaced, "(tombstone)", "");
        WharfRecord last = out.records.get(3);
        assertThat(last.value().array()).isEqualTo(noText);
        assertThat(last.key().isNull()).isTrue();
        WharfRecord first = out.records.get(0);
        assertThat(first.key().array()).isEqualTo("k0".getBytes(StandardCharsets.UTF_8));
        assertThat(first.timestampMs()).isEqualTo(MemoryTopic.TIMESTAMP);
        assertThat(first.headers().lastHeader("number").value()).containsExactly(0);
        assertThat(out.records).allSatisfy(record -> assertThat(record).isSameAs(record.original()));
    }

    @Test
    void aRecordThatWasChangedKeepsItsKeyHeadersAndTimestamp() throws InterruptedException {
        MemorySink out = MemorySink.takingAll();
        good(Trial.of("""
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "double"
            function = "map.apply"
            inputs = ["in"]
            config = { expression = "a * 2", output_column = "twice" }
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["double"]
            """).with("in", MemoryTopic.of("{\"a\": 2}")).with("out", out));

        assertThat(out.values()).containsExactly("{\"a\": 2,\"twice\":4}");
        WharfRecord record = out.records.get(0);
        assertThat(record.key().array()).isEqualTo("k0".getBytes(StandardCharsets.UTF_8));
        assertThat(record.timestampMs()).isEqualTo(MemoryTopic.TIMESTAMP);
        assertThat(record.headers().lastHeader("number").value()).containsExactly(0);
    }

    @Test
    void whatIsPrintedShowsMetadataAndEveryKindOfValue() throws InterruptedException {
        List<String> lines = Trial.of("""
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["in"]
            """)
                .with(
                        "in",
                        MemoryTopic.of("{\"a\":\n1}", "text", null, "", "[1,\n2]", "5", "null")
                                .add("k7", new byte[] {-1}))
                .lines();

        assertThat(lines)
                .containsExactly(
                        "{\"a\": 1," + metadata(0),
                        "{\"_kafka_payload\":\"text\"," + metadata(1),
                        "{\"_kafka_payload\":null," + metadata(2),
                        "{\"_kafka_payload\":\"\"," + metadata(3),
                        "[1, 2]",
                        "5",
                        "null",
                        "{\"_kafka_payload\":{\"base64\":\"/w==\"}," + metadata(7));
    }

    private static String metadata(int number) {
        return "\"_kafka_key\":\"k" + number + "\",\"_kafka_partition\":2,\"_kafka_offset\":" + number
                + ",\"_kafka_timestamp\":" + (MemoryTopic.TIMESTAMP + number) + "}";
    }

    @Test
    void aSelectionIsPrintedWithoutMetadataThatItDidNotName() throws InterruptedException {
        List<String> lines =
                Trial.of("""
                    [[stages]]
                    id = "in"
                    function = "stdin.read"
                    [[stages]]
                    id = "slim"
                    function = "select.apply"
                    inputs = ["in"]
                    config.columns = ["_kafka_offset", "a"]
                    [[stages]]
                    id = "out"
                    function = "stdout.write"
                    inputs = ["slim"]
                    """).with("in", MemoryTopic.of("{\"a\":1,\"b\":2}")).lines();
        assertThat(lines).containsExactly("{\"_kafka_offset\":0,\"a\":1}");
    }
}
