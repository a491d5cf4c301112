package dev.wharf.devstack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassArchiveTest {

    private static final byte[] FINISHED = {(byte) 0xa8, (byte) 0xab, 0x0b, (byte) 0xf0, 1};

    @TempDir
    Path folder;

    @Test
    void staysTheSameForTheSameJars() throws IOException {
        List<Path> jars = List.of(Files.writeString(folder.resolve("a.jar"), "a"));
        Path archive = prepare(jars);
        Files.write(archive, FINISHED);

        assertThat(prepare(jars)).isEqualTo(archive).exists();
    }

    @Test
    void isDroppedWhenAJarHasChanged() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "a");
        Path old = Files.write(prepare(List.of(jar)), FINISHED);
        Files.writeString(jar, "another size");

        assertThat(prepare(List.of(jar))).isNotEqualTo(old);
        assertThat(old).doesNotExist();
    }

    @Test
    void isDroppedWhenItsWriterWasKilled() throws IOException {
        List<Path> jars = List.of(folder.resolve("a.jar"));

        assertThat(Files.write(prepare(jars), new byte[0])).exists();
        assertThat(prepare(jars)).doesNotExist();
        assertThat(Files.write(prepare(jars), new byte[1000])).exists();
        assertThat(prepare(jars)).doesNotExist();
    }

    @Test
    void doesNotExistForFoldersOfClasses() {
        assertThat(ClassArchive.prepare(folder, List.of(folder))).isEmpty();
    }

    private Path prepare(List<Path> jars) {
        return ClassArchive.prepare(folder, jars).orElseThrow();
    }
}
