package dev.wharf.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Objects as files below a folder. A file is written beside, forced to the disk, and gets its name in one step, so that
 * a crash or a full disk leaves no half of one. Safe for use by many threads and processes.
 */
final class FileStore implements PayloadStore {
    /** No key begins with a dot, so it is in nobody's way. */
    private static final String UPLOADS = ".uploads";

    private final String name;
    private final Path root;

    FileStore(String name, Path root) {
        this.name = name;
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public StoreUpload upload(String key, ByteBudget budget) {
        Path target = path(key);
        Path folder = root.resolve(UPLOADS);
        try {
            FileUpload.createFolders(root, folder);
            Path part = folder.resolve(FileUpload.nameOf(key, UUID.randomUUID()));
            return new FileUpload(this, key, part, target);
        } catch (IOException e) {
            throw failed("start", key, e);
        }
    }

    @Override
    public InputStream open(String key, long position) {
        try {
            FileChannel file = FileChannel.open(path(key), StandardOpenOption.READ);
            return Channels.newInputStream(file.position(position));
        } catch (IOException e) {
            throw failed("read", key, e);
        }
    }

    @Override
    public Optional<StoredObject> find(String key) {
        try {
            return Optional.of(describe(key, path(key)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("look at", key, e);
        }
    }

    /** {@inheritDoc} A path that goes up anywhere leads nowhere. */
    @Override
    public Optional<String> keyOf(URI uri) {
        String path = uri.getPath();
        if (!"file".equals(uri.getScheme()) || uri.getAuthority() != null || path == null) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(path);
            return file.isAbsolute() && file.equals(file.normalize()) && file.startsWith(root) && !file.equals(root)
                    ? Optional.of(keyOf(file))
                            .filter(key -> StoreKeys.problem(key).isEmpty())
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private String keyOf(Path file) {
        List<String> parts = new ArrayList<>();
        root.relativize(file).forEach(part -> parts.add(part.toString()));
        return String.join("/", parts);
    }

    static StoredObject describe(String key, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(file.toString());
        }
        return new StoredObject(
                key, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    @Override
    public void delete(String key) {
        try {
            Files.deleteIfExists(path(key));
        } catch (IOException e) {
            throw failed("delete", key, e);
        }
    }

    @Override
    public List<StoredObject> list(String prefix, String after) {
        try {
            return new FileListing(root, prefix, after).page();
        } catch (IOException e) {
            throw failed("list", prefix, e);
        }
    }

    @Override
    public List<UnfinishedUpload> unfinished(Instant before) {
        List<UnfinishedUpload> found = new ArrayList<>();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(root.resolve(UPLOADS))) {
            for (Path part : parts) {
                String id = String.valueOf(part.getFileName());
                Instant written = Files.getLastModifiedTime(part).toInstant();
                if (written.isBefore(before)) {
                    found.add(new UnfinishedUpload(FileUpload.keyOf(id), id, written));
                }
            }
        } catch (NoSuchFileException e) {
            return found; // nothing was ever begun, or it has just been completed
        } catch (IOException e) {
            throw failed("list", UPLOADS, e);
        }
        return found;
    }

    @Override
    public void discard(UnfinishedUpload upload) {
        Path folder = root.resolve(UPLOADS);
        Path part = folder.resolve(upload.id());
        if (!folder.equals(part.getParent())) {
            throw new StoreException(StoreFailure.REFUSED, this + " has no upload of that id");
        }
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed("delete", upload.id(), e);
        }
    }

    @Override
    public List<String> probe() {
        String key = "wharf-probe/" + UUID.randomUUID();
        try (StoreUpload upload = upload(key, new ByteBudget(1))) {
            upload.write(new byte[] {42}, 0, 1);
            upload.complete();
        }
        try (InputStream read = open(key, 0)) {
            int first = read.read();
            if (first != 42) {
                throw new StoreException(StoreFailure.ALTERED, this + ": what was written is not what is read");
            }
        } catch (IOException e) {
            throw failed("read", key, e);
        } finally {
            delete(key);
        }
        return List.of("writes, reads and deletes files");
    }

    private Path path(String key) {
        return root.resolve(StoreKeys.checked(key));
    }

    Path root() {
        return root;
    }

    StoreException failed(String what, String key, IOException cause) {
        return FileFailure.of(this, what, key, cause);
    }

    @Override
    public String toString() {
        return "store " + name + " (file:" + root + ")";
    }

    @Override
    public void close() {}
}
