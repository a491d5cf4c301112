package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the commands print, and their exit codes, where no broker is needed. */
final class CommandsTest {
    private static final Path ORIGIN = Path.of("..", "examples", "origin");
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    CommandsTest() {}

    private String file(String toml) throws IOException {
        return Files.writeString(folder.resolve("p.toml"), toml).toString();
    }

    private static JsonNode json(Ran ran) throws IOException {
        return JACKSON.readTree(ran.out());
    }

    /** The words of every command there is, however deep. */
    private static List<String> commands() {
        List<String> found = new ArrayList<>();
        collect(new CommandLine(new Main(StandardStreams.ofProcess())), "", found);
        return found;
    }

    private static void collect(CommandLine command, String words, List<String> found) {
        found.add(words);
        command.getSubcommands().forEach((name, sub) -> collect(sub, (words + " " + name).strip(), found));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpShowsAnExampleAndFitsATerminal(String command) {
        Ran ran = Ran.command((command + " --help").strip().split(" ", -1));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).containsPattern("Examples?:\\R  wharf " + command);
        assertFits(ran);
    }

    private static void assertFits(Ran ran) {
        assertThat(ran.out()).doesNotContain("\u001b");
        assertThat(ran.out().lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    }

    @Test
    void everyCommandIsKnownToThePageOfCommands() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "command.md"));
        assertThat(commands())
                .hasSizeGreaterThan(15)
                .allSatisfy(command -> assertThat(page)
                        .containsPattern("(?m)^##+ (.*, )?" + (command.isEmpty() ? "run" : command) + "(,.*)?$"));
    }

    @Test
    void listsFitATerminal() throws IOException {
        assertFits(Ran.command("list"));
        for (JsonNode stage : json(Ran.command("list", "--json"))) {
            assertFits(Ran.command("info", stage.get("function").asText()));
        }
    }

    @Test
    void everyCommandThatPrintsDataPrintsItAsJsonToo() {
        Set<String> withoutData = Set.of("", "topics", "schemas", "dlq", "payloads", "completion");
        assertThat(commands())
                .filteredOn(command -> !withoutData.contains(command))
                .allSatisfy(command -> assertThat(Ran.command((command + " --help").split(" ", -1))
                                .out())
                        .as(command)
                        .contains("--json"));
    }

    @Test
    void theLedgerAndRecordsDoNotMix() throws IOException {
        String file = file("""
            [pipeline]
            name = "x"
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "show"
            function = "stdout.write"
            inputs = ["in"]
            """);
        Ran ran = Ran.command("run", "--json", file);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).startsWith("wharf: --json prints the ledger on standard output, where stage show");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rnu a.toml|wharf: there is no command rnu; did you mean run?",
                "topics craete a|wharf topics: there is no command craete; did you mean create?",
                "dlq|wharf dlq: a command is missing",
                "dlq replya a|wharf dlq: there is no command replya; did you mean replay?",
                "dlq show|wharf dlq show: TOPIC-OR-FILE is missing",
                "run a.toml --brokrs x|wharf run: there is no option --brokrs; did you mean --brokers?",
                "run a.toml --brokrs=x|wharf run: there is no option --brokrs; did you mean --brokers?",
                "topics delte a|wharf topics: there is no command delte; did you mean delete?",
                "topics describe|wharf topics describe: TOPIC is missing",
                "topics delete a|wharf: this deletes records for good, and there is no terminal to ask on; add --yes",
                "validate a.toml --stirct|wharf validate: there is no option --stirct; did you mean --strict?",
                "doctor a.toml b.toml|wharf doctor: the argument b.toml is one too many",
                "doctor a.toml --client a=b|wharf: --client and --client-config go without a file",
                "doctor --brokers kafka1|wharf: --brokers: \"kafka1\" is no broker; write HOST:PORT, several",
                "completoin bash|wharf: there is no command completoin; did you mean completion?",
                "run a.toml b.toml|wharf run: the argument b.toml is one too many",
                "run|wharf run: FILE is missing",
                "topics|wharf topics: a command is missing",
                "run --brokers|wharf run: --brokers needs a value: HOST:PORT,...",
                "dev --port many|wharf dev: --port: many is no whole number",
                "dev --port 65536|wharf: --port 65536 is not between 0 and 65535 (0 takes a free one)",
                "topics paln a.toml|wharf topics: there is no command paln; did you mean plan?",
                "topics plan|wharf: there is no plan; name a FILE, or give --env for KAFKA_TOPIC_NAME=TOPIC",
                "topics apply --env|wharf: the environment has no variable KAFKA_TOPIC_NAME; set one for each topic",
                "topics verify --env --profile prd|wharf: --profile prd is not possible; did you mean prod?",
                "topics plan nowhere.toml|wharf: there is no file nowhere.toml",
                "topics create a --brokers kafka1|wharf: --brokers: \"kafka1\" is no broker; write HOST:PORT, several",
                "run a.toml --brokers kafka1:x|wharf: --brokers: \"kafka1:x\" is no broker; write HOST:PORT, several",
                "info kafak|wharf: there is no stage kafak; did you mean kafka?"
            })
    void aWrongCommandLineEndsWithCode2AndWhatWasMeant(String line, String text) {
        Ran ran = Ran.command(line.split(" ", -1));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).singleElement().asString().startsWith(text);
    }

    @Test
    void whoAsksForJsonGetsSomeAlsoWhenTheCommandFailsAtOnce() throws IOException {
        Ran wrong = Ran.command("dlq", "list", "file:nowhere", "--json");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(json(wrong).get("ok").asBoolean()).isFalse();
        assertThat(json(wrong).get("exit_code").asInt()).isEqualTo(2);
        assertThat(wrong.err()).contains(json(wrong).get("error").asText());
        assertThat(json(Ran.command("dlq", "list", "--json")).get("error").asText())
                .isEqualTo("TOPIC-OR-FILE is missing");
    }

    @Test
    void noCommandIsWrong() {
        Ran ran = Ran.command();
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("wharf: a command is missing; wharf --help shows what there is\n");
    }

    @Test
    void versionNamesWharfKafkaAndJava() throws IOException {
        assertThat(Ran.command("version").out()).matches("wharf \\S+ \\(Kafka \\d\\S+, Java \\d\\S+\\)\\R");
        assertThat(json(Ran.command("version", "--json")).properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("java", "kafka", "wharf");
    }

    @Test
    void listNamesEveryStage() throws IOException {
        Ran ran = Ran.command("list");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines().skip(1).filter(line -> !line.startsWith(" ")))
                .extracting(line -> line.substring(0, line.indexOf(" ")))
                .containsExactly(
                        "csv.read",
                        "csv.write",
                        "decode.apply",
                        "filter.apply",
                        "json.read",
                        "json.write",
                        "kafka",
                        "map.apply",
                        "select.apply",
                        "stdin.read",
                        "stdout.write");
        assertThat(json(Ran.command("list", "--json")))
                .hasSize(11)
                .allSatisfy(stage -> assertThat(stage.get("summary").asText()).isNotBlank());
    }

    @Test
    void infoTellsAllAboutAStage() throws IOException {
        Ran ran = Ran.command("info", "kafka");
        // Without the line breaks that a terminal needs.
        assertThat(ran.out().replaceAll("\\n {4}(?=\\w)", " "))
                .startsWith("kafka (source, sink)\n")
                .contains("group_id  text, required, only as source")
                .contains("max_messages  integer, default 1000, only as source")
                .contains("without_key  text: keep_partition | spread, default keep_partition, only as sink")
                .contains("function = \"kafka\"");
        JsonNode stage = json(Ran.command("info", "kafka", "--json"));
        assertThat(stage.get("parameters").get(1).get("name").asText()).isEqualTo("topic");
        assertThat(stage.get("parameters").get(1).get("required").asBoolean()).isTrue();
    }

    @Test
    void theExampleOfEveryStageIsRight() throws IOException {
        for (JsonNode stage : json(Ran.command("list", "--json"))) {
            String function = stage.get("function").asText();
            String example =
                    json(Ran.command("info", function, "--json")).get("example").asText();
            String before = example.contains("inputs = [\"orders\"]")
                    ? "[[stages]]\nid = \"orders\"\nfunction = \"stdin.read\"\n"
                    : "";
            String id = example.lines().skip(1).findFirst().orElse("").replace("id = ", "inputs = [") + "]\n";
            String behind = stage.get("places").toString().contains("sink") && !function.equals("kafka")
                    ? ""
                    : "[[stages]]\nid = \"last\"\nfunction = \"stdout.write\"\n" + id;
            Ran ran = Ran.command("validate", file("[pipeline]\nname = \"x\"\n" + before + example + behind));
            assertThat(ran.err()).as(function).isEmpty();
            assertThat(ran.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka-consumer", "kafka-producer", "kafka-etl"})
    void theOriginsExamplesAreRight(String name) {
        Ran ran = Ran.command("validate", ORIGIN.resolve(name + "-example.toml").toString());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).endsWith(" stages, nothing wrong\n");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void validateShowsProblemsOnStandardErrorOnly() throws IOException {
        String file = file("[pipeline]\nname = \"x\"\ntypo = 1\n");
        Ran ran = Ran.command("validate", file);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith(file + ":"))
                .anyMatch(line -> line.startsWith(file + ":3:1: unknown key typo in [pipeline]"));
    }

    @Test
    void validateGivesProblemsToMachines() throws IOException {
        String file = file("[pipeline]\nname = \"x\"\n[[stages]]\nid = \"a\"\nfunction = \"stdin.raed\"\n");
        Ran ran = Ran.command("validate", "--json", file);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEmpty();
        JsonNode problem = json(ran).get(0);
        assertThat(problem.get("file").asText()).isEqualTo(file);
        assertThat(problem.get("line").asInt()).isEqualTo(5);
        assertThat(problem.get("column").asInt()).isEqualTo(1);
        assertThat(problem.get("problem").asText()).endsWith("did you mean stdin.read?");
        Path good = ORIGIN.resolve("kafka-etl-example.toml");
        assertThat(json(Ran.command("validate", "--json", good.toString()))).isEmpty();
    }

    @Test
    void validateTellsMachinesOfAFileThatIsNotThere() throws IOException {
        String file = folder.resolve("q.toml").toString();
        Ran ran = Ran.command("validate", "--json", file);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEmpty();
        JsonNode problem = json(ran).get(0);
        assertThat(problem.get("file").asText()).isEqualTo(file);
        assertThat(problem.get("line").asInt()).isZero();
        assertThat(problem.get("problem").asText()).startsWith("there is no file " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "explain"})
    void everyCommandSaysTheSameOfAFileThatIsWrong(String command) throws IOException {
        Ran wrong = Ran.command(command, file("[pipeline]\nname = \"x\"\n"));
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("p.toml:1:1: the pipeline has no stages");
        Ran missing = Ran.command(command, folder.resolve("q.toml").toString());
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no file").contains("did you mean p.toml?");
        Ran isFolder = Ran.command(command, folder.toString());
        assertThat(isFolder.exitCode()).isEqualTo(2);
        assertThat(isFolder.err()).contains("is a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply", "verify"})
    void aPlanOfTopicsThatIsWrongIsToldWithAllItsFaultsAtOnce(String command) throws IOException {
        String file = file("[topics.a]\ntire = \"error\"\n[topics.b]\ntier = \"eror\"\n");
        Ran ran = Ran.command("topics", command, file, "--brokers", "127.0.0.1:9");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo("wharf: " + file + ":2:1: unknown key tire in [topics.a]; did you mean tier?\n" + file
                        + ":4:1: topic b: there is no tier eror; did you mean error?\n");
    }

    @Test
    void explainDrawsTheGraphAndItsGuarantees() {
        Ran ran =
                Ran.command("explain", ORIGIN.resolve("kafka-etl-example.toml").toString());
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .startsWith("kafka-etl: 3 stages, runs to its end, 1 worker a topic, memory_max_bytes = ")
                .contains("""
                    consume  [kafka]  topic raw-events at localhost:9092, group etl-processor, \
                    at most 1000 records, or 30000 ms without one
                    └─ filter  [filter.apply]  amount >= 100
                       └─ produce  [kafka]  topic processed-events at localhost:9092, key from user_id

                    Delivery: at least once
                      produce: a record is done when all in-sync replicas acknowledged it; \
                    offsets are committed behind it, so after a crash the uncommitted ones come again, and none is lost
                    """);
    }

    @Test
    void explainGivesTheGraphToMachines() throws IOException {
        JsonNode plan = json(Ran.command(
                "explain", "--json", ORIGIN.resolve("kafka-etl-example.toml").toString()));
        assertThat(plan.get("delivery").asText()).isEqualTo("at_least_once");
        assertThat(plan.get("stages")).hasSize(3);
        assertThat(plan.get("stages").get(2).get("inputs").get(0).asText()).isEqualTo("filter");
    }

    @Test
    void explainDrawsAStageOnceHoweverManyWaysLeadToIt() throws IOException {
        StringBuilder toml =
                new StringBuilder("[pipeline]\nname = \"x\"\n[[stages]]\nid = \"s0\"\nfunction = \"stdin.read\"\n");
        for (int i = 0; i < 60; i++) {
            String select = "\"\nfunction = \"select.apply\"\nconfig.columns = \"a\"\ninputs = ";
            toml.append("[[stages]]\nid = \"l" + i + select + "[\"s" + i + "\"]\n");
            toml.append("[[stages]]\nid = \"r" + i + select + "[\"s" + i + "\"]\n");
            toml.append("[[stages]]\nid = \"s" + (i + 1) + select + "[\"l" + i + "\", \"r" + i + "\"]\n");
        }
        toml.append("[[stages]]\nid = \"out\"\nfunction = \"stdout.write\"\ninputs = [\"s60\"]\n");
        Ran ran = Ran.command("explain", file(toml.toString()));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).hasSizeLessThan(300);
        assertThat(ran.out()).containsOnlyOnce("s60  [select.apply]").containsOnlyOnce("s60 (see above)");
    }

    @Test
    void noCommandShowsASecret() throws IOException {
        String file = file("""
            [pipeline]
            name = "x"
            [[stages]]
            id = "in"
            function = "kafka"
            [stages.config]
            topic = "a"
            group_id = "g"
            username = "u"
            password = "c4n4ry"
            [stages.config.client]
            "security.protocol" = "SASL_SSL"
            "ssl.key.password" = "c4n4ry"
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["in"]
            """);
        for (String line : new String[] {"validate", "validate --json", "explain", "explain --json"}) {
            Ran ran = Ran.command((line + " " + file).split(" ", -1));
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out() + ran.err()).doesNotContain("c4n4ry");
        }
        assertThat(Ran.command("info", "kafka").out()).contains("${env:NAME}");
    }
}
