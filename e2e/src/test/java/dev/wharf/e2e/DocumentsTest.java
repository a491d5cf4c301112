package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.pipeline.PipelineLoader;
import dev.wharf.pipeline.StageCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;

/** Pipelines in documents are right, and commands are run by {@link DocumentsIT} unless a comment says why not. */
final class DocumentsTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_][A-Z0-9_]*)}");
    private static final StageCatalog CATALOG = StageCatalog.load();
    private static final String AROUND_CLIENT = """
        [pipeline]
        name = "around"

        [[stages]]
        id = "in"
        function = "kafka"
        config = { brokers = "b:1", topic = "t", group_id = "g" }

        [[stages]]
        id = "out"
        function = "kafka"
        inputs = ["in"]

        [stages.config]
        brokers = "b:1"
        topic = "o"

        CLIENT
        """;

    @Test
    void pipelinesAreRight() {
        List<Fence> pipelines =
                Documents.fences().stream().filter(Fence::isWholePipeline).toList();
        assertThat(pipelines)
                .hasSizeGreaterThan(3)
                .allSatisfy(fence ->
                        PipelineLoader.parse(fence.text(), fence.place(), CATALOG, withVariablesOf(fence.text())));
    }

    @Test
    void tablesOfClientSettingsAreRight() {
        List<Fence> tables = Documents.fences().stream()
                .filter(fence -> fence.isToml() && fence.text().startsWith("[stages.config.client]"))
                .toList();
        assertThat(tables)
                .hasSizeGreaterThan(3)
                .allSatisfy(fence -> PipelineLoader.parse(
                        AROUND_CLIENT.replace("CLIENT", fence.text()),
                        fence.place(),
                        CATALOG,
                        withVariablesOf(fence.text())));
    }

    /** Readers have set what the file asks for. */
    private static PipelineLoader.Options withVariablesOf(String toml) {
        Map<String, String> environment = new HashMap<>();
        Matcher variables = VARIABLE.matcher(toml);
        while (variables.find()) {
            environment.put(variables.group(1), "a value");
        }
        return new PipelineLoader.Options(Optional.empty(), environment);
    }

    @Test
    void piecesOfPipelinesAreToml() {
        List<Fence> pieces = Documents.fences().stream().filter(Fence::isToml).toList();
        assertThat(pieces)
                .isNotEmpty()
                .allSatisfy(fence -> assertThat(
                                Toml.parse(fence.text()).errors().stream().map(TomlParseError::toString))
                        .as(fence.place())
                        .isEmpty());
    }

    @Test
    void commandsThatAreNotRunSayWhy() {
        assertThat(Documents.fences())
                .filteredOn(fence -> fence.directive().equals("not run"))
                .isNotEmpty()
                .allSatisfy(
                        fence -> assertThat(fence.argument()).as(fence.place()).hasSizeGreaterThan(8))
                .allSatisfy(fence ->
                        assertThat(fence.hasCommand()).as(fence.place()).isTrue());
    }

    @Test
    void filesHaveNamesAndFailuresHaveNumbers() {
        assertThat(Documents.fences())
                .filteredOn(fence -> fence.directive().equals("file"))
                .isNotEmpty()
                .allSatisfy(
                        fence -> assertThat(fence.argument()).as(fence.place()).matches("[a-z0-9./-]+"));
        assertThat(Documents.fences())
                .filteredOn(fence -> fence.directive().equals("exit"))
                .allSatisfy(fence -> assertThat(fence.exit()).as(fence.place()).isPositive());
    }

    @Test
    void blocksAreFound() {
        List<Fence> fences = Fence.in(new SourceFile("a.md", """
            <!-- file: late.toml -->
            ```toml
            [pipeline]
            [[stages]]
            ```
            ```console
            $ ./wharf run late.toml
            one
            $ cat late.toml | wharf run x.toml
            ```
            <!-- not run: needs a cluster -->
            ```sh
            wharf run late.toml
            ```
            ```sh
            mvn verify -Dx=wharf
            ```
            <!-- exit: 2 -->
            ```console
            $ wharf run nowhere.toml
            ```
            """));
        assertThat(fences.stream().map(Fence::hasCommand)).containsExactly(false, true, true, false, true);
        assertThat(fences.stream().map(Fence::directive)).containsExactly("file", "", "not run", "", "exit");
        assertThat(fences.get(0).isWholePipeline()).isTrue();
        assertThat(fences.get(1).steps())
                .containsExactly(
                        new Fence.Step("./wharf run late.toml", List.of("one")),
                        new Fence.Step("cat late.toml | wharf run x.toml", List.of()));
        assertThat(fences.get(2).argument()).isEqualTo("needs a cluster");
        assertThat(fences.get(4).exit()).isEqualTo(2);
        assertThat(fences.get(4).place()).isEqualTo("a.md:19");
    }
}
