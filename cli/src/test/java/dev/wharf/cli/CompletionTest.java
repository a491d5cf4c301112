package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion in bash, as bash does it; that of fish is only looked at, since it is not to be had everywhere. */
@SuppressWarnings("NullAway.Init") // the test framework sets the folder
final class CompletionTest {
    @TempDir
    private Path folder;

    private String bash(String script) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    /** What bash offers when the words are typed; the last one is not finished. */
    private List<String> offered(String... words) throws IOException, InterruptedException {
        String typed = String.join(" ", words);
        // compopt works only inside of a completion that bash itself has begun.
        String script = "compopt() { :; }; source wharf.bash; COMP_WORDS=(" + typed
                + (words[words.length - 1].isEmpty() ? "''" : "")
                + "); COMP_CWORD=" + (words.length - 1) + "; COMP_LINE='" + typed + "'; COMP_POINT=${#COMP_LINE};"
                + " _complete_wharf; printf '%s\\n' \"${COMPREPLY[@]}\"";
        return bash(script)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void completesCommandsOptionsStagesAndFilesInBash() throws IOException, InterruptedException {
        Ran ran = Ran.command("completion", "bash");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        Files.writeString(folder.resolve("wharf.bash"), ran.out(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("orders.toml"), "");

        bash("bash -n wharf.bash");

        assertThat(offered("wharf", "va")).containsExactly("validate");
        assertThat(offered("wharf", "topics", "d")).containsExactlyInAnyOrder("describe", "delete");
        assertThat(offered("wharf", "validate", "--str")).containsExactly("--strict");
        assertThat(offered("wharf", "info", "filter")).containsExactly("filter.apply");
        assertThat(offered("wharf", "new", "csv")).containsExactly("csv-to-kafka");
        assertThat(offered("wharf", "validate", "ord")).contains("orders.toml");
    }

    @Test
    void isTheSameForZshAndWrittenAnewForFish() {
        assertThat(Ran.command("completion", "zsh").out()).contains("bashcompinit");
        assertThat(Ran.command("completion", "fish").out())
                .contains("complete -c wharf -f\n")
                .contains("complete -c wharf -n '__wharf_at \"\"' -a 'topics' -d '")
                .contains("complete -c wharf -n '__wharf_at \"topics delete\"' -l yes -d '")
                .contains(
                        "complete -c wharf -n '__wharf_at \"info\"' -a 'csv.read csv.write decode.apply filter.apply ")
                .contains("complete -c wharf -n '__wharf_at \"validate\"' -F\n")
                .doesNotContain("$${", "DEFAULT-VALUE");
    }

    @Test
    void saysWhichShellsThereAre() {
        Ran ran = Ran.command("completion", "tcsh");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("there is no completion for tcsh; known are bash, fish, zsh");
        assertThat(Ran.command("completion").err()).contains("SHELL is missing");
    }
}
