package dev.wharf.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks every 100 ms what a group has committed, on a thread of its own, from start to {@link #stop()}. While Kafka does
 * not answer there are no samples. A {@link CommitCheck} judges them at the end. Any thread.
 */
public final class CommitWatch implements AutoCloseable {
    private static final long PERIOD_MS = 100;

    /** A frozen broker may not hold up the samples until it is thawed. */
    private static final int ANSWER_LIMIT_MS = 2_000;

    private final Admin admin;
    private final String group;
    private final List<CommitSample> samples = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("commit-watch").unstarted(this::run);

    private CommitWatch(String brokers, String group) {
        this.admin = Admin.create(Map.of(
                "bootstrap.servers",
                brokers,
                "request.timeout.ms",
                ANSWER_LIMIT_MS,
                "default.api.timeout.ms",
                ANSWER_LIMIT_MS));
        this.group = group;
    }

    /**
     * Starts to watch.
     *
     * @param brokers to be asked, not through a proxy that a test cuts
     */
    public static CommitWatch start(String brokers, String group) {
        CommitWatch watch = new CommitWatch(brokers, group);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            do {
                sample();
            } while (!stopped.await(PERIOD_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> answer;
        try {
            answer = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException noAnswer) {
            return;
        }
        long atMs = System.currentTimeMillis();
        Map<TopicPartition, Long> committed = new HashMap<>();
        answer.forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        synchronized (samples) {
            samples.add(new CommitSample(atMs, committed));
        }
    }

    /** The samples so far, in the order of time. */
    public List<CommitSample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    /** Ends the watch and gives all samples. */
    public List<CommitSample> stop() {
        close();
        return samples();
    }

    @Override
    public void close() {
        stopped.countDown();
        Await.until("the end of the commit watch", Await.LIMIT, () -> !thread.isAlive());
        admin.close();
    }
}
