package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;

/** The archive says nothing of the machine that made it, and its checksums are right. */
final class ArchiveIT {
    private static final String VERSION = System.getProperty("wharf.version", "?");
    private static final Path ARCHIVE =
            Path.of(System.getProperty("wharf.archive", "")).normalize();

    @Test
    void entriesHaveTheTimeOfTheReleaseAndBelongToRoot() throws IOException {
        Instant release = Instant.parse(System.getProperty("wharf.timestamp", ""));

        List<TarArchiveEntry> entries = entries();

        assertThat(entries)
                .hasSizeGreaterThan(100)
                .allSatisfy(entry -> assertThat(entry)
                        .as(entry.getName())
                        .returns(release, e -> e.getLastModifiedTime().toInstant())
                        .returns(0L, TarArchiveEntry::getLongUserId)
                        .returns(0L, TarArchiveEntry::getLongGroupId)
                        .returns("root", TarArchiveEntry::getUserName)
                        .returns("root", TarArchiveEntry::getGroupName)
                        .returns(modeOf(entry), e -> e.getMode() & 0777)
                        .returns(false, TarArchiveEntry::isSymbolicLink));
    }

    @Test
    void entriesOfAFolderAreSorted() throws IOException {
        Map<String, List<String>> folders = new TreeMap<>();
        for (TarArchiveEntry entry : entries()) {
            String name = entry.getName();
            if (entry.isFile()) {
                folders.computeIfAbsent(name.substring(0, name.lastIndexOf('/')), folder -> new ArrayList<>())
                        .add(name);
            }
        }

        // Those come in the order in which the poms name them.
        folders.keySet().removeAll(List.of("wharf-" + VERSION, "wharf-" + VERSION + "/lib"));

        assertThat(folders)
                .isNotEmpty()
                .allSatisfy((folder, names) -> assertThat(names).isSorted().doesNotHaveDuplicates());
    }

    @Test
    void checksumsAreRight() {
        assertThat(Checksums.check(ARCHIVE, "sha256")).isEqualTo(Checksums.right(ARCHIVE));
        assertThat(Checksums.check(ARCHIVE, "sha512")).isEqualTo(Checksums.right(ARCHIVE));
    }

    private static int modeOf(TarArchiveEntry entry) {
        return entry.isDirectory() || entry.getName().contains("/bin/") ? 0755 : 0644;
    }

    private static List<TarArchiveEntry> entries() throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(ARCHIVE)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
