package dev.wharf.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One direction of a connection through a {@link TcpProxy}: a thread that reads, a queue, and a thread that writes. */
final class ProxyPipe {
    static final int READ_BYTES = 16_384;
    static final int QUEUED = 64;

    /** How soon a writer that waits sees that a fault has ended, or its connection. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** With a rate, a write is what may pass in such a time. */
    private static final int WRITES_PER_SECOND = 20;

    private final ProxyLink link;
    private final Socket from;
    private final Socket to;
    private final Random random;
    private final @Nullable KafkaFrames frames;
    private final BlockingQueue<Read> queue = new ArrayBlockingQueue<>(QUEUED);
    private volatile boolean stopped;

    ProxyPipe(ProxyLink link, Socket from, Socket to, long seed, @Nullable KafkaFrames frames) {
        this.link = link;
        this.from = from;
        this.to = to;
        this.random = new Random(seed);
        this.frames = frames;
    }

    /** Bytes and when they came; none is the end of the stream. */
    private record Read(ByteBuffer bytes, long atNanos) {
        boolean end() {
            return !bytes.hasRemaining();
        }
    }

    void start(String name) {
        var unusedReader = Thread.ofVirtual().name(name + "-read").start(() -> run(this::read));
        var unusedWriter = Thread.ofVirtual().name(name + "-write").start(() -> run(this::write));
    }

    /** Its threads end soon; the sockets are closed already. */
    void stop() {
        stopped = true;
    }

    private interface Loop {
        void run() throws IOException, InterruptedException;
    }

    private void run(Loop loop) {
        try {
            loop.run();
        } catch (IOException e) {
            link.reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            link.reset();
        }
    }

    private void read() throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[READ_BYTES];
        for (int count = in.read(buffer); count >= 0 && !stopped; count = in.read(buffer)) {
            double resetShare = link.faults().resetShare();
            boolean broken = resetShare > 0 && random.nextDouble() < resetShare;
            if (broken || (frames != null && !frames.pass(buffer, count))) {
                link.reset();
            } else if (count > 0) {
                enqueue(new Read(ByteBuffer.wrap(Arrays.copyOf(buffer, count)), System.nanoTime()));
            }
        }
        enqueue(new Read(ByteBuffer.allocate(0), System.nanoTime()));
    }

    private void enqueue(Read read) throws InterruptedException {
        boolean queued = false;
        while (!queued && !stopped) {
            queued = queue.offer(read, LOOK_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void write() throws IOException, InterruptedException {
        while (!stopped) {
            Read read = queue.poll(1, TimeUnit.SECONDS);
            if (read == null) {
                continue;
            }
            awaitDue(read);
            if (link.swallowed() || link.faults().halfOpen()) {
                link.swallow();
            } else if (read.end()) {
                to.shutdownOutput();
                link.pipeEnded();
                return;
            } else {
                pass(read.bytes().array());
            }
        }
    }

    /** The delay is looked at again and again: a new one holds for what is on its way, too. */
    private void awaitDue(Read read) {
        long left = left(read);
        while (left > 0 && !stopped) {
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
            left = left(read);
        }
    }

    private long left(Read read) {
        return read.atNanos() + link.faults().delay().toNanos() - System.nanoTime();
    }

    private void pass(byte[] bytes) throws IOException {
        OutputStream out = to.getOutputStream();
        int next = 0;
        while (next < bytes.length && !stopped) {
            ProxyFaults now = link.faults();
            if (now.halfOpen()) {
                link.swallow();
                return;
            }
            int count = Math.min(bytes.length - next, most(now));
            long start = System.nanoTime();
            out.write(bytes, next, count);
            out.flush();
            next += count;
            awaitRate(start, count);
        }
    }

    private static int most(ProxyFaults faults) {
        int slice = faults.sliceBytes() == 0 ? READ_BYTES : faults.sliceBytes();
        long rate = faults.bytesPerSecond();
        return rate == 0 ? slice : Math.clamp(rate / WRITES_PER_SECOND, 1, slice);
    }

    private void awaitRate(long startNanos, int count) {
        long left = untilNext(startNanos, count);
        while (left > 0 && !stopped) {
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
            left = untilNext(startNanos, count);
        }
    }

    private long untilNext(long startNanos, int count) {
        long rate = link.faults().bytesPerSecond();
        return rate == 0 ? 0 : startNanos + count * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime();
    }
}
