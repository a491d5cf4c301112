package dev.wharf.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import dev.wharf.error.WharfException;
import dev.wharf.failure.ErrorPolicy;
import dev.wharf.failure.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a disk that refuses us does to a file: nothing, but that it takes longer. */
final class FullDiskTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    FullDiskTest() {}

    /** A disk with so much room, which takes what fits, even if that is a part only. */
    private static final class Disk implements Part {
        private final Part real;
        private long room;
        private boolean forces = true;

        Disk(Part real, long room) {
            this.real = real;
            this.room = room;
        }

        @Override
        public Path path() {
            return real.path();
        }

        @Override
        public long length() {
            return real.length();
        }

        @Override
        public int append(ByteBuffer bytes) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            int count = (int) Math.min(bytes.remaining(), room);
            room -= real.append(bytes.slice(bytes.position(), count));
            return count;
        }

        @Override
        public void force() throws IOException {
            if (!forces) {
                throw new IOException("Input/output error");
            }
            real.force();
        }

        @Override
        public void suspend() {
            real.suspend();
        }

        @Override
        public void remove() throws IOException {
            real.remove();
        }
    }

    private WholeFile file(Disk disk, Compression compression) {
        return new WholeFile(
                folder.resolve("out"), disk, new WholeFile.Settings(IfExists.NUMBER, compression, 0, Continued.ANY));
    }

    private Disk disk(long room) throws IOException {
        return new Disk(FilePart.create(folder.resolve("out")), room);
    }

    private static byte[] row(int number) {
        return (number + " " + "x".repeat(2000) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aDiskThatIsFullAgainAndAgainLosesAndDoublesNothing(Compression compression) throws IOException {
        Disk disk = disk(100);
        StringBuilder taken = new StringBuilder();
        int refusals = 0;
        Random random = new Random(7);
        try (WholeFile file = file(disk, compression)) {
            for (int i = 0; i < 2000; i++) {
                byte[] row = new byte[1500];
                random.nextBytes(row);
                refusals += roomMade(disk, file::makeRoom);
                file.write(row, 0, row.length);
                taken.append(new String(row, StandardCharsets.ISO_8859_1));
                if (i % 700 == 699) {
                    refusals += roomMade(disk, file::suspend);
                }
            }
            refusals += roomMade(disk, () -> assertThat(file.commit()).isEqualTo(folder.resolve("out")));
        }

        assertThat(refusals).isGreaterThan(5);
        try (InputStream in =
                compression.decompress(Files.newInputStream(folder.resolve("out")), ExpansionLimit.times(1000))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .isEqualTo(taken.toString());
        }
        assertThat(names()).containsExactly("out");
    }

    /** Tries until it works, with a little more room each time; gives how often it did not. */
    private static int roomMade(Disk disk, Runnable attempt) {
        for (int refusals = 0; ; refusals++) {
            try {
                attempt.run();
                return refusals;
            } catch (WharfException e) {
                assertThat(e).hasMessageContaining("the disk is full; make room");
                assertThat(ErrorPolicy.stop().kindOf(e)).isEqualTo(FailureKind.INFRASTRUCTURE);
                disk.room = 150_001;
            }
        }
    }

    @Test
    void whatCannotBeForcedToTheDiskIsLostAndStaysSo() throws IOException {
        Disk disk = disk(Long.MAX_VALUE);
        disk.forces = false;
        try (WholeFile file = file(disk, Compression.NONE)) {
            file.write(row(1), 0, 10);
            assertThatThrownBy(file::commit).hasMessageContaining("nobody knows what is there");
            disk.forces = true;
            assertThatThrownBy(file::commit)
                    .hasMessageContaining("nobody knows what is there")
                    .satisfies(e -> assertThat(ErrorPolicy.stop().kindOf(e)).isEqualTo(FailureKind.PERMANENT));
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aNameThatCannotBeGivenNowIsGivenLater() throws IOException {
        Path inner = folder.resolve("inner");
        Path elsewhere = folder.resolve("elsewhere");
        try (WholeFile file = WholeFile.create(inner.resolve("a.json"), IfExists.REPLACE)) {
            file.write(row(1), 0, 10);
            Files.createDirectories(inner.resolve("a.json/in-the-way"));
            assertThatThrownBy(file::commit)
                    .satisfies(e -> assertThat(ErrorPolicy.stop().kindOf(e)).isEqualTo(FailureKind.INFRASTRUCTURE));
            Files.move(inner.resolve("a.json"), elsewhere);
            assertThat(file.commit()).hasSize(10);
        }
        assertThat(inner).isDirectoryContaining("glob:**a.json");
    }

    @Test
    void aPartThatSomebodyHasRemovedEndsTheTrying() throws IOException {
        Disk disk = disk(Long.MAX_VALUE);
        try (WholeFile file = file(disk, Compression.NONE)) {
            file.write(row(1), 0, 10);
            file.suspend();
            Files.delete(disk.path());
            assertThatThrownBy(file::commit).isInstanceOf(WharfException.class);
            assertThatThrownBy(file::commit)
                    .satisfies(e -> assertThat(ErrorPolicy.stop().kindOf(e)).isEqualTo(FailureKind.PERMANENT));
        }
    }
}
