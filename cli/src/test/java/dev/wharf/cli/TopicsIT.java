package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics listed, described, created and deleted, with a broker. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework starts the broker
final class TopicsIT {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private static Ran topics(String line) {
        return Ran.command(("topics " + line + " --brokers " + kafka.bootstrapServers()).split(" ", -1));
    }

    private static JsonNode json(Ran ran) throws IOException {
        return JACKSON.readTree(ran.out());
    }

    private static void commit(String group, String topic, int partition, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    @Test
    void listsTopicsAndHidesThoseOfKafka() throws Exception {
        Topic.create(kafka, "listed", 3);
        commit("maker-of-internal-topics", "listed", 0, 0);

        Ran ran = topics("list");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("topic ")
                .containsPattern("listed +3 +1\n")
                .doesNotContain("__consumer");
        assertThat(topics("list --internal").out()).containsPattern("__consumer_offsets +\\d+ +1\n");
        assertThat(json(topics("list --json"))).anySatisfy(topic -> {
            assertThat(topic.get("topic").asText()).isEqualTo("listed");
            assertThat(topic.get("partitions").asInt()).isEqualTo(3);
            assertThat(topic.get("replication_factor").asInt()).isEqualTo(1);
        });
    }

    @Test
    void describesPartitionsSettingsAndGroups() throws Exception {
        Topic topic = Topic.create(kafka, "described", 2);
        topic.send(List.of("a", "b", "c"));
        topic.limit(70_000);
        commit("readers", "described", 0, 1);

        Ran ran = topics("describe described");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("described: 2 partitions, 3 records at most\n")
                .containsPattern("\n +0 +1 +1 +1 +0 +3 +3\n")
                .contains("    max.message.bytes = 70000\n")
                .containsPattern("\n    readers +2 +1 +empty\n");
        JsonNode told = json(topics("describe described --json")).get(0);
        assertThat(told.get("partitions").get(0).get("end").asInt()).isEqualTo(3);
        assertThat(told.get("groups").get(0).get("lag").asInt()).isEqualTo(2);
        assertThat(told.get("settings")).anySatisfy(setting -> {
            assertThat(setting.get("name").asText()).isEqualTo("max.message.bytes");
            assertThat(setting.get("set_by").asText()).isEqualTo("topic");
        });
    }

    @Test
    void describesTheOthersWhenOneIsMissingAndNamesTheNearest() {
        Topic.create(kafka, "near-by", 1);
        Ran ran = topics("describe near-bye near-by");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).startsWith("near-by: 1 partition, 0 records at most\n");
        assertThat(ran.err())
                .isEqualTo("wharf: there is no topic near-bye, or this login may not see it; did you mean near-by?\n");
    }

    @Test
    void createsTheOthersWhenOneIsRefused() throws IOException {
        Ran ran = topics("create made-1 not/a/name made-2 --partitions 1");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEqualTo("created made-1 with 1 partitions\ncreated made-2 with 1 partitions\n");
        assertThat(ran.err()).startsWith("wharf: topic not/a/name: ");
        Ran again = topics("create made-1 made-3 --json");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(json(again))
                .extracting(each -> each.get("created").asBoolean())
                .containsExactly(false, true);
        assertThat(json(again).get(0).get("problem").asText()).isEqualTo("made-1 is there already");
    }

    @Test
    void deletesTheOthersWhenOneIsMissingAndTheyAreGone() {
        Topic.create(kafka, "gone-1", 1);
        Topic.create(kafka, "gone-2", 1);

        Ran ran = topics("delete gone-1 gone-3 gone-2 --yes");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).isEqualTo("deleted gone-1\ndeleted gone-2\n");
        assertThat(ran.err()).startsWith("wharf: there is no topic gone-3, or this login may not see it; did you mean");
        assertThat(topics("list").out()).doesNotContain("gone-");
        assertThat(topics("delete gone-1 --yes --if-exists").exitCode()).isZero();
    }

    @Test
    void refusesTopicsOfKafkaItself() throws Exception {
        Topic.create(kafka, "plain", 1);
        commit("another-maker", "plain", 0, 0);
        Ran ran = topics("delete __consumer_offsets --yes");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("wharf: __consumer_offsets belongs to Kafka itself, and is not deleted\n");
        assertThat(topics("list --internal").out()).contains("__consumer_offsets");
    }

    @Test
    void asksOnATerminalAndRefusesWithoutOne() {
        Topic.create(kafka, "asked", 1).send(List.of("a"));
        Ran pipe = topics("delete asked");
        assertThat(pipe.exitCode()).isEqualTo(2);
        assertThat(pipe.err()).contains("there is no terminal to ask on; add --yes");

        Ran no = onTerminal("n\n", "delete asked");
        assertThat(no.exitCode()).isEqualTo(2);
        assertThat(no.err())
                .contains("delete for good asked (1 records at most)? [y/N] ")
                .contains("nothing was deleted");
        assertThat(topics("list").out()).contains("asked");

        Ran yes = onTerminal("y\n", "delete asked");
        assertThat(yes.exitCode()).as(yes.err()).isZero();
        assertThat(topics("list").out()).doesNotContain("asked");
    }

    private static Ran onTerminal(String typed, String line) {
        InputStream in = System.in;
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        System.setProperty("wharf.terminal", "true");
        System.setProperty("wharf.terminal.in", "true");
        try {
            return topics(line);
        } finally {
            System.setIn(in);
            System.clearProperty("wharf.terminal");
            System.clearProperty("wharf.terminal.in");
        }
    }
}
