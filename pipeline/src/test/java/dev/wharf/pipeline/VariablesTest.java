package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code [global.variables]} and what is made of them. */
final class VariablesTest {
    private static final String REST = """
        [[stages]]
        id = "in"
        function = "stdin.read"
        [[stages]]
        id = "keep"
        function = "filter.apply"
        inputs = ["in"]
        config = { column = "a", operator = "in", value = VALUE }
        [[stages]]
        id = "out"
        function = "stdout.write"
        inputs = ["keep"]
        """;

    private static String file(String variables, String value) {
        return Trial.HEAD + "[global.variables]\n" + variables + "\n" + REST.replace("VALUE", value);
    }

    private static String summary(String variables, String value, Map<String, String> environment) {
        return Trial.load(file(variables, value), environment)
                .nodes()
                .get(1)
                .stage()
                .summary();
    }

    @Test
    void putsVariablesIntoTextsAndArrays() {
        assertThat(summary("x = \"1\"\ny = \"$2\\\\\"", "[\"{{x}}-{{y}}\", \"{{x}}{{x}}\", 5]", Map.of()))
                .isEqualTo("a in [1-$2\\, 11, 5]");
    }

    @Test
    void leavesBracesWithSpacesForTemplatesThatRunLater() {
        assertThat(summary("x = \"1\"", "\"{{ x }}\"", Map.of())).isEqualTo("a in [{{ x }}]");
    }

    @Test
    void fillsVariablesFromTheEnvironment() {
        assertThat(summary("x = \"<${TRIAL_A}${TRIAL_B}>\"", "\"{{x}}\"", Map.of("TRIAL_A", "$1", "TRIAL_B", "")))
                .isEqualTo("a in [<$1>]");
    }

    @Test
    void namesAVariableOfTheEnvironmentThatIsNotSet() {
        assertThat(Trial.problems(file("x = \"${TRIAL_A}\"", "\"{{x}}\""), Map.of()))
                .containsExactly("p.toml:4:1: variable x: the environment has no TRIAL_A; set it");
    }

    @Test
    void namesAVariableThatIsNotDefinedAndTheNearestThatIs() {
        assertThat(Trial.problems(file("home = \"1\"", "\"{{hom}}\"")))
                .containsExactly("p.toml:12:43: variable hom is not defined in [global.variables]; did you mean home?");
    }

    @Test
    void putsVariablesIntoNestedTables() {
        List<String> problems = Trial.problems(Trial.HEAD + """
            [global.variables]
            what = "many"
            [[stages]]
            id = "in"
            function = "kafka"
            [stages.config]
            topic = "a"
            group_id = "g"
            [stages.config.client.fetch]
            "min.bytes" = "{{what}}"
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["in"]
            """);
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("p.toml:12:1: stage in: client: ")
                .contains("many")
                .contains("fetch.min.bytes");
    }
}
