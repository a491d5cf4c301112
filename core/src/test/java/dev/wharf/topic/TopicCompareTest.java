package dev.wharf.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.TopicDifference.Remedy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between a plan and a cluster, and what is done about it, without a cluster. */
final class TopicCompareTest {
    private static final TopicTier PLAIN = new TopicTier("plain", 3, 3, Map.of());
    private static final Map<String, String> IN_FORCE = Map.of(
            "retention.ms",
            "604800000",
            "min.insync.replicas",
            "2",
            "compression.type",
            "producer",
            "cleanup.policy",
            "delete");

    private static FoundTopic topic(int partitions, int copies, Map<String, String> configs) {
        return new FoundTopic(partitions, copies, copies, List.of(), Optional.of(configs));
    }

    private static TopicComparison compare(TopicPlanBuilder plan, int brokers, Map<String, FoundTopic> found) {
        return TopicCompare.of(plan.build(), new FoundTopics(brokers, found));
    }

    private static TopicComparison compare(TopicTier tier, FoundTopic found) {
        return compare(TopicPlan.builder().topic("t", tier), 3, Map.of("t", found));
    }

    private static List<String> told(TopicComparison comparison) {
        return comparison.differences().stream().map(TopicDifference::toString).toList();
    }

    @Test
    void findsNothingWhereAllIsAsPlanned() {
        TopicComparison found = compare(TopicTier.STANDARD, topic(3, 3, IN_FORCE));
        assertThat(found).isEqualTo(TopicComparison.NONE);
        assertThat(found.isAsPlanned()).isTrue();
    }

    @Test
    void createsWhatIsMissingAsItsTierSays() {
        TopicComparison found = compare(TopicPlan.builder().topic("t", TopicTier.ERROR), 3, Map.of());
        assertThat(told(found)).containsExactly("topic t: 1 partition, 3 copies");
        assertThat(found.toApply())
                .singleElement()
                .extracting(TopicDifference::remedy)
                .isEqualTo(new Remedy.Create(TopicTier.ERROR));
    }

    @Test
    void neverHasFewerPartitions() {
        TopicComparison found = compare(PLAIN, topic(6, 3, Map.of()));
        assertThat(told(found))
                .containsExactly("topic t: partitions 6, wanted 3: never fewer: Kafka cannot take partitions away");
        assertThat(found.toApply()).isEmpty();
    }

    @Test
    void addsPartitionsOnlyOnDemand() {
        Map<String, FoundTopic> two = Map.of("t", topic(2, 3, Map.of()));
        TopicComparison left = compare(TopicPlan.builder().topic("t", PLAIN), 3, two);
        assertThat(told(left))
                .containsExactly("topic t: partitions 2, wanted 3: more only on demand: keys would move to other"
                        + " partitions, out of their order");
        TopicComparison added = compare(TopicPlan.builder().topic("t", PLAIN).addPartitions(), 3, two);
        assertThat(told(added)).containsExactly("topic t: partitions 2 -> 3");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "5"})
    void neverChangesTheNumberOfCopies(int copies) {
        TopicComparison found = compare(PLAIN, topic(3, copies, Map.of()));
        assertThat(told(found))
                .containsExactly("topic t: replication factor " + copies
                        + ", wanted 3: never changed: it moves whole partitions from broker to broker");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // setting | found | wanted | why it is left alone, or - if it is changed
                "retention.ms|1000|2000|-",
                "retention.ms|1000|-1|-",
                "retention.ms|2000|1000|never lowered: records would be deleted",
                "retention.ms|-1|1000|never lowered: records would be deleted",
                "retention.bytes|1000|2000|-",
                "retention.bytes|1000|-1|-",
                "retention.bytes|2000|1000|never lowered: records would be deleted",
                "retention.bytes|-1|1000|never lowered: records would be deleted",
                "max.message.bytes|1000|2000|-",
                "max.message.bytes|2000|1000|never lowered: records that are taken now would be refused",
                "message.timestamp.before.max.ms|2|1|never lowered: records that are taken now would be refused",
                "message.timestamp.after.max.ms|2|1|never lowered: records that are taken now would be refused",
                "message.timestamp.after.max.ms|1|2|-",
                "min.insync.replicas|1|2|-",
                "min.insync.replicas|2|1|never lowered: an acknowledged record could be lost with one broker fewer",
                "delete.retention.ms|2|1|never lowered: readers could miss that a key was deleted",
                "min.compaction.lag.ms|2|1|never lowered: records would be compacted away sooner",
                "max.compaction.lag.ms|2|1|never lowered: records would be compacted away sooner",
                "cleanup.policy|delete|compact|never changed: it decides which records go",
                "cleanup.policy|compact|compact,delete|never changed: it decides which records go",
                "unclean.leader.election.enable|true|false|-",
                "unclean.leader.election.enable|false|true|never switched on: a copy that lacks records may then",
                "remote.storage.enable|false|true|-",
                "remote.storage.enable|true|false|never switched off: records that are in remote storage only could go",
                "remote.log.delete.on.disable|false|true|never switched on: it deletes records in remote storage",
                "compression.type|producer|zstd|-",
                "segment.ms|2000|1000|-",
                "segment.ms|1000|2000|-"
            })
    void raisesAndChangesButNeverLoses(String key, String found, String wanted, @Nullable String why) {
        TopicComparison comparison = compare(PLAIN.withConfig(key, wanted), topic(3, 3, Map.of(key, found)));
        TopicDifference difference = comparison.differences().get(0);
        assertThat(comparison.differences()).hasSize(1);
        assertThat(difference.what()).isEqualTo(key);
        assertThat(difference.found()).isEqualTo(found);
        assertThat(difference.wanted()).isEqualTo(wanted);
        if (why == null) {
            assertThat(difference.remedy()).isEqualTo(new Remedy.Change());
            assertThat(difference).hasToString("topic t: " + key + " " + found + " -> " + wanted);
        } else {
            assertThat(difference.remedy())
                    .isInstanceOfSatisfying(
                            Remedy.Leave.class,
                            leave -> assertThat(leave.reason()).startsWith(why));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retention.ms|604800000|0604800000",
                "min.cleanable.dirty.ratio|0.5|0.50",
                "cleanup.policy|compact,delete|delete, compact",
                "preallocate|false|False"
            })
    void whatMeansTheSameIsNoDifference(String key, String found, String wanted) {
        assertThat(compare(PLAIN.withConfig(key, wanted), topic(3, 3, Map.of(key, found)))
                        .differences())
                .isEmpty();
    }

    @Test
    void doesNotLookAtSettingsThatThePlanDoesNotName() {
        Map<String, String> others = new HashMap<>(IN_FORCE);
        others.put("segment.ms", "1");
        others.put("max.message.bytes", "1");
        assertThat(compare(TopicTier.STANDARD, topic(3, 3, others)).differences())
                .isEmpty();
    }

    @Test
    void saysHowToDoByHandWhatItLeavesAlone() {
        TopicComparison found = compare(
                PLAIN.withConfig("cleanup.policy", "compact,delete"), topic(3, 3, Map.of("cleanup.policy", "delete")));
        assertThat(found.left())
                .singleElement()
                .satisfies(difference -> assertThat(difference.advised())
                        .endsWith("; plan delete, or, if it is meant: kafka-configs.sh --alter --topic t --add-config"
                                + " cleanup.policy=[compact,delete]"));
    }

    @Test
    void doesNotStopWritersByWantingMoreCopiesInSyncThanThereAre() {
        TopicTier tier = PLAIN.withConfig("min.insync.replicas", 2);
        Map<String, String> one = Map.of("min.insync.replicas", "1");
        assertThat(told(compare(tier, topic(3, 1, one))))
                .contains("topic t: min.insync.replicas 1, wanted 2: not raised: there is only 1 copy, and no record"
                        + " would be acknowledged");
        FoundTopic behind = new FoundTopic(3, 3, 1, List.of(), Optional.of(one));
        assertThat(told(compare(tier, behind)))
                .containsExactly("topic t: min.insync.replicas 1, wanted 2: not raised now: of a partition only 1 copy"
                        + " is in sync, and no record would be acknowledged");
    }

    @Test
    void leavesASettingAloneThatTheBrokersDoNotKnow() {
        TopicComparison found = compare(PLAIN.withConfig("remote.storage.enable", "true"), topic(3, 3, Map.of()));
        assertThat(told(found))
                .containsExactly("topic t: remote.storage.enable unknown, wanted true: these brokers do not know it");
    }

    @Test
    void saysWhatItWasNotToldAndComparesTheRest() {
        FoundTopic hidden = new FoundTopic(2, 3, 3, List.of(), Optional.empty());
        TopicComparison found = compare(TopicTier.STANDARD, hidden);
        assertThat(found.differences())
                .singleElement()
                .extracting(TopicDifference::what)
                .isEqualTo("partitions");
        assertThat(found.untold())
                .containsExactly("topic t: its settings are not shown to us, and were not compared; allow"
                        + " DESCRIBE_CONFIGS on it");
        assertThat(compare(PLAIN, hidden).untold()).as("nothing to compare").isEmpty();
    }

    @Test
    void refusesMoreCopiesThanBrokersAndSaysWhatToDo() {
        TopicPlanBuilder plan =
                TopicPlan.builder().topic("a", TopicTier.STANDARD).topic("b", TopicTier.DLQ);
        TopicComparison found = compare(plan, 2, Map.of("b", topic(1, 3, Map.copyOf(TopicTier.DLQ.configs()))));
        assertThat(found.toApply()).isEmpty();
        assertThatThrownBy(found::requireBrokers)
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
                .hasMessage("topic a: missing, wanted 3 partitions, 3 copies: 3 copies need 3 brokers, and the cluster"
                        + " has 2; start more brokers, lower replication_factor, or use profile dev");
    }

    @Test
    void hasFewerCopiesInProfileDevAndWarnsWithBothNumbers() {
        TopicPlanBuilder plan = TopicPlan.builder()
                .topic("a", TopicTier.STANDARD)
                .topic("b", TopicTier.DLQ)
                .topic("c", PLAIN)
                .profile(TopicProfile.DEV);
        TopicComparison found = compare(plan, 1, Map.of());
        assertThat(found.toApply())
                .extracting(TopicDifference::remedy)
                .containsExactly(
                        new Remedy.Create(
                                TopicTier.STANDARD.withReplicationFactor(1).withConfig("min.insync.replicas", 1)),
                        new Remedy.Create(TopicTier.DLQ.withReplicationFactor(1).withConfig("min.insync.replicas", 1)),
                        new Remedy.Create(PLAIN.withReplicationFactor(1)));
        assertThat(found.warnings())
                .containsExactly(
                        "profile dev: on 1 broker there can be 1 copy instead of 3, and min.insync.replicas 1 instead"
                                + " of 2: a, b",
                        "profile dev: on 1 broker there can be 1 copy instead of 3: c");
        assertThat(compare(plan, 3, Map.of()).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // brokers, copies that the topic has, how many differences
        "1, 1, 0",
        "2, 2, 0",
        "2, 3, 0",
        "1, 4, 1",
        "2, 1, 2",
        "3, 1, 2"
    })
    void profileDevTakesWhatIsThereIfItIsAsMuchAsThereCanBe(int brokers, int copies, int differences) {
        TopicPlanBuilder plan = TopicPlan.builder().topic("t", TopicTier.ERROR).profile(TopicProfile.DEV);
        Map<String, String> configs = new HashMap<>(TopicTier.ERROR.configs());
        configs.put("min.insync.replicas", String.valueOf(Math.min(2, copies)));
        TopicComparison found = compare(plan, brokers, Map.of("t", topic(1, copies, configs)));
        assertThat(found.differences()).as("%s", found).hasSize(differences);
        assertThat(found.left()).hasSize(differences);
    }
}
