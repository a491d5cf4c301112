package dev.wharf.schema;

import dev.wharf.error.WharfException;
import dev.wharf.file.IfExists;
import dev.wharf.file.WholeFile;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas in files, for starts while the registry is away. Each is a file of its own, in a folder of its registry's: it
 * appears whole or not at all, carries a checksum, and says what it is the answer to. Several processes may share a
 * folder. What cannot be read or written is no failure of those who ask. Any thread.
 */
final class DiskCache {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);
    private static final String FORM = "wharf-schema-1 ";
    private static final int DIGEST_LENGTH = 64;
    private static final int MAX_BYTES = 64 << 20;
    private static final int NAME_LENGTH = 32;
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path folder;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param registry what tells it from others: its URL */
    DiskCache(Path directory, String registry) {
        this.folder = directory.resolve(
                digest(registry.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_LENGTH));
    }

    /** Takes away what processes have left that were killed while they wrote, but not what one may be writing now. */
    void clean(Instant now) {
        FileTime old = FileTime.from(now.minus(ABANDONED));
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).compareTo(old) < 0) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} was not cleaned: {}", folder, e.toString()); // mostly it is not there yet
        }
    }

    /** What was kept under the key, if it is whole. */
    Optional<RegisteredSchema> read(String key) {
        Path file = file(key);
        try {
            return Files.size(file) > MAX_BYTES ? Optional.empty() : read(key, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            tell("read", file, e);
            return Optional.empty();
        }
    }

    private Optional<RegisteredSchema> read(String key, byte[] bytes) {
        int from = FORM.length() + DIGEST_LENGTH + 1;
        byte[] head = header(bytes.length < from ? new byte[0] : Arrays.copyOfRange(bytes, from, bytes.length));
        boolean whole = bytes.length > from && Arrays.equals(head, 0, from, bytes, 0, from);
        if (!whole) {
            LOG.warn("{} is damaged and is not used; it is written anew when the registry answers", file(key));
            return Optional.empty();
        }
        try {
            var row = RegistryJson.row(JsonCodec.JSON.read(Payload.of(bytes, from, bytes.length - from)));
            boolean asked = RegistryJson.text(row, "key").equals(key);
            return asked ? Optional.of(RegistryJson.registered(row)) : Optional.empty();
        } catch (WharfException | RegistryJson.Unreadable e) {
            LOG.warn("{} is not as it was written and is not used: {}", file(key), e.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps it, unless just that is there. */
    void write(String key, RegisteredSchema schema) {
        Path file = file(key);
        var members = RegistryJson.members(schema);
        members.put("key", new Value.Text(key));
        byte[] body = RegistryJson.bytes(members);
        byte[] head = header(body);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        try {
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), whole)) {
                write(file, whole);
            }
        } catch (IOException | WharfException e) {
            tell("write", file, e);
        }
    }

    private static void write(Path file, byte[] whole) {
        try (WholeFile written = WholeFile.create(file, IfExists.REPLACE)) {
            written.write(whole, 0, whole.length);
            var unused = written.commit();
        }
    }

    private void tell(String verb, Path file, Exception e) {
        if (told.compareAndSet(false, true)) {
            LOG.warn("cannot {} {} in the cache of schemas, so it goes on without: {}", verb, file, e.toString());
        }
    }

    Path file(String key) {
        return folder.resolve(digest(key.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_LENGTH) + ".schema");
    }

    private static byte[] header(byte[] body) {
        return (FORM + digest(body) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
