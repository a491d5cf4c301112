package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics planned in a file, compared with a broker and applied to it. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework starts the broker and sets the folder
final class TopicPlanCommandsIT {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    /** A plan of one topic with one copy. */
    private static String topic(String name, int partitions, String... settings) {
        return "[topics." + name + "]\npartitions = " + partitions
                + "\nreplication_factor = 1\nconfig.\"min.insync.replicas\" = 1\n"
                + String.join("\n", settings) + "\n";
    }

    private Ran topics(String command, String toml, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("topics.toml"), toml);
        List<String> words = new ArrayList<>(List.of("topics", command, file.toString()));
        words.addAll(List.of("--brokers", kafka.bootstrapServers()));
        words.addAll(List.of(options));
        return Ran.command(words.toArray(String[]::new));
    }

    private static JsonNode json(Ran ran) throws IOException {
        return JACKSON.readTree(ran.out());
    }

    @Test
    void plansAppliesAndVerifiesWithExitCodesForScripts() throws IOException {
        String toml = topic("order-placed", 3) + topic("order-errors", 1, "tier = \"error\"");

        Ran verify = topics("verify", toml);
        assertThat(verify.exitCode()).isEqualTo(1);
        Ran plan = topics("plan", toml);
        assertThat(plan.exitCode()).isEqualTo(4);
        assertThat(plan.err()).isEmpty();
        assertThat(plan.out()).isEqualTo(verify.out()).isEqualTo("""
            + topic order-placed: 3 partitions, 1 copy
                tier standard, compression.type=producer, min.insync.replicas=1,
                retention.ms=604800000
            + topic order-errors: 1 partition, 1 copy
                tier error, min.insync.replicas=1, retention.ms=2592000000
            2 to create, 0 to change, 0 left alone
            """);

        Ran apply = topics("apply", toml);
        assertThat(apply.exitCode()).as(apply.err()).isZero();
        assertThat(apply.out())
                .startsWith("+ topic order-placed: 3 partitions, 1 copy\n")
                .endsWith("2 created, 0 changed, 0 left\n");
        for (String command : List.of("verify", "plan", "apply")) {
            Ran again = topics(command, toml);
            assertThat(again.exitCode()).as(command).isZero();
            assertThat(again.out()).isEqualTo("2 topics as planned\n");
        }
    }

    @Test
    void changesWhatItMayAndNamesWhatIsLeft() throws IOException {
        assertThat(topics("apply", topic("mixed", 6, "config.\"retention.ms\" = 1000000"))
                        .exitCode())
                .isZero();
        String raised = topic("mixed", 6, "config.\"retention.ms\" = 2000000");
        assertThat(topics("plan", raised).out()).isEqualTo("""
            ~ topic mixed: retention.ms 1000000 -> 2000000
            0 to create, 1 to change, 0 left alone
            """);
        String both = topic("mixed", 3, "config.\"retention.ms\" = 2000000");
        assertThat(topics("plan", both).exitCode()).isEqualTo(4);

        Ran apply = topics("apply", both);

        assertThat(apply.exitCode()).isEqualTo(1);
        assertThat(apply.err()).isEmpty();
        assertThat(apply.out()).isEqualTo("""
            ~ topic mixed: retention.ms 1000000 -> 2000000
            ! topic mixed: partitions 6, wanted 3: never fewer: Kafka cannot take
                partitions away
                -> plan 6, or copy the records to a new topic
            0 created, 1 changed, 1 left
            """);
        assertThat(topics("plan", both).exitCode()).isEqualTo(1);
        assertThat(topics("verify", both).exitCode()).isEqualTo(1);
        String lower = topic("mixed", 6, "config.\"retention.ms\" = 1000000");
        assertThat(topics("plan", lower).out())
                .contains("kafka-configs.sh --alter --topic")
                .satisfies(out -> assertThat(out.lines()).allMatch(line -> line.length() <= 80));
    }

    @Test
    void addsPartitionsOnDemandOnly() throws IOException {
        assertThat(topics("apply", topic("grown", 2)).exitCode()).isZero();
        String more = topic("grown", 4);
        assertThat(topics("plan", more).exitCode()).isEqualTo(1);
        assertThat(topics("apply", more).exitCode()).isEqualTo(1);
        Ran plan = topics("plan", more, "--add-partitions");
        assertThat(plan.exitCode()).isEqualTo(4);
        assertThat(plan.out()).startsWith("~ topic grown: partitions 2 -> 4\n");
        assertThat(topics("apply", more, "--add-partitions").exitCode()).isZero();
        assertThat(topics("verify", more).exitCode()).isZero();
    }

    @Test
    void tellsMachinesTheSame() throws IOException {
        assertThat(topics("apply", topic("told", 2)).exitCode()).isZero();
        String toml = topic("told", 1, "config.\"segment.ms\" = 5000") + topic("told-2", 1);

        JsonNode plan = json(topics("plan", toml, "--json"));

        assertThat(plan.get("as_planned").asBoolean()).isFalse();
        assertThat(plan.get("profile").asText()).isEqualTo("prod");
        assertThat(plan.get("topics").asInt()).isEqualTo(2);
        assertThat(plan.get("not_told")).isEmpty();
        assertThat(plan.get("warnings")).isEmpty();
        assertThat(plan.get("differences"))
                .extracting(each -> each.get("topic").asText() + " "
                        + each.get("what").asText() + " " + each.get("action").asText())
                .containsExactly("told partitions leave", "told segment.ms change", "told-2 topic create");
        JsonNode left = plan.get("differences").get(0);
        assertThat(left.get("found").asText()).isEqualTo("2");
        assertThat(left.get("wanted").asText()).isEqualTo("1");
        assertThat(left.get("reason").asText()).isNotBlank();
        assertThat(left.get("advice").asText()).isNotBlank();

        Ran apply = topics("apply", toml, "--json");
        assertThat(apply.exitCode()).isEqualTo(1);
        assertThat(json(apply).get("done")).hasSize(2);
        assertThat(json(apply).get("left")).hasSize(1);
        assertThat(json(apply).get("problems")).isEmpty();
        assertThat(json(topics("verify", toml, "--json")).get("differences")).hasSize(1);
    }

    @Test
    void oneTopicThatIsRefusedDoesNotKeepTheOthers() throws IOException {
        assertThat(topics("apply", topic("collides_here", 1)).exitCode()).isZero();
        Ran ran = topics("apply", topic("\"collides.here\"", 1) + topic("fine", 1));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out())
                .startsWith("+ topic fine: 1 partition, 1 copy\n")
                .endsWith("1 created, 0 changed, 1 left\n");
        assertThat(ran.err()).startsWith("wharf: topic collides.here: ");
    }

    @Test
    void moreCopiesThanBrokersAreAnErrorButInProfileDev() throws IOException {
        String toml = "[topics.three]\n";
        for (String command : List.of("plan", "apply")) {
            Ran prod = topics(command, toml);
            assertThat(prod.exitCode()).as(command).isEqualTo(3);
            assertThat(prod.out()).isEmpty();
            assertThat(prod.err())
                    .startsWith(
                            "wharf: topic three: missing, wanted 3 partitions, 3 copies: 3 copies need 3 brokers, and"
                                    + " the cluster has 1; start more brokers, lower replication_factor, or use profile"
                                    + " dev");
        }
        assertThat(topics("verify", toml).exitCode()).isEqualTo(1);
        Ran dev = topics("apply", toml, "--profile", "dev");
        assertThat(dev.exitCode()).isZero();
        assertThat(dev.err())
                .isEqualTo("wharf: warning: profile dev: on 1 broker there can be 1 copy instead of 3, and"
                        + " min.insync.replicas 1 instead of 2: three\n");
        assertThat(topics("verify", "profile = \"dev\"\n" + toml).exitCode()).isZero();
    }

    @Test
    void aSettingThatTheBrokerRefusesIsAWrongPlan() throws IOException {
        String toml = topic("refused", 1, "config.\"message.timestamp.type\" = \"Never\"");
        for (String command : List.of("plan", "apply")) {
            Ran ran = topics(command, toml);
            assertThat(ran.exitCode()).as(command).isEqualTo(2);
            assertThat(ran.err()).contains("topic refused: ", "message.timestamp.type");
        }
        assertThat(json(topics("plan", toml, "--json"))
                        .get("problems")
                        .get("refused")
                        .asText())
                .contains("message.timestamp.type");
    }
}
