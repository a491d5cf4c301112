package dev.wharf.store;

import dev.wharf.file.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is being written beside its place. One thread at a time. */
final class FileUpload implements StoreUpload {
    /** Between the key and what makes the name unique; no key has one. */
    private static final char MARK = '+';

    private static final int MAX_KEY_IN_NAME = 180;

    private final FileStore store;
    private final String key;
    private final Path part;
    private final Path target;
    private final FileChannel file;
    private boolean over;

    FileUpload(FileStore store, String key, Path part, Path target) throws IOException {
        this.store = store;
        this.key = key;
        this.part = part;
        this.target = target;
        this.file = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    /** A name that still tells the key, or its end. */
    static String nameOf(String key, UUID id) {
        String told = key.substring(Math.max(0, key.length() - MAX_KEY_IN_NAME)).replace('/', MARK);
        return told + MARK + id;
    }

    static String keyOf(String name) {
        int mark = name.lastIndexOf(MARK);
        return (mark < 0 ? name : name.substring(0, mark)).replace(MARK, '/');
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (left.hasRemaining()) {
                file.write(left);
            }
        } catch (IOException e) {
            throw store.failed("write", key, e);
        }
    }

    @Override
    public StoredObject complete() {
        try {
            file.force(true);
            file.close();
            createFolders(store.root(), Folders.of(target));
            name();
            Files.delete(part);
            over = true;
            return FileStore.describe(key, target);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(StoreFailure.EXISTS, store + " has an object of key " + key + " already", e);
        } catch (IOException e) {
            throw store.failed("complete", key, e);
        }
    }

    /** A link is refused where the name is taken, in one step; nothing is overwritten. */
    private void name() throws IOException {
        try {
            Files.createLink(target, part);
        } catch (UnsupportedOperationException e) {
            throw new IOException("the file system has no hard links, which a store of files needs", e);
        }
        Folders.force(Folders.of(target));
    }

    /** Makes the folders from the root down, each of them for good before it is used. */
    static void createFolders(Path root, Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = Folders.of(folder);
        if (!folder.equals(root)) {
            createFolders(root, parent);
        }
        Folders.create(folder);
        Folders.force(parent);
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        try {
            file.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw store.failed("give up", key, e);
        }
    }
}
