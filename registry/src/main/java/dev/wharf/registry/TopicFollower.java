package dev.wharf.registry;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.TopicScan;
import dev.wharf.kafka.TopicScan.Range;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic from its beginning, and goes on as it grows, on a thread of its own; puts what it reads into the
 * state. Safe for use by many threads.
 */
final class TopicFollower implements AutoCloseable {
    /** Names the write that a record belongs to. */
    static final String WRITE_HEADER = "write";

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final RegistryState state;
    private final TopicPartition partition;
    private final TopicScan scan;
    private final Thread thread;
    private volatile boolean closed;
    /** These belong to the monitor of this object. */
    private long position;

    private String expected = "";
    private boolean seen;
    private @Nullable WharfException failure;

    private TopicFollower(RegistryState state, TopicPartition partition, TopicScan scan) {
        this.state = state;
        this.partition = partition;
        this.scan = scan;
        this.thread =
                Thread.ofPlatform().daemon().name("wharf-registry-follower").unstarted(this::follow);
    }

    /** Begins to read. */
    static TopicFollower start(ClientSettings client, TopicPartition partition, RegistryState state) {
        TopicScan scan = TopicScan.open(client, "wharf-registry", true);
        try {
            Range range = scan.extents(List.of(partition)).get(0);
            TopicFollower follower = new TopicFollower(state, partition, scan);
            scan.start(List.of(new Range(partition, range.begin(), Range.OPEN)));
            follower.thread.start();
            return follower;
        } catch (RuntimeException e) {
            scan.close();
            throw e;
        }
    }

    private void follow() {
        try (scan) {
            while (!closed) {
                scan.poll(POLL).forEach(this::take);
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void take(TopicScan.Part part) {
        List<Change> changes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : part.records()) {
            changes.add(read(each));
        }
        state.apply(changes);
        synchronized (this) {
            position = part.next();
            seen = seen || part.records().stream().anyMatch(each -> expected.equals(write(each)));
            notifyAll();
        }
    }

    private static Change read(ConsumerRecord<byte[], byte[]> each) {
        try {
            return ChangeFormat.read(each.key(), each.value());
        } catch (WharfException e) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    each.topic() + "-" + each.partition() + "@" + each.offset() + " cannot be read: " + e.getMessage()
                            + "; choose another topic for schemas",
                    e);
        }
    }

    private static @Nullable String write(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(WRITE_HEADER);
        return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }

    private synchronized void fail(RuntimeException e) {
        failure = e instanceof WharfException known
                ? known
                : new WharfException(ErrorCode.INTERNAL, partition + " cannot be followed: " + e, e);
        LOG.error("the registry answers nothing from now on: {}", failure.getMessage());
        LOG.debug("{} cannot be followed any more", partition, e);
        notifyAll();
    }

    /** @throws WharfException if the topic can no longer be read */
    synchronized void requireAlive() {
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Waits until everything before that offset is in the state.
     *
     * @return whether it is, in time
     * @throws WharfException if it never will
     */
    synchronized boolean await(long offset, long deadlineNanos) {
        try {
            while (position < offset) {
                requireAlive();
                long leftMs = (deadlineNanos - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    return false;
                }
                wait(leftMs);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Records of that write are looked out for from now on, and of no other. */
    synchronized void expect(String write) {
        expected = write;
        seen = false;
    }

    /** Whether one of them has come. */
    synchronized boolean seen() {
        return seen;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
