package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.deadletter.DeadLetterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wharf dlq} on files, where no broker is needed. */
final class DlqFileCommandsTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private String file;

    @SuppressWarnings("NullAway.Init") // the test framework sets both
    DlqFileCommandsTest() {}

    @BeforeEach
    void write() {
        Path path = folder.resolve("failed.jsonl");
        file = path.toString();
        DeadLetterFile letters = new DeadLetterFile(path);
        letters.append(DlqSamples.failed("order 1 has no customer"));
        letters.append(DlqSamples.failed("too late"));
        letters.append(DlqSamples.failed("order 2 has no customer"));
    }

    private static Ran dlq(String line, String... more) {
        String[] words = ("dlq " + line).split(" ", -1);
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Ran.command(all);
    }

    @Test
    void listsWithoutABroker() throws IOException {
        assertThat(dlq("list", file).out())
                .startsWith("2 × order # has no customer\n")
                .endsWith("\n3 dead letters in " + file + ", 2 reasons\n");
        JsonNode json = JACKSON.readTree(dlq("list --json", "file:" + file).out());
        assertThat(json.get("total").intValue()).isEqualTo(3);
        assertThat(json.get("groups").get(0).get("count").intValue()).isEqualTo(2);
        assertThat(json.get("groups").get(0).get("example").textValue()).isEqualTo("order 1 has no customer");
        assertThat(json.get("groups").get(1).get("first_at").textValue()).isEqualTo(file + ":2");
    }

    @Test
    void showsThoseThatAreMeant() throws IOException {
        assertThat(dlq("show", file).out().lines()).contains(file + ":1", file + ":2", file + ":3");
        assertThat(dlq("show --at 2", file).out()).startsWith(file + ":2\n  reason      too late\n");
        assertThat(dlq("show --at " + file + ":2", file).out()).startsWith(file + ":2\n");
        Ran first = dlq("show --limit 1 --reason", "order # has", file);
        assertThat(first.out()).startsWith(file + ":1\n").doesNotContain(file + ":3");
        assertThat(first.err()).isEqualTo("stopped at --limit 1; there may be more\n");
        JsonNode json =
                JACKSON.readTree(dlq("show --json --reason CUSTOMER", file).out());
        assertThat(json).hasSize(2);
        assertThat(json.get(1).get("at").textValue()).isEqualTo(file + ":3");
    }

    @Test
    void showsNothingWhereNothingIsMeant() throws IOException {
        Ran ran = dlq("show --json --reason other", file);
        assertThat(ran.exitCode()).isZero();
        assertThat(JACKSON.readTree(ran.out())).isEmpty();
        assertThat(ran.err()).isEqualTo("no such dead letter in " + file + "\n");
    }

    @Test
    void saysWhichLineIsDamaged() throws IOException {
        Files.writeString(Path.of(file), "[1]\n", StandardOpenOption.APPEND);
        Ran ran = dlq("list", file);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains(file + ":4: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list file:nowhere.jsonl|there is no file nowhere.jsonl",
                "list file:FOLDER|FOLDER is a folder, not a file",
                "list a/b.jsonl|a/b.jsonl is no file that is there, and cannot be the name of a topic",
                "list topic:a,b|topic:a,b is no file that is there, and cannot be the name of a topic",
                "list FILE --limit 0|--limit 0 must be at least 1",
                "show FILE --at x|--at x is no place; write PARTITION@OFFSET for a topic, or the number of a line for",
                "show FILE --at 0@1|--at 0@1 is a place in a topic; in file FILE write the number of a line",
                "show FILE --at 4|--at 4 holds no dead letter; wharf dlq show FILE shows where there are some",
                "show FILE --at other:4|--at other:4 is not in FILE",
                "replay FILE --max-replays 0|--max-replays 0 must be at least 1",
                "replay FILE|this sends records, and there is no terminal to ask on; add --yes, or --dry-run to see",
                "list FILE --brokers kafka1|--brokers: \"kafka1\" is no broker",
                "list FILE --client sekret|--client: a setting without its name; write KEY=VALUE",
                "list FILE --client group.id=x|--client: group.id is set by Wharf",
                "list FILE --client acks=1|--client: acks = 1 is not allowed: anything else can lose",
                "list FILE --client sasl.mechanim=PLAIN|--client: Kafka's clients have no setting sasl.mechanim; did",
                "list FILE --client ssl.key.password=${env:NO_SUCH_THING}|${env:NO_SUCH_THING}: the environment has no",
                "list FILE --client-config nowhere.properties|there is no file nowhere.properties",
            })
    void aWrongCommandLineEndsWithCode2AndWhatToDo(String line, String text) {
        Ran ran = dlq(line.replace("FILE", file).replace("FOLDER", folder.toString()));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("wharf: " + text.replace("FILE", file).replace("FOLDER", folder.toString()))
                .doesNotContain("sekret");
    }

    @Test
    void settingsComeFromAFileAndTheCommandLineAndSecretsStaySecret() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "c4n4ry");
        Path settings = Files.writeString(
                folder.resolve("client.properties"),
                "ssl.key.password=${file:" + secret + "}\nmax.request.size=2000000\nsecurity.protocol=${file:" + secret
                        + "}\n");
        Ran wrong = dlq("list --client-config " + settings, file);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .startsWith("wharf: " + settings + ": security.protocol = ${file:")
                .doesNotContain("c4n4ry");
        Ran right = dlq("list --client security.protocol=SSL --client-config " + settings, file);
        assertThat(right.exitCode()).as(right.err()).isZero();
    }
}
