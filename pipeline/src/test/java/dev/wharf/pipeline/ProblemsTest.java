package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of files that are wrong. */
final class ProblemsTest {
    private static final String SOURCE = """
        [[stages]]
        id = "in"
        function = "stdin.read"
        """;
    private static final String SINK = """
        [[stages]]
        id = "out"
        function = "stdout.write"
        inputs = ["in"]
        """;

    private static List<String> problems(String rest) {
        return Trial.problems(Trial.HEAD + rest);
    }

    @Test
    void findsNothingWrongWithAGoodFile() {
        assertThat(problems(SOURCE + SINK)).isEmpty();
    }

    @Test
    void reportsEveryFaultOfAFileAtOnceInTheOrderOfLines() throws IOException {
        assertThat(Trial.problems(resource("faults.toml")))
                .isEqualTo(resource("faults.txt").lines().toList());
    }

    private static String resource(String name) throws IOException {
        try (var in = ProblemsTest.class.getResourceAsStream("/" + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void reportsEveryErrorOfBrokenToml() {
        assertThat(Trial.problems("[pipeline\nname = \"x\"\nworkers = 5 5\n"))
                .hasSize(2)
                .allMatch(problem -> problem.contains("not valid TOML: "))
                .satisfies(found -> assertThat(found.get(0)).startsWith("p.toml:1:10: "))
                .satisfies(found -> assertThat(found.get(1)).startsWith("p.toml:3:13: "));
    }

    @Test
    void doesNotShowABrokenLineThatMayHoldASecret() {
        assertThat(Trial.problems("[pipeline]\npassword = hunter2\n"))
                .singleElement()
                .asString()
                .startsWith("p.toml:2:12: not valid TOML: ")
                .contains("quotes")
                .doesNotContain("hunter2");
    }

    @Test
    void asksForThePipelineTableAndForStages() {
        assertThat(Trial.problems(""))
                .containsExactly(
                        "p.toml:1:1: the table [pipeline] is missing; add it with name = \"...\"",
                        "p.toml:1:1: the pipeline has no stages; add at least one [[stages]] table");
    }

    @Test
    void saysOnceThatATableIsOfTheWrongKind() {
        assertThat(Trial.problems("pipeline = 5\nstages = 6\n"))
                .containsExactly(
                        "p.toml:1:1: pipeline in the file must be a table",
                        "p.toml:2:1: stages in the file must be an array of tables, written [[stages]]");
        assertThat(problems("[stages]\nid = \"a\"\n"))
                .containsExactly("p.toml:3:1: stages in the file must be an array of tables, written [[stages]]");
    }

    @Test
    void reportsAStageConfigThatIsNoTableAndNothingThatFollowsFromIt() {
        assertThat(problems("""
            [[stages]]
            id = "in"
            function = "json.read"
            config = 5
            """ + SINK)).containsExactly("p.toml:6:1: config in [[stages]] must be a table");
    }

    @Test
    void reportsEachCycleAndWhatIsBehindIt() {
        assertThat(problems(select("a", "b") + select("b", "a") + select("self", "self") + select("behind", "b")))
                .containsExactly(
                        "p.toml:3:1: the stages a -> b -> a form a cycle, which records could never leave; remove one"
                                + " of these inputs",
                        "p.toml:13:1: the stages self -> self form a cycle, which records could never leave; remove one"
                                + " of these inputs",
                        "p.toml:18:1: stage behind: nothing takes its records, which would be lost; name it in the"
                                + " inputs of another stage");
    }

    private static String select(String id, String input) {
        return "[[stages]]\nid = \"" + id + "\"\nfunction = \"select.apply\"\ninputs = [\"" + input
                + "\"]\nconfig.columns = \"a\"\n";
    }

    @Test
    void namesTheNearestOfAMistypedInputAndDoesNotCallItUnused() {
        assertThat(problems(SOURCE + SINK.replace("[\"in\"]", "[\"inn\"]")))
                .containsExactly("p.toml:9:1: stage out: there is no stage inn; did you mean in?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[5]", "true"})
    void inputsOfTheWrongKindAreStillInputs(String inputs) {
        assertThat(problems(SOURCE + """
            [[stages]]
            id = "topic"
            function = "kafka"
            inputs = %s
            config = { topic = "a", key_field = "k" }
            """.formatted(inputs)))
                .containsExactly("p.toml:9:1: inputs in [[stages]] must be an array of strings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "-inf", "[1, inf]"})
    void refusesToCompareWithWhatStandsForNoNumber(String value) {
        String filter = """
            [[stages]]
            id = "keep"
            function = "filter.apply"
            inputs = ["in"]
            config.column = "a"
            config.operator = "in"
            config.value = %s
            """.formatted(value);
        assertThat(problems(SOURCE + filter + SINK.replace("[\"in\"]", "[\"keep\"]")))
                .containsExactly("p.toml:12:1: stage keep: value holds inf or nan, which stands for no number; write a"
                        + " finite number");
    }

    @Test
    void refusesBrokersWithoutAPort() {
        assertThat(problems("""
            [[stages]]
            id = "in"
            function = "kafka"
            [stages.config]
            brokers = "kafka1:9092,kafka2"
            topic = "a"
            group_id = "g"
            """ + SINK))
                .containsExactly("p.toml:7:1: stage in: brokers: \"kafka2\" is no broker; write HOST:PORT,"
                        + " several with commas between them");
    }

    @Test
    void refusesInputsWhereThereCanBeNoneAndAsksForThemWhereTheyAreNeeded() {
        assertThat(problems(SOURCE + SINK.replace("inputs = [\"in\"]\n", "") + """
            [[stages]]
            id = "late"
            function = "json.read"
            inputs = ["in"]
            config.path = "a.json"
            """))
                .containsExactly(
                        "p.toml:6:1: stage out: stdout.write needs inputs: name the stages whose records it takes",
                        "p.toml:9:1: stage late: nothing takes its records, which would be lost; name it in the inputs"
                                + " of another stage",
                        "p.toml:12:1: stage late: json.read reads from outside and takes no inputs; remove them");
    }

    @Test
    void refusesWhatTakesRecordsFromASinkThatPassesNoneOn() {
        assertThat(problems(SOURCE + """
            [[stages]]
            id = "file"
            function = "json.write"
            inputs = ["in"]
            config.path = "a.json"
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["file"]
            """))
                .containsExactly("p.toml:6:1: stage file: json.write passes no records on; name its own inputs in the"
                        + " stages behind it");
    }

    @Test
    void refusesWhatNeedsAnEndInARunWithoutOne() {
        assertThat(problems("""
            [global]
            execution_mode = "streaming"
            [[stages]]
            id = "in"
            function = "kafka"
            [stages.config]
            topic = "a"
            group_id = "g"
            max_messages = 10
            timeout_ms = 10
            [[stages]]
            id = "file"
            function = "json.write"
            inputs = ["in"]
            [stages.config]
            path = "a.json"
            if_exists = "append"
            """))
                .containsExactly(
                        "p.toml:11:1: stage in: max_messages bounds a run, and execution_mode = \"streaming\" has no"
                                + " end; remove one of them",
                        "p.toml:12:1: stage in: timeout_ms bounds a run, and execution_mode = \"streaming\" has no end;"
                                + " remove one of them",
                        "p.toml:19:1: stage file: if_exists = \"append\" does not go together with files that roll,"
                                + " because each time a file rolls all of the old one would be copied; use number");
    }

    @Test
    void refusesToReplaceAFileWhoseRecordsDoNotComeAgain() {
        assertThat(problems("""
            [[stages]]
            id = "in"
            function = "kafka"
            config = { topic = "a", group_id = "g" }
            [[stages]]
            id = "file"
            function = "json.write"
            inputs = ["in"]
            config = { path = "a.json", if_exists = "replace" }
            """))
                .singleElement()
                .asString()
                .startsWith("p.toml:7:1: stage file: if_exists = \"replace\" would lose what an earlier run wrote")
                .endsWith("use number");
    }

    @ParameterizedTest
    @CsvSource({"delivery, sometimes", "workers, 1001", "memory_max_bytes, much", "drain_timeout_ms, 0"})
    void refusesSettingsOutOfRange(String key, String value) {
        assertThat(Trial.problems(Trial.HEAD + key + " = \"" + value + "\"\n" + SOURCE + SINK))
                .singleElement()
                .asString()
                .startsWith("p.toml:3:1: " + key + " = " + value);
    }

    @Test
    void refusesErrorHandlingThatMakesNoSense() {
        assertThat(problems("""
            [error_handling]
            strategy = "sometimes"
            max_retries = -1
            retry_delay_seconds = "soon"
            retries = 5
            """ + SOURCE + SINK))
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).startsWith("p.toml:4:1: strategy = sometimes is not possible"),
                        text -> assertThat(text).startsWith("p.toml:5:1: max_retries = -1 is not between"),
                        text -> assertThat(text).startsWith("p.toml:6:1: retry_delay_seconds = soon is not a number"),
                        text -> assertThat(text).startsWith("p.toml:7:1: unknown key retries"));
        assertThat(problems("[error_handling]\nstrategy = \"continue\"\n" + SOURCE + SINK))
                .isEmpty();
    }

    @Test
    void takesNumbersAndBooleansThatAreWrittenAsStrings() {
        assertThat(problems("""
            [[stages]]
            id = "in"
            function = "kafka"
            config = { topic = "a", group_id = "g", max_messages = " 10 ", timeout_ms = "500" }
            [[stages]]
            id = "file"
            function = "json.write"
            inputs = ["in"]
            config = { path = "a.json", pretty = "true" }
            """)).isEmpty();
    }

    @Test
    void refusesPathsThatAreNone() {
        assertThat(problems("""
            [[stages]]
            id = "in"
            function = "json.read"
            config.path = "a\\u0000b"
            """ + SINK))
                .containsExactly("p.toml:6:1: stage in: path is not a path: Nul character not allowed");
    }

    @Test
    void refusesToCompareWithNothing() {
        assertThat(problems(SOURCE + """
            [[stages]]
            id = "keep"
            function = "filter.apply"
            inputs = ["in"]
            config = { column = "a", operator = "in", value = [] }
            """ + SINK.replace("[\"in\"]", "[\"keep\"]")))
                .containsExactly("p.toml:10:43: stage keep: operator in has no value to compare with, so nothing would"
                        + " pass; give one at least");
    }
}
