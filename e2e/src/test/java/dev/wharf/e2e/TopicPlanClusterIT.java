package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.BrokerCluster;
import dev.wharf.testkit.KillHarness;
import dev.wharf.topic.ClusterAdmin;
import dev.wharf.topic.PlannedTopic;
import dev.wharf.topic.TopicApplied;
import dev.wharf.topic.TopicComparison;
import dev.wharf.topic.TopicDifference;
import dev.wharf.topic.TopicMode;
import dev.wharf.topic.TopicPlan;
import dev.wharf.topic.TopicPlanBuilder;
import dev.wharf.topic.TopicTier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in tiers on what they are made for: three brokers, of which one may be away. */
final class TopicPlanClusterIT {
    private static final int AT_ONCE = 4;
    private static final int LOOKS = 5;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theBuiltInTiersOutliveABroker() throws Exception {
        try (KillHarness harness = new KillHarness(folder);
                BrokerCluster cluster =
                        BrokerCluster.in(harness, folder.resolve("cluster")).start()) {
            ClientSettings client = ClientSettings.of(cluster.directServers());
            severalStartAtOnce(client);
            try (ClusterAdmin admin = ClusterAdmin.connect(client)) {
                cluster.kill(0);
                aBrokerThatIsAwayIsNoDifference(client, admin);
                everyTopicTakesRecords(client);
                copiesThatAreBehindAreNotAskedFor(admin);
                cluster.restart(0);
                cluster.awaitAllInSync();
                assertThat(raised().compare(admin).left()).isEmpty();
                assertThat(raised().apply(admin).after().isAsPlanned()).isTrue();
            }
        }
    }

    private static TopicPlan plan() {
        TopicPlanBuilder plan =
                TopicPlan.builder().topic("errors", TopicTier.ERROR).topic("letters", TopicTier.DLQ);
        IntStream.range(0, 5).forEach(i -> plan.topic("events-" + i, TopicTier.STANDARD));
        return plan.build();
    }

    private static TopicPlan raised() {
        return TopicPlan.builder()
                .topic("errors", TopicTier.ERROR.withConfig("min.insync.replicas", 3))
                .build();
    }

    private static void severalStartAtOnce(ClientSettings client) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            CyclicBarrier start = new CyclicBarrier(AT_ONCE);
            List<Future<TopicComparison>> started = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                started.add(threads.submit(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return plan().ensure(client, TopicMode.APPLY);
                }));
            }
            for (Future<TopicComparison> each : started) {
                assertThat(each.get(4, TimeUnit.MINUTES).isAsPlanned()).isTrue();
            }
        }
    }

    private static void aBrokerThatIsAwayIsNoDifference(ClientSettings client, ClusterAdmin admin) {
        AtomicInteger looks = new AtomicInteger(); // several, since the news may be on its way to the other broker
        Await.until(
                "the loss of the broker to be known",
                Await.LIMIT,
                () -> brokers(admin) == 2 && looks.incrementAndGet() > LOOKS);
        assertThat(plan().ensure(client, TopicMode.VERIFY).isAsPlanned()).isTrue();
        TopicPlan more = TopicPlan.builder().topic("late", TopicTier.DLQ).build();
        assertThat(more.compare(admin).left()).hasSize(1);
    }

    private static void everyTopicTakesRecords(ClientSettings client) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", client.brokers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (PlannedTopic topic : plan().topics()) {
                for (int i = 0; i < topic.tier().partitions(); i++) {
                    producer.send(new ProducerRecord<>(topic.name(), i, "key", "value"))
                            .get(2, TimeUnit.MINUTES);
                }
            }
        }
    }

    private static int brokers(ClusterAdmin admin) {
        return admin.await(admin.admin().describeCluster().nodes()).size();
    }

    private static void copiesThatAreBehindAreNotAskedFor(ClusterAdmin admin) {
        TopicApplied applied = raised().apply(admin);
        assertThat(applied.done()).isEmpty();
        assertThat(applied.after().left())
                .singleElement()
                .extracting(TopicDifference::toString)
                .asString()
                .startsWith(
                        "topic errors: min.insync.replicas 2, wanted 3: not raised now: of a partition only 2 copies"
                                + " are in sync");
    }
}
