package dev.wharf.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans held against a broker, and applied to it. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework starts the broker
final class TopicPlanIT {
    private static final int AT_ONCE = 8;
    private static final TopicTier TIER = new TopicTier("test", 2, 1, Map.of("retention.ms", "2000000"));

    private static EmbeddedKafka kafka;
    private static ClusterAdmin cluster;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.builder().start();
        cluster = ClusterAdmin.connect(client());
    }

    @AfterAll
    static void stopKafka() {
        cluster.close();
        kafka.close();
    }

    private static ClientSettings client() {
        return ClientSettings.of(kafka.bootstrapServers());
    }

    private static TopicPlan plan(String topic, TopicTier tier) {
        return TopicPlan.builder().topic(topic, tier).build();
    }

    private static List<String> told(List<TopicDifference> differences) {
        return differences.stream().map(TopicDifference::toString).toList();
    }

    @Test
    void createsWhatIsMissingAndFindsItAsPlanned() {
        TopicPlan plan = TopicPlan.builder()
                .topic("made-1", TIER)
                .topic("made-2", TIER.withConfig("cleanup.policy", "compact,delete"))
                .build();
        assertThatThrownBy(() -> plan.ensure(client(), TopicMode.VERIFY))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
                .hasMessageContaining("topic made-1: missing, wanted 2 partitions, 1 copy; apply would create it")
                .hasMessageContaining("topic made-2: missing");

        TopicApplied applied = plan.apply(cluster);

        assertThat(told(applied.done()))
                .containsExactly("topic made-1: 2 partitions, 1 copy", "topic made-2: 2 partitions, 1 copy");
        assertThat(applied.after()).isEqualTo(TopicComparison.NONE);
        assertThat(plan.compare(cluster)).isEqualTo(TopicComparison.NONE);
        assertThat(plan.ensure(client(), TopicMode.VERIFY).isAsPlanned()).isTrue();
        assertThat(plan.apply(cluster).done()).isEmpty();
    }

    @Test
    void eightThatStartAtOnceAllSucceed() throws Exception {
        TopicPlanBuilder builder = TopicPlan.builder().profile(TopicProfile.DEV);
        IntStream.range(0, 10).forEach(i -> builder.topic("at-once-" + i, TopicTier.STANDARD));
        TopicPlan plan = builder.build();
        try (EmbeddedKafka empty = EmbeddedKafka.builder().start();
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            CyclicBarrier start = new CyclicBarrier(AT_ONCE);
            List<Future<TopicComparison>> started = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                started.add(threads.submit(() -> startAndSend(plan, empty.bootstrapServers(), start)));
            }
            for (Future<TopicComparison> each : started) {
                assertThat(each.get(4, TimeUnit.MINUTES).isAsPlanned()).isTrue();
            }
        }
    }

    /** As a service does: what it starts with, it uses at once. */
    private static TopicComparison startAndSend(TopicPlan plan, String brokers, CyclicBarrier start) throws Exception {
        start.await(1, TimeUnit.MINUTES);
        TopicComparison found = plan.ensure(ClientSettings.of(brokers), TopicMode.APPLY);
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "retries", 0);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (PlannedTopic topic : plan.topics()) {
                producer.send(new ProducerRecord<>(topic.name(), "value")).get();
            }
        }
        return found;
    }

    @Test
    void raisesWhatMayBeRaisedAndLeavesTheRest() {
        TopicTier first = TIER.withConfig("max.message.bytes", 2000).withConfig("segment.ms", 5000);
        plan("changed", first).apply(cluster);
        TopicTier next = first.withPartitions(1)
                .withConfig("retention.ms", 3_000_000)
                .withConfig("max.message.bytes", 1000)
                .withConfig("segment.ms", 4000);

        TopicApplied applied = plan("changed", next).apply(cluster);

        assertThat(told(applied.done()))
                .containsExactly(
                        "topic changed: retention.ms 2000000 -> 3000000", "topic changed: segment.ms 5000 -> 4000");
        assertThat(applied.after().differences())
                .allMatch(TopicDifference::isLeft)
                .extracting(TopicDifference::what)
                .containsExactly("partitions", "max.message.bytes");
        assertThat(plan("changed", next).ensure(client(), TopicMode.APPLY).left())
                .hasSize(2);
    }

    @Test
    void addsPartitionsOnDemand() {
        plan("grown", TIER).apply(cluster);
        TopicTier wide = TIER.withPartitions(5);
        assertThat(plan("grown", wide).apply(cluster).done()).isEmpty();

        TopicApplied applied =
                TopicPlan.builder().topic("grown", wide).addPartitions().build().apply(cluster);

        assertThat(told(applied.done())).containsExactly("topic grown: partitions 2 -> 5");
        assertThat(applied.after().isAsPlanned()).isTrue();
    }

    @Test
    void createsNothingWhereOneTopicWantsMoreCopiesThanBrokers() {
        TopicPlan plan = TopicPlan.builder()
                .topic("possible", TIER)
                .topic("impossible", TopicTier.STANDARD)
                .build();
        assertThatThrownBy(() -> plan.ensure(client(), TopicMode.APPLY))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
                .hasMessage("topic impossible: missing, wanted 3 partitions, 3 copies: 3 copies need 3 brokers, and the"
                        + " cluster has 1; start more brokers, lower replication_factor, or use profile dev");
        assertThat(plan("possible", TIER).compare(cluster).toApply()).hasSize(1);
    }

    @Test
    void profileDevMakesDoWithOneBroker() {
        TopicPlan plan = TopicPlan.builder()
                .topic("small", TopicTier.STANDARD)
                .profile(TopicProfile.DEV)
                .build();
        TopicComparison found = plan.ensure(client(), TopicMode.APPLY);
        assertThat(found.isAsPlanned()).isTrue();
        assertThat(found.warnings())
                .containsExactly("profile dev: on 1 broker there can be 1 copy instead of 3, and min.insync.replicas 1"
                        + " instead of 2: small");
        assertThat(plan("small", TopicTier.STANDARD).compare(cluster).left())
                .extracting(TopicDifference::what)
                .containsExactly("replication factor", "min.insync.replicas");
    }

    @Test
    void aPreviewKnowsWhatTheBrokersWouldRefuseAndChangesNothing() {
        plan("looks.alike", TIER).apply(cluster);
        plan("altered", TIER).apply(cluster);
        TopicPlan plan = TopicPlan.builder()
                .topic("looks_alike", TIER)
                .topic("altered", TIER.withPartitions(3).withConfig("message.timestamp.type", "Never"))
                .topic("fresh", TIER)
                .addPartitions()
                .build();
        TopicComparison before = plan.compare(cluster);

        TopicPreview preview = plan.preview(cluster);

        assertThat(preview.found()).isEqualTo(before);
        assertThat(preview.refused().keySet()).containsExactly("looks_alike", "altered");
        assertThat(preview.refused().values()).extracting(WharfException::code).containsOnly(ErrorCode.CONFIGURATION);
        assertThat(plan.compare(cluster)).isEqualTo(before);
    }

    @Test
    void whatIsRefusedForOneTopicDoesNotKeepTheOthers() {
        plan("collides.here", TIER).apply(cluster);
        TopicPlan plan = TopicPlan.builder()
                .topic("collides_here", TIER)
                .topic("wrong", TIER.withConfig("message.timestamp.type", "Never"))
                .topic("fine", TIER)
                .build();

        TopicApplied applied = plan.apply(cluster);

        assertThat(told(applied.done())).containsExactly("topic fine: 2 partitions, 1 copy");
        assertThat(applied.refused().keySet()).containsExactly("collides_here", "wrong");
        assertThat(applied.refused().values()).extracting(WharfException::code).containsOnly(ErrorCode.CONFIGURATION);
        assertThat(applied.after().toApply())
                .extracting(TopicDifference::topic)
                .containsExactly("collides_here", "wrong");
        assertThatThrownBy(() -> plan.ensure(client(), TopicMode.APPLY))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("topic collides_here: brokers ")
                .hasMessageContaining("topic wrong: brokers ");
    }
}
