package dev.wharf.file;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Taking turns with other threads and processes, by the lock on a file. Waits, for a bounded time: a process that was
 * stopped while it holds the lock must not stop us too. To be closed by the thread that made it.
 */
public final class FileTurn implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /**
     * Of this process one thread at a time: the system would drop the process's lock on a file as soon as another
     * thread closes it. It is held while the disk is written to, which is rare where turns are taken.
     */
    private static final ReentrantLock OURS = new ReentrantLock();

    private final FileChannel channel;

    private FileTurn(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the turn at an empty file that stands for another; it is made where it is missing, and stays.
     *
     * @throws WharfException with {@code UNAVAILABLE} if another process holds it for too long
     */
    static FileTurn at(Path lock) throws IOException {
        takeOurs(lock);
        try {
            return new FileTurn(locked(lock));
        } catch (IOException | RuntimeException e) {
            OURS.unlock();
            throw e;
        }
    }

    private static void takeOurs(Path lock) {
        try {
            if (!OURS.tryLock(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw held(lock.toString(), LIMIT, "thread");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WharfException(ErrorCode.UNAVAILABLE, "interrupted while waiting for " + lock, e);
        }
    }

    private static FileChannel locked(Path lock) throws IOException {
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            await(channel, lock.toString(), LIMIT);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Waits until no other process holds the file. Of this process nobody else may have it open.
     *
     * @param what is waited for, for people
     * @throws WharfException with {@code UNAVAILABLE} at the limit
     */
    public static void await(FileChannel channel, String what, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!tryLock(channel)) {
            if (System.nanoTime() - deadline > 0) {
                throw held(what, limit, "process");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // somebody else in this process locks it, who does not know of our lock
        }
    }

    private static WharfException held(String what, Duration limit, String by) {
        return new WharfException(
                ErrorCode.UNAVAILABLE,
                what + " has been locked by another " + by + " for " + limit.toSeconds() + " s; end that " + by
                        + ", or name another file");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            OURS.unlock();
        }
    }
}
