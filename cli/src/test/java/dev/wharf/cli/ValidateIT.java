package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What validate finds by asking the brokers, and by looking at records. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class ValidateIT {
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

    private String file(String toml) throws IOException {
        String text = toml.replace("BROKERS", kafka.bootstrapServers());
        return Files.writeString(folder.resolve("p.toml"), text).toString();
    }

    private static final String COPY = """
        [pipeline]
        name = "x"
        workers = 3
        [[stages]]
        id = "in"
        function = "kafka"
        config = { brokers = "BROKERS", topic = "IN", group_id = "g" }
        [[stages]]
        id = "large"
        function = "filter.apply"
        inputs = ["in"]
        config = { column = "amuont", operator = ">", value = 1 }
        [[stages]]
        id = "out"
        function = "kafka"
        inputs = ["large"]
        [stages.config]
        brokers = "BROKERS"
        topic = "OUT"
        key_field = "customer"
        """;

    @Test
    void findsMissingTopicsAndNamesTheNearest() throws IOException {
        Topic.create(kafka, "missing-in", 3);
        String file = file(COPY.replace("IN", "missing-in").replace("OUT", "missing-out"));

        Ran ran = Ran.command("validate", file, "--connect");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith(file + ":19:1: stage out: topic missing-out does not exist at 127.0.0.1:");
        assertThat(ran.err()).contains("create it with: wharf topics create missing-out --brokers 127.0.0.1:");
    }

    @Test
    void warnsOfFieldsThatNoRecordHasAndOfWorkersWithoutAPartition() throws IOException {
        Topic.create(kafka, "fields-in", 2)
                .send(List.of("{\"amount\":1}", "{\"amount\":2,\"customer\":\"c\"}", "no json"));
        Topic.create(kafka, "fields-out", 1);
        String file = file(COPY.replace("IN", "fields-in").replace("OUT", "fields-out"));

        Ran ran = Ran.command("validate", file, "--connect");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo(file + ": 3 stages, nothing wrong; 2 warnings\n");
        assertThat(ran.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith(file
                        + ":7:41: warning: stage in: topic fields-in has 2 partitions, so 1 of the 3 workers would"))
                .anyMatch(line -> line.equals(file
                        + ":12:12: warning: stage large: none of the last records of topic fields-in (3 looked at) has"
                        + " a field amuont; did you mean amount?"));
        assertThat(Ran.command("validate", file, "--connect", "--strict").exitCode())
                .isEqualTo(2);
    }

    @Test
    void warnsOfRecordsThatAreTooLargeForWhatComesBehind() throws Exception {
        Topic.create(kafka, "size-in", 3);
        Topic.create(kafka, "size-out", 1).limit(5_000);
        Topic.create(kafka, "size-dlq", 1).limit(4_000);
        String file = file(COPY.replace("IN", "size-in").replace("OUT", "size-out")
                + "[error_handling]\ndead_letter_queue = \"size-dlq\"\n");

        Ran ran = Ran.command("validate", "--json", file, "--brokers", kafka.bootstrapServers());

        assertThat(ran.exitCode()).isZero();
        JsonNode problems = JACKSON.readTree(ran.out());
        assertThat(problems)
                .hasSize(3)
                .allSatisfy(
                        problem -> assertThat(problem.get("severity").asText()).isEqualTo("warning"));
        assertThat(problems)
                .extracting(problem -> problem.get("problem").asText())
                .anyMatch(text -> text.contains("the producer sends up to max.request.size = 1048576 bytes, and topic"
                        + " size-out takes max.message.bytes = 5000"))
                .anyMatch(
                        text -> text.contains("topic size-in holds records of up to 1048588 bytes, and topic size-out"))
                .anyMatch(text -> text.startsWith("dead letters: topic size-in"));
        assertThat(problems.get(2).get("line").asInt()).isEqualTo(22);
    }

    @Test
    void tellsWhatItKnowsWithoutBrokersThatDoNotAnswer() throws IOException {
        Files.writeString(folder.resolve("in.csv"), "id,amount\n1,2\n");
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        String file = file("""
            [pipeline]
            name = "x"
            [[stages]]
            id = "in"
            function = "csv.read"
            config = { path = "FOLDER/in.csv" }
            [[stages]]
            id = "out"
            function = "kafka"
            inputs = ["in"]
            config = { brokers = "127.0.0.1:PORT", topic = "t", key_field = "idd" }
            """.replace("FOLDER", folder.toString()).replace("PORT", String.valueOf(closed)));

        Ran offline = Ran.command("validate", file);
        assertThat(offline.exitCode()).isZero();
        assertThat(offline.err())
                .isEqualTo(
                        file + ":11:54: warning: stage out: none of the first records of in (1 looked at) has a field"
                                + " idd; did you mean id?\n");
        Ran ran = Ran.command("validate", file, "--connect");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err())
                .startsWith(offline.err())
                .contains("wharf: no broker answers at 127.0.0.1:" + closed + " within 5 s");
    }
}
