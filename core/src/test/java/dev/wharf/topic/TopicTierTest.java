package dev.wharf.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiers, and what can be wrong with them. */
final class TopicTierTest {
    private static final TopicTier BARE = new TopicTier("bare", 1, 1, Map.of());

    private static List<String> problems(TopicTier tier) {
        return tier.problems().stream().map(TierProblem::toString).toList();
    }

    @Test
    void theBuiltInOnesSurviveTheLossOfABroker() {
        assertThat(TopicTier.builtIn()).allSatisfy(tier -> {
            assertThat(tier.problems()).isEmpty();
            assertThat(tier.replicationFactor()).isEqualTo(3);
            assertThat(tier.configs()).containsEntry("min.insync.replicas", "2");
        });
        assertThat(TopicTier.STANDARD.partitions()).isEqualTo(3);
        assertThat(TopicTier.STANDARD.configs())
                .containsEntry("retention.ms", "604800000")
                .containsEntry("compression.type", "producer");
        assertThat(TopicTier.DLQ)
                .isEqualTo(
                        new TopicTier("dlq", 1, 3, Map.of("retention.ms", "2592000000", "min.insync.replicas", "2")));
        assertThat(TopicTier.DLQ.isLike(TopicTier.ERROR)).isTrue();
        assertThat(TopicTier.STANDARD.isLike(TopicTier.ERROR)).isFalse();
    }

    @Test
    void givesAnotherTierAndStaysAsItIs() {
        TopicTier wide = TopicTier.STANDARD
                .named("wide")
                .withPartitions(12)
                .withReplicationFactor(2)
                .withConfig("retention.ms", 5)
                .withoutConfig("compression.type");
        assertThat(wide)
                .isEqualTo(new TopicTier("wide", 12, 2, Map.of("retention.ms", " 5 ", "min.insync.replicas", "2")));
        assertThat(TopicTier.STANDARD.partitions()).isEqualTo(3);
    }

    @Test
    void hasNoMoreCopiesInSyncThanCopies() {
        TopicTier one = TopicTier.STANDARD.withCopiesUpTo(1);
        assertThat(one.replicationFactor()).isEqualTo(1);
        assertThat(one.configs()).containsEntry("min.insync.replicas", "1");
        assertThat(TopicTier.STANDARD.withCopiesUpTo(2)).isEqualTo(TopicTier.STANDARD.withReplicationFactor(2));
        assertThat(TopicTier.STANDARD.withCopiesUpTo(5)).isEqualTo(TopicTier.STANDARD);
        assertThat(BARE.withReplicationFactor(3).withCopiesUpTo(1)).isEqualTo(BARE);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        TopicTier wrong = new TopicTier(
                "wrong", 0, 1, Map.of("retenton.ms", "5", "min.insync.replicas", "2", "max.message.bytes", "1MB"));
        assertThat(wrong.problems())
                .containsExactlyInAnyOrder(
                        new TierProblem("partitions", "partitions = 0 must be at least 1"),
                        new TierProblem(
                                "config.retenton.ms",
                                "Kafka has no topic setting retenton.ms; did you mean retention.ms?"),
                        new TierProblem("config.max.message.bytes", "max.message.bytes = 1MB is not a whole number"),
                        new TierProblem(
                                "replication_factor",
                                "min.insync.replicas = 2 is more than replication_factor = 1, so that no record would"
                                        + " be acknowledged; lower the one, or raise the other"));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "32768"})
    void refusesCopiesThatKafkaCannotCount(int copies) {
        assertThat(problems(BARE.withReplicationFactor(copies)))
                .singleElement()
                .asString()
                .contains("replication_factor = " + copies + " is not between 1 and 32767");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compression.type|zstandard|compression.type = zstandard is not possible; known are gzip, lz4,",
                "compression.type|snapy|compression.type = snapy is not possible; did you mean snappy?",
                "cleanup.policy|compact,delet|cleanup.policy = compact,delet is not possible; did you mean delete?",
                "unclean.leader.election.enable|ture|unclean.leader.election.enable = ture is not possible; did you",
                "segment.ms|7d|segment.ms = 7d is not a whole number",
                "retention|5|Kafka has no topic setting retention"
            })
    void refusesSettingsThatNoBrokerWouldTake(String key, String value, String text) {
        assertThat(BARE.withConfig(key, value).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("config." + key))
                .satisfies(problem -> assertThat(problem.text()).startsWith(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retention.ms|-1",
                "max.compaction.lag.ms|9223372036854775807",
                "cleanup.policy|compact, delete",
                "min.cleanable.dirty.ratio|0.25",
                "message.timestamp.type|LogAppendTime",
                "preallocate|TRUE"
            })
    void takesWhatIsRightAndLeavesTheRestToTheBrokers(String key, String value) {
        assertThat(problems(BARE.withConfig(key, value))).isEmpty();
    }

    @Test
    void knowsEverySettingOfKafkasClient() {
        assertThat(TopicConfigs.isKnown("retention.ms")).isTrue();
        assertThat(TopicConfigs.isKnown("remote.storage.enable")).isTrue();
        assertThat(TopicConfigs.isKnown("group.id")).isFalse();
    }
}
