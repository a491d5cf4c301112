package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every template is written, found right, and does what it says, with a broker. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class NewIT {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final List<String> ORDERS = List.of(
            "{\"id\":1,\"amount\":5,\"price\":2}",
            "{\"id\":2,\"amount\":200,\"price\":2}",
            "{\"id\":3,\"amount\":\"many\",\"price\":2}");
    /** What each writes to, and how many of the orders arrive there. */
    private static final Map<String, Map<String, Integer>> WRITES = Map.of(
            "copy", Map.of("orders-copy", 3),
            "csv-to-kafka", Map.of("orders", 2),
            "kafka-to-files", Map.of(),
            "filter", Map.of("large-orders", 1),
            "exactly-once", Map.of("valid-payments", 2),
            "dead-letters", Map.of("priced-orders", 2, "orders-dlq", 1));

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

    /** The template as a file whose topics are this test's own, and whose run ends behind the last order. */
    private String prepared(String template) throws IOException {
        Path file = folder.resolve(template + ".toml");
        Ran ran = Ran.command("new", template, "-o", file.toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("wrote " + file);
        Ran right = Ran.command("validate", "--strict", file.toString());
        assertThat(right.err()).isEmpty();
        assertThat(right.exitCode()).isZero();
        String own = Files.readString(file)
                .replaceAll("topic = \"([^\"]+)\"", "topic = \"" + template + "-$1\"")
                .replaceAll("dead_letter_queue = \"([^\"]+)\"", "dead_letter_queue = \"" + template + "-$1\"")
                .replaceAll("path = \"([^\"]+)\"", "path = \"" + folder + "/$1\"")
                .replace("max_messages = 1000", "max_messages = " + ORDERS.size());
        return Files.writeString(file, own).toString();
    }

    @Test
    void everyTemplateIsRightAndDoesWhatItSays() throws IOException {
        Files.writeString(folder.resolve("orders.csv"), "id,amount\n1,5\n2,200\n");
        for (String template : Template.names()) {
            String file = prepared(template);
            Map<String, Integer> writes = WRITES.getOrDefault(template, Map.of());
            writes.keySet().forEach(topic -> Topic.create(kafka, template + "-" + topic, 1));
            if (!template.equals("csv-to-kafka")) {
                String in = template.equals("exactly-once") ? "payments" : "orders";
                Topic.create(kafka, template + "-" + in, 1).send(ORDERS);
            }

            Ran ran = Ran.command("run", file, "--brokers", kafka.bootstrapServers());

            assertThat(ran.exitCode()).as(template + ": " + ran.err()).isZero();
            writes.forEach((topic, count) -> assertThat(new Topic(kafka, template + "-" + topic).records())
                    .as(template + ", " + topic)
                    .hasSize(count));
        }
        assertThat(Files.readAllLines(folder.resolve("output/orders.jsonl"))).hasSize(3);
    }

    @Test
    void listsTheTemplates() throws IOException {
        Ran ran = Ran.command("new");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(ran.out()).contains("\ncsv-to-kafka    rows of a CSV file");
        assertThat(Ran.command("new", "--list").out()).isEqualTo(ran.out());
        JsonNode all = JACKSON.readTree(Ran.command("new", "--json").out());
        assertThat(all).hasSameSizeAs(Template.all());
    }

    @Test
    void leavesAFileAloneUnlessItIsToldNotTo() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.toml"), "mine");
        Ran ran = Ran.command("new", "copy", "-o", file.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("is there already; add --force");
        assertThat(file).hasContent("mine");
        assertThat(Ran.command("new", "copy", "--force", "-o", file.toString()).exitCode())
                .isZero();
        assertThat(Files.readString(file)).contains("name = \"mine\"", "wharf run " + file);
    }

    @Test
    void saysWhatIsWrongWithItsArguments() {
        assertThat(Ran.command("new", "cpoy").err()).contains("there is no template cpoy; did you mean copy?");
        assertThat(Ran.command("new", "-o", "x.toml").err()).contains("a template is missing; one of copy, ");
        Ran ran = Ran.command("new", "copy", "-o", folder.resolve("none/x.toml").toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no folder for ");
    }
}
