package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry that keeps its schemas in a topic. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class KafkaJournalIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String A = Asking.record("R", "a");
    private static final String AB = Asking.record("R", "a", "b=");

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private static DevRegistry start(String topic) {
        return DevRegistry.start(RegistryRig.settings(kafka.bootstrapServers(), topic));
    }

    @Test
    void everythingIsThereAgainAfterARestart() {
        String before;
        try (DevRegistry registry = start("restart");
                Asking ask = new Asking(registry.url())) {
            ask.register("s", A);
            ask.register("s", AB);
            ask.register(":.left:t", A);
            ask.register("gone", Asking.record("Gone"));
            ask.delete("/subjects/gone");
            ask.delete("/subjects/gone?permanent=true");
            ask.delete("/subjects/s/versions/1");
            ask.put("/config/s", "{\"compatibility\":\"FULL\",\"normalize\":true}");
            ask.put("/mode/t", "{\"mode\":\"READONLY\"}");
            before = all(ask);
        }
        try (DevRegistry registry = start("restart");
                Asking ask = new Asking(registry.url())) {
            assertThat(all(ask)).isEqualTo(before).contains("FULL", "READONLY");
            assertThat(ask.register("new", Asking.record("New"))
                            .json()
                            .path("id")
                            .asInt())
                    .as("no id is given twice")
                    .isEqualTo(4);
        }
    }

    private static String all(Asking ask) {
        return String.join(
                "\n",
                ask.get("/schemas?deleted=true").text(),
                ask.get("/subjects").text(),
                ask.get("/config/s").text(),
                ask.get("/mode/t").text(),
                ask.get("/contexts").text());
    }

    @Test
    void theTopicIsCompactedAndHasOnePartition() throws ExecutionException, InterruptedException {
        start("made").close();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "made");
            assertThat(admin.describeConfigs(List.of(topic)).all().get().values())
                    .extracting(config -> config.get("cleanup.policy").value())
                    .containsExactly("compact");
            assertThat(admin.describeTopics(List.of("made"))
                            .allTopicNames()
                            .get()
                            .values())
                    .extracting(description -> description.partitions().size())
                    .containsExactly(1);
        }
    }

    @Test
    void aTopicOfAnotherKindIsRefused() throws ExecutionException, InterruptedException {
        kafka.createTopic("wide", 2);
        assertRefused("wide", "partitions");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            NewTopic foreign = new NewTopic("foreign", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(foreign)).all().get();
        }
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("foreign", "key", "value")).get();
        }
        assertRefused("foreign", "foreign-0@0");
    }

    private static void assertRefused(String topic, String why) {
        assertThatThrownBy(() -> start(topic)).isInstanceOfSatisfying(WharfException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT);
            assertThat(e).hasMessageContaining(why).hasMessageContaining("choose another topic");
        });
    }

    /** Each of two registries gets half of the requests, many at a time; some schemas go to both at once. */
    @Test
    void twoRegistriesThatWriteAtOnceGiveNoIdTwiceAndTheSameIdToTheSameSchema() throws Exception {
        try (DevRegistry left = start("two");
                DevRegistry right = start("two");
                ExecutorService threads = Executors.newFixedThreadPool(6);
                Asking askLeft = new Asking(left.url());
                Asking askRight = new Asking(right.url())) {
            List<Callable<Map.Entry<String, Integer>>> calls = IntStream.range(0, 60)
                    .mapToObj(i -> {
                        Asking ask = i % 2 == 0 ? askLeft : askRight;
                        String schema = Asking.record("R" + i / 2 % 20);
                        return (Callable<Map.Entry<String, Integer>>) () -> Map.entry(
                                schema,
                                ask.register("s" + i / 2, schema)
                                        .json()
                                        .path("id")
                                        .asInt());
                    })
                    .toList();
            Map<String, Integer> ids = new HashMap<>();
            for (Future<Map.Entry<String, Integer>> each : threads.invokeAll(calls)) {
                Integer other = ids.put(each.get().getKey(), each.get().getValue());
                assertThat(other).isIn(null, each.get().getValue());
            }

            assertThat(new TreeSet<>(ids.values()))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 20).boxed().toList());
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(askLeft.get("/schemas").text())
                            .isEqualTo(askRight.get("/schemas").text()));
        }
    }

    @Test
    void whatOneRegistryHasAnsweredTheOtherKnowsWhenItWrites() {
        try (DevRegistry left = start("other");
                DevRegistry right = start("other");
                Asking askLeft = new Asking(left.url());
                Asking askRight = new Asking(right.url())) {
            assertThat(askLeft.register("s", A).json().path("version").asInt()).isEqualTo(1);
            assertThat(askRight.register("s", AB).json().path("version").asInt())
                    .isEqualTo(2);
            assertThat(askLeft.register("s", A).json().path("version").asInt()).isEqualTo(1);
            assertThat(askLeft.delete("/subjects/s").text()).isEqualTo("[1,2]");
            assertThat(askRight.delete("/subjects/s?permanent=true").text()).isEqualTo("[1,2]");
        }
    }

    /** Registered until the process dies in the middle of it; what was answered must be in the next one. */
    @Test
    void killNineLosesNothingThatWasAnswered(@TempDir Path folder) throws Exception {
        Map<String, Integer> answered = new ConcurrentHashMap<>();
        for (int round = 0; round < 3; round++) {
            Path address = folder.resolve("address-" + round);
            Process process = RegistryProcess.start(kafka.bootstrapServers(), "killed", address);
            try {
                Awaitility.await().atMost(LIMIT).until(() -> Files.exists(address) || !process.isAlive());
                assertThat(address).as(() -> RegistryProcess.log(address)).exists();
                registerUntilKilled(process, Files.readString(address), round, answered);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }

        assertThat(answered).hasSizeGreaterThan(30);
        try (DevRegistry registry = start("killed");
                Asking ask = new Asking(registry.url())) {
            assertThat(answered)
                    .allSatisfy((schema, id) -> assertThat(ask.get("/schemas/ids/" + id)
                                    .json()
                                    .path("schema")
                                    .asText())
                            .isEqualTo(schema));
            assertThat(answered.values()).doesNotHaveDuplicates();
            assertThat(ask.register("next", Asking.record("Next")).status()).isEqualTo(200);
        }
    }

    private static void registerUntilKilled(Process process, String url, int round, Map<String, Integer> answered)
            throws InterruptedException {
        int enough = answered.size() + 15;
        try (ExecutorService threads = Executors.newFixedThreadPool(3);
                Asking ask = new Asking(url)) {
            for (int thread = 0; thread < 3; thread++) {
                String prefix = "R" + round + "_" + thread + "_";
                var unused = threads.submit(() -> registerAll(process, ask, prefix, answered));
            }
            Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> answered.size() >= enough);
            process.destroyForcibly().waitFor();
        }
    }

    private static void registerAll(Process process, Asking ask, String prefix, Map<String, Integer> answered) {
        for (int i = 0; process.isAlive(); i++) {
            String schema = Asking.record(prefix + i);
            try {
                int id = ask.register(prefix + i, schema).json().path("id").asInt();
                if (id > 0) {
                    answered.put(schema, id);
                }
            } catch (UncheckedIOException e) {
                return; // it was killed while it answered
            }
        }
    }

    @Test
    void brokersThatAreNotThereAreNamed() throws IOException {
        DevRegistrySettings settings = RegistryRig.settings().withKafka(ClientSettings.of("127.0.0.1:1"));
        assertThatThrownBy(() -> DevRegistry.start(settings)).hasMessageContaining("127.0.0.1:1");
    }
}
