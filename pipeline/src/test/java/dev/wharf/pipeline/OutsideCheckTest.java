package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields that no record of a file has. */
@SuppressWarnings("NullAway.Init") // the test framework sets the folder
final class OutsideCheckTest {
    @TempDir
    private Path folder;

    private List<String> warnings(String stages) throws IOException {
        Files.writeString(folder.resolve("in.jsonl"), "{\"id\":1,\"price\":2,\"note\":null}\n{\"quantity\":3}\n");
        String toml = """
            [pipeline]
            name = "x"
            [[stages]]
            id = "in"
            function = "json.read"
            config = { path = "FOLDER/in.jsonl", format = "jsonl" }
            """.replace("FOLDER", folder.toString()) + stages + """
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["last"]
            """;
        return OutsideCheck.ofFiles(Trial.load(toml)).stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void knowsFieldsThatOnlySomeRecordsHaveAndThoseThatStagesSet() throws IOException {
        List<String> warnings = warnings("""
            [[stages]]
            id = "total"
            function = "map.apply"
            inputs = ["in"]
            config = { expression = "quantity * price", output_column = "total" }
            [[stages]]
            id = "last"
            function = "filter.apply"
            inputs = ["total"]
            config = { column = "total", operator = ">", value = 1 }
            """);
        assertThat(warnings).isEmpty();
    }

    @Test
    void namesTheKeyThatAsksForAFieldThatIsNowhereAndTheNearestThatIs() throws IOException {
        List<String> warnings = warnings("""
            [[stages]]
            id = "last"
            function = "map.apply"
            inputs = ["in"]
            config = { expression = "quantity * pirce", output_column = "total" }
            """);
        assertThat(warnings)
                .containsExactly(
                        "p.toml:11:12: warning: stage last: none of the first records of in (2 looked at) has a"
                                + " field pirce; did you mean price?");
    }

    @Test
    void tellsAMistakeOnceAndKnowsWhatASelectionLeaves() throws IOException {
        List<String> warnings = warnings("""
            [[stages]]
            id = "slim"
            function = "select.apply"
            inputs = ["in"]
            config = { columns = ["idd", "price"] }
            [[stages]]
            id = "same"
            function = "filter.apply"
            inputs = ["slim"]
            config = { column = "idd", value = 1 }
            [[stages]]
            id = "last"
            function = "filter.apply"
            inputs = ["same"]
            config = { column = "note", value = 1 }
            """);
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("stage slim", "has a field idd; did you mean id?");
        assertThat(warnings.get(1)).contains("stage last", "has a field note; known are idd, price");
    }

    @Test
    void saysNothingOfAFileThatIsNotThereOrNotReadable() throws IOException {
        String toml = """
            [pipeline]
            name = "x"
            [[stages]]
            id = "in"
            function = "json.read"
            config = { path = "PATH" }
            [[stages]]
            id = "f"
            function = "filter.apply"
            inputs = ["in"]
            config = { column = "a", value = 1 }
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["f"]
            """;
        Path broken = Files.writeString(folder.resolve("broken.json"), "[{\"a\" 1}]");
        for (Path path : List.of(folder.resolve("none.json"), broken)) {
            assertThat(OutsideCheck.ofFiles(Trial.load(toml.replace("PATH", path.toString()))))
                    .isEmpty();
        }
    }
}
