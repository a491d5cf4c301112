package dev.wharf.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schemas in files. */
@Timeout(300)
final class DiskCacheTest {
    private static final RegisteredSchema SCHEMA = new RegisteredSchema(
            7,
            "d9379214-66c4-484b-925f-4e0ee0f4c896",
            "s",
            3,
            new Schema(
                    SchemaType.PROTOBUF,
                    "message \"Grüße\" {}\n",
                    List.of(new SchemaReference("a.proto", "a", 1)),
                    JsonCodec.JSON.read(Payload.of("{\"properties\":{\"a\":\"b\"}}")),
                    JsonCodec.JSON.read(Payload.of("{\"domainRules\":[]}"))),
            false);

    @TempDir
    private Path folder;

    private DiskCache cache() {
        return new DiskCache(folder, "http://r");
    }

    @Test
    void givesBackWhatWasWritten() {
        cache().write("id  7", SCHEMA);
        assertThat(cache().read("id  7")).contains(SCHEMA);
        assertThat(cache().read("id  8")).isEmpty();
        assertThat(new DiskCache(folder, "http://other").read("id  7")).isEmpty();
    }

    @Test
    void usesNoFileThatIsCutOffOrChanged() throws IOException {
        cache().write("id  7", SCHEMA);
        Path file = cache().file("id  7");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(cache().read("id  7"))
                    .as("%s of %s bytes", length, whole.length)
                    .isEmpty();
        }
        for (int position = 0; position < whole.length; position++) {
            byte[] changed = whole.clone();
            changed[position] ^= 1;
            Files.write(file, changed);
            assertThat(cache().read("id  7")).as("byte %s", position).isEmpty();
        }
        cache().write("id  7", SCHEMA);
        assertThat(cache().read("id  7")).contains(SCHEMA);
    }

    @Test
    void usesNoFileOfAnotherKey() throws IOException {
        cache().write("id  7", SCHEMA);
        Files.copy(cache().file("id  7"), cache().file("id  8"));
        assertThat(cache().read("id  8")).isEmpty();
    }

    @Test
    void takesAwayWhatWasLeftLongAgo() throws IOException {
        cache().write("id  7", SCHEMA);
        Path whole = cache().file("id  7");
        Path young = Files.writeString(whole.resolveSibling(".a.schema.1.part"), "half");
        Path old = Files.writeString(whole.resolveSibling(".a.schema.2.part"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        cache().clean(Instant.now());

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(cache().read("id  7")).isPresent();
    }

    @Test
    void goesOnWithoutAFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        DiskCache cache = new DiskCache(file, "http://r");
        try (LogLines log = new LogLines()) {
            cache.write("id  7", SCHEMA);
            cache.write("id  8", SCHEMA);
            assertThat(cache.read("id  7")).isEmpty();
            assertThat(log.of("WARN")).singleElement().asString().contains("goes on without");
        }
    }

    @Test
    void isWholeWhateverOtherProcessesDoAndWheneverTheyAreKilled() throws Exception {
        Process one = DiskCacheWriter.start(folder);
        Process other = DiskCacheWriter.start(folder);
        try {
            Set<Integer> versions = new HashSet<>();
            for (int reads = 0; reads < 2_000 || versions.size() < 5; reads++) {
                assertThat(one.isAlive() && other.isAlive()).isTrue();
                cache().read(DiskCacheWriter.KEY).ifPresent(schema -> {
                    assertThat(schema.schema().text()).hasSize(schema.id() * DiskCacheWriter.PART);
                    versions.add(schema.id());
                });
            }
            one.destroyForcibly();
            other.destroyForcibly();
            assertThat(one.waitFor() + other.waitFor()).isNotZero();
            assertThat(cache().read(DiskCacheWriter.KEY)).isPresent();
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }
    }
}
