package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in the way of exactly once. */
final class DeliveryCheckTest {
    private static final String HEAD = """
        [pipeline]
        name = "p"
        delivery = "exactly_once"
        """;
    private static final String SOURCE = """
        [[stages]]
        id = "in"
        function = "kafka"
        config = { brokers = "a:1", topic = "a", group_id = "g" }
        """;

    private static String sink(String id, String config) {
        return """
            [[stages]]
            id = "%s"
            function = "kafka"
            inputs = ["in"]
            config = { %s }
            """.formatted(id, config);
    }

    private static List<String> problems(String stages) {
        return Trial.problems(HEAD + stages);
    }

    @Test
    void takesTopicsOfOneCluster() {
        assertThat(problems(SOURCE
                        + sink("one", "brokers = \"a:1\", topic = \"b\"")
                        + sink("other", "brokers = \"a:1\", topic = \"c\"")))
                .isEmpty();
    }

    @Test
    void refusesWhatHasNoTransactions() {
        assertThat(problems("""
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["in"]
            """))
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("stage in", "no offsets to commit", "at_least_once"),
                        text -> assertThat(text).contains("stage out", "cannot take part in a transaction"));
    }

    @Test
    void refusesTwoClusters() {
        assertThat(problems(SOURCE + sink("out", "brokers = \"b:1\", topic = \"b\"")))
                .singleElement()
                .asString()
                .contains("stage in", "reads from a:1", "cannot span two");
    }

    @Test
    void refusesSinksThatNeedTwoProducers() {
        assertThat(problems(SOURCE
                        + sink("one", "brokers = \"a:1\", topic = \"b\"")
                        + sink("other", "brokers = \"a:1\", topic = \"c\", client = { \"linger.ms\" = \"7\" }")))
                .singleElement()
                .asString()
                .contains("stage other", "one producer");
    }

    @Test
    void refusesSettingsThatBreakIt() {
        String hasty = "brokers = \"a:1\", topic = \"b\", client = { \"transaction.timeout.ms\" = \"9999\" }";
        String patient = "brokers = \"a:1\", topic = \"b\", client = { \"transaction.timeout.ms\" = \"10000\" }";
        String dirty = SOURCE.replace("group_id", "client = { \"isolation.level\" = \"read_uncommitted\" }, group_id");

        assertThat(problems(SOURCE + sink("out", patient))).isEmpty();
        assertThat(problems(SOURCE + sink("out", hasty)))
                .singleElement()
                .asString()
                .contains("stage out", "transaction.timeout.ms = 9999");
        assertThat(problems(dirty + sink("out", "brokers = \"a:1\", topic = \"b\"")))
                .singleElement()
                .asString()
                .contains("stage in", "isolation.level");
    }
}
