package dev.wharf.devstack.internal;

import dev.wharf.devstack.DevstackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock on a file, held by this process until closed; the kernel lets go of it when the process ends in any way.
 * Safe for use by several threads.
 *
 * <p>POSIX drops a process's locks on a file when it closes <em>any</em> channel of it. So this JVM never opens a lock
 * file that it already holds: such an attempt finds the lock taken, shared or not.
 */
public final class LockFile implements AutoCloseable {

    /** Empty while it is tried. Holding the locks here also keeps the collector from closing a forgotten channel. */
    private static final Map<Path, Optional<LockFile>> HELD = new ConcurrentHashMap<>();

    private final Path key;
    private final FileChannel channel;

    private LockFile(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** The lock, or empty when another thread or process holds it in any mode. The file is created if absent. */
    public static Optional<LockFile> tryExclusive(Path file) {
        return tryLock(file, false);
    }

    /** A shared lock, or empty when a process holds it exclusively or this one holds it in any mode. */
    public static Optional<LockFile> tryShared(Path file) {
        return tryLock(file, true);
    }

    private static Optional<LockFile> tryLock(Path file, boolean shared) {
        Path key = key(file);
        if (HELD.putIfAbsent(key, Optional.empty()) != null) {
            return Optional.empty();
        }
        boolean locked = false;
        try {
            Optional<LockFile> lock = open(key, shared);
            HELD.put(key, lock);
            locked = lock.isPresent();
            return lock;
        } catch (IOException e) {
            throw new DevstackException(
                    file + " cannot be locked (" + Reasons.of(e)
                            + "); choose a folder on a local disk that this user may write to",
                    e);
        } finally {
            if (!locked) {
                HELD.remove(key);
            }
        }
    }

    /** One file has one key, whatever links lead to its folder. */
    private static Path key(Path file) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        try {
            return folder == null ? absolute : folder.toRealPath().resolve(file.getFileName());
        } catch (IOException e) {
            throw new DevstackException("folder " + folder + " cannot be opened (" + Reasons.of(e) + ")", e);
        }
    }

    private static Optional<LockFile> open(Path key, boolean shared) throws IOException {
        FileChannel channel =
                FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            locked = lock != null;
            return locked ? Optional.of(new LockFile(key, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** Lets go of the lock. The file stays: deleting it would let two processes hold two files of one name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DevstackException(key + " cannot be unlocked (" + Reasons.of(e) + ")", e);
        } finally {
            HELD.remove(key);
        }
    }
}
