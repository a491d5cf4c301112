package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code wharf produce} and {@code wharf consume} say of a command line before they look for a broker. */
@SuppressWarnings("NullAway.Init") // the test framework sets the folder
final class TransferOptionsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "produce|wharf produce: TOPIC is missing",
                "produce a --fromat lines|wharf produce: there is no option --fromat; did you mean --format?",
                "produce a --format xml|wharf produce: --format: there is no xml; known are ",
                "produce a/b|wharf: \"a/b\" is no name for a topic",
                "produce a FOLDER/none|wharf: there is no file FOLDER/none (looked for at FOLDER/none)",
                "produce a FOLDER|wharf: FOLDER is a folder; name the files in it",
                "produce a --key x --key-field y|wharf: --key, --key-delimiter and --key-field say in several ways",
                "produce a --format json --key x|wharf: --key does not go with --format json; remove one of them",
                "produce a --format file --null x|wharf: --null does not go with --format file; remove one of them",
                "produce a --keep-timestamp|wharf: --keep-timestamp does not go with --format lines",
                "produce a --header x|wharf: --header x: a header without its name, or without a value",
                "produce a --delimiter \\q|wharf: --delimiter '\\q': an escape that is not known at character 1",
                "produce a --skip -1|wharf: --skip -1 must not be negative",
                "produce a --brokers x|wharf: --brokers: \"x\" is no broker",
                "produce a --client acks=1|wharf: --client: acks = 1 is not allowed",
                "consume|wharf consume: TOPIC is missing",
                "consume a --folow|wharf consume: there is no option --folow; did you mean --follow?",
                "consume ..|wharf: \"..\" is no name for a topic",
                "consume a --from latest|wharf: --from latest is no position; write beginning, end, an offset",
                "consume a --to 2026-03-01|wharf: --to 2026-03-01 is no position",
                "consume a --to 5 --follow|wharf: --to has an end and --follow has none; remove one",
                "consume a --limit 0|wharf: --limit 0 must be at least 1",
                "consume a --isolation none|wharf: --isolation none is not known; use read_committed or",
                "consume a --group g --from 5|wharf: --from 5 does not go with --group, which begins where",
                "consume a --group g --partition 0|wharf: --partition does not go with --group, whose members",
                "consume a --format json --delimiter x|wharf: --delimiter, --key-delimiter and --null do not go",
                "consume a --suffix .x|wharf: --suffix goes with --output only",
                "consume a --output FOLDER --suffix /../x|wharf: --suffix /../x would lead out of the folder",
                "consume a --output FOLDER/new --follow|wharf: --output FOLDER/new appears when it is whole",
                "consume a --output FOLDER/old|wharf: --output FOLDER/old is there already; move it away, or add",
                "consume a --output FOLDER/old/|wharf: --output FOLDER/old/ is a file",
                "consume a --output FOLDER --group g --if-exists replace|wharf: --if-exists replace does not go with",
                "consume a --json|wharf: --json is the summary and goes with --output; for records as JSON use",
            })
    void aWrongCommandLineEndsWithCode2AndWhatToDo(String line, String text) throws IOException {
        Files.writeString(folder.resolve("old"), "precious");
        Piped ran = Piped.line("", line.replace("FOLDER", folder.toString()));
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith(text.replace("FOLDER", folder.toString()));
        assertThat(folder.resolve("old")).hasContent("precious");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Piped produced = Piped.line("", "produce a/b --skip -1 --key x --key-delimiter :");
        assertThat(produced.err().lines()).hasSize(3);
        Piped consumed = Piped.line("", "consume a --from x --to y --limit 0");
        assertThat(consumed.err().lines()).hasSize(3);
    }

    @Test
    void withoutABrokerTheExitCodeIs3() {
        for (String line : new String[] {"produce a", "consume a"}) {
            Piped ran = Piped.line("x\n", line + " --brokers 127.0.0.1:9");
            assertThat(ran.exitCode()).as(line).isEqualTo(3);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err())
                    .contains("no broker answers at 127.0.0.1:9 within 5 s; start it, or correct --brokers");
        }
    }
}
