package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wharf.pipeline.PipelineLoader;
import dev.wharf.pipeline.StageCatalog;
import dev.wharf.plan.PlanException;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the stages says what the stages say. With {@code -Dwharf.docs.write=true} it is written anew. */
final class StagesPageTest {

    private static final Pattern ID = Pattern.compile("(?m)^id = \"(.*)\"$");
    private static final Pattern INPUT = Pattern.compile("(?m)^inputs = \\[\"(.*)\"]$");
    private static final StageCatalog CATALOG = StageCatalog.load();
    private static final List<StageDescriptor> STAGES =
            CATALOG.all().stream().map(StageProvider::descriptor).toList();

    @Test
    void pageSaysWhatStagesSay() {
        Path page = Repository.ours().root().resolve(StagesPage.PATH);
        String text = StagesPage.of(STAGES);
        if (Boolean.getBoolean("wharf.docs.write")) {
            Folders.write(page, text);
        }
        assertThat(page)
                .as("write it anew with -Dwharf.docs.write=true, see CONTRIBUTING.md")
                .exists()
                .content()
                .isEqualTo(text);
    }

    @Test
    void examplesAreRight() {
        assertThat(STAGES)
                .isNotEmpty()
                .allSatisfy(stage -> assertThatCode(() -> load(stage.example()))
                        .as(stage.function())
                        .doesNotThrowAnyException());
        assertThatCode(() -> load("[[stages]]\nid = \"a\"\nfunction = \"json.read\"\n"))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("needs path");
    }

    /** Puts before and behind the stage what it needs for a whole pipeline. */
    private static void load(String example) {
        StringBuilder toml = new StringBuilder("[pipeline]\nname = \"example\"\n");
        Matcher input = INPUT.matcher(example);
        if (input.find()) {
            toml.append(stage(input.group(1), "stdin.read", ""));
        }
        toml.append(example);
        Matcher id = ID.matcher(example);
        if (id.find() && !example.contains(".write\"")) {
            toml.append(stage("end", "stdout.write", id.group(1)));
        }
        var unused = PipelineLoader.parse(toml.toString(), "example", CATALOG, PipelineLoader.Options.none());
    }

    private static String stage(String id, String function, String input) {
        String inputs = input.isEmpty() ? "" : "inputs = [\"" + input + "\"]\n";
        return "\n[[stages]]\nid = \"" + id + "\"\nfunction = \"" + function + "\"\n" + inputs;
    }

    @Test
    void everyFactIsOnThePage() {
        Parameter mode = Parameter.choice("mode", "fast", List.of("fast", "safe"), "How it goes | or not.")
                .only(Place.SINK);
        Parameter size = Parameter.required("size", Parameter.Type.INTEGER, "How much.");
        StageDescriptor stage = new StageDescriptor(
                "a.b", Set.of(Place.SINK, Place.SOURCE), "Does it.", List.of(mode, size), "id = \"x\"\n");
        List<String> lines = StagesPage.of(List.of(stage)).lines().toList();
        assertThat(lines)
                .contains("| [`a.b`](#ab) | source or sink | Does it. |")
                .contains("| `mode` | `fast`, `safe` | `fast` | As a sink only. How it goes \\| or not. |")
                .contains("| `size` | whole number | required | How much. |")
                .contains("id = \"x\"");
    }
}
