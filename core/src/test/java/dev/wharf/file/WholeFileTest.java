package dev.wharf.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file is there whole or not at all. */
final class WholeFileTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    WholeFileTest() {}

    private static void write(WholeFile file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        file.write(bytes, 0, bytes.length);
    }

    private Path written(String name, String text, IfExists ifExists) {
        try (WholeFile file = WholeFile.create(folder.resolve(name), ifExists)) {
            write(file, text);
            return file.commit();
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void isNotVisibleBeforeItIsCommitted() throws IOException {
        Path target = folder.resolve("a.json");
        try (WholeFile file = WholeFile.create(target, IfExists.FAIL)) {
            write(file, "x".repeat(1 << 20));
            assertThat(names())
                    .singleElement()
                    .asString()
                    .startsWith(".a.json.")
                    .endsWith(".part");
            assertThat(file.commit()).isEqualTo(target);
        }
        assertThat(names()).containsExactly("a.json");
        assertThat(Files.size(target)).isEqualTo(1 << 20);
    }

    @Test
    void isGoneWhenItIsGivenUp() throws IOException {
        try (WholeFile file = WholeFile.create(folder.resolve("a.json"), IfExists.REPLACE)) {
            write(file, "x".repeat(1 << 20));
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void keepsTheOldFileUntilTheNewOneIsWhole() throws IOException {
        written("a.json", "old", IfExists.REPLACE);
        try (WholeFile file = WholeFile.create(folder.resolve("a.json"), IfExists.REPLACE)) {
            write(file, "new");
            assertThat(folder.resolve("a.json")).hasContent("old");
            file.commit();
            assertThat(folder.resolve("a.json")).hasContent("new");
        }
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void takesTheNextFreeNumber() throws IOException {
        for (String name : List.of("a.tar.gz", ".hidden", "plain")) {
            written(name, "0", IfExists.NUMBER);
            written(name, "1", IfExists.NUMBER);
        }
        assertThat(written("plain", "2", IfExists.NUMBER)).isEqualTo(folder.resolve("plain-2"));
        assertThat(names())
                .containsExactly(".hidden", ".hidden-1", "a-1.tar.gz", "a.tar.gz", "plain", "plain-1", "plain-2");
        assertThat(folder.resolve("a-1.tar.gz")).hasContent("1");
    }

    @Test
    void givesEachOfManyWritersANameOfItsOwn() throws IOException, InterruptedException, ExecutionException {
        List<Callable<Path>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String text = "writer " + i;
            writers.add(() -> written("a.json", text, IfExists.NUMBER));
        }
        List<String> contents = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Path> name : threads.invokeAll(writers)) {
                contents.add(Files.readString(name.get()));
            }
        }
        assertThat(names()).hasSize(16);
        assertThat(contents).doesNotHaveDuplicates().hasSize(16);
    }

    @Test
    void losesNothingOfManyThatAppendAtATime() throws IOException, InterruptedException, ExecutionException {
        List<Callable<Path>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String text = "writer " + i + "\n";
            writers.add(() -> written("a.jsonl", text, IfExists.APPEND));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Path> name : threads.invokeAll(writers)) {
                assertThat(name.get()).isEqualTo(folder.resolve("a.jsonl"));
            }
        }
        assertThat(Files.readAllLines(folder.resolve("a.jsonl")))
                .doesNotHaveDuplicates()
                .hasSize(16);
        assertThat(names()).containsExactly(".a.jsonl.lock", "a.jsonl");
    }

    @Test
    void refusesANameThatIsTakenFromTheStartOrInTheMeantime() throws IOException {
        try (WholeFile file = WholeFile.create(folder.resolve("a.json"), IfExists.FAIL)) {
            write(file, "new");
            written("a.json", "other", IfExists.FAIL);
            assertThatThrownBy(file::commit).isInstanceOf(WharfException.class).hasMessageContaining("a.json");
        }
        assertThatThrownBy(() -> written("a.json", "new", IfExists.FAIL))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SINK_FAILED))
                .hasMessageContaining("it is there already");
        assertThat(names()).containsExactly("a.json");
        assertThat(folder.resolve("a.json")).hasContent("other");
    }

    @Test
    void refusesAFolderAndAPathThroughAFile() throws IOException {
        Files.createDirectory(folder.resolve("dir"));
        written("file", "x", IfExists.FAIL);
        assertThatThrownBy(() -> written("dir", "x", IfExists.REPLACE)).hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> written("file/a.json", "x", IfExists.REPLACE))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("file " + folder.resolve("file/a.json") + " cannot be written")
                .hasMessageContaining(folder.resolve("file") + " is a file, and a folder is wanted there");
        assertThat(names()).containsExactly("dir", "file");
    }

    @ParameterizedTest
    @EnumSource(IfExists.class)
    void doesNotTakeThePlaceOfWhatIsNoFile(IfExists ifExists) throws IOException {
        Path socket = folder.resolve("socket");
        Path link = folder.resolve("link");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.createSymbolicLink(link, socket);
            for (String name : List.of("socket", "link")) {
                assertThatThrownBy(() -> written(name, "x", ifExists))
                        .isInstanceOf(WharfException.class)
                        .hasMessageContaining("it is a device, a pipe or a socket");
            }
        }
        assertThat(names()).containsExactly("link", "socket");
        assertThat(Files.isRegularFile(socket)).isFalse();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void writesWhereALinkLeadsAndKeepsTheLink() throws IOException {
        Files.createDirectory(folder.resolve("there"));
        Path real = Files.writeString(folder.resolve("there/real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), real);

        written("link.json", "new", IfExists.REPLACE);

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void staysOutOfTheFoldersOfTheSystem() {
        for (String place : List.of("/dev/wharf-test", "/dev/stdout", "/proc/self/fd/1", "/tmp/../dev/null")) {
            assertThatThrownBy(() -> WholeFile.create(Path.of(place), IfExists.REPLACE))
                    .hasMessageContaining("belongs to the system");
        }
    }

    @Test
    void makesMissingFolders() {
        assertThat(written("a/b/c.json", "x", IfExists.FAIL)).hasContent("x");
    }
}
