package dev.wharf.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks to a stream on a thread of its own, since a pipe is full for as long as its reader likes, and a group
 * would miss a member that waits for it. One thread uses it.
 */
final class Outlet implements AutoCloseable {
    private static final int MOST_BLOCKS = 2;

    private final OutputStream out;
    private final BlockingQueue<Block> queue = new ArrayBlockingQueue<>(MOST_BLOCKS);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread thread;
    private volatile @Nullable IOException failure;

    /** Bytes, and whom to tell that they are written. */
    private record Block(Bytes bytes, Runnable written) {}

    /** Of a block. */
    private static final class Bytes {
        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }
    }

    Outlet(OutputStream out) {
        this.out = out;
        // A daemon: a write that never returns must not keep the process alive.
        this.thread = Thread.ofPlatform().daemon().name("wharf-output").start(this::writeAll);
    }

    /** Whether there is room for a block. */
    boolean ready() {
        return waiting.get() < MOST_BLOCKS;
    }

    /** Whether all blocks are written. */
    boolean idle() {
        return waiting.get() == 0;
    }

    /** Why nothing is written any more, or null. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /**
     * Takes a block; only while there is room.
     *
     * @param bytes given away
     * @param written called on the thread that writes, once the operating system has the bytes
     */
    void write(byte[] bytes, Runnable written) {
        waiting.incrementAndGet();
        queue.add(new Block(new Bytes(bytes), written));
    }

    private void writeAll() {
        try {
            while (failure == null) {
                Block block = queue.take();
                out.write(block.bytes.array);
                out.flush();
                block.written.run();
                waiting.decrementAndGet();
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Gives up what is not written. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
