package dev.wharf.kafka;

import dev.wharf.status.PartitionStatus;
import dev.wharf.status.SourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;

/** What a reader tells of itself: how far it is behind, and whether its brokers are heard of. Worker's thread only. */
final class Watching {
    /** How much sooner than the end of all patience it is told that the brokers are silent. */
    private static final Duration TELL_SOONER = Duration.ofMillis(2_500);

    private final String topics;
    private final Bound bound;
    private final Answers brokers;
    private final Silence silence;
    private final Lags lags;

    Watching(Consumer<byte[], byte[]> consumer, List<String> topics, Bound bound, Answers brokers) {
        this.topics = String.join(", ", topics);
        this.bound = bound;
        this.brokers = brokers;
        this.silence = new Silence(this.topics, brokers, bound.answersWithin().minus(TELL_SOONER), System.nanoTime());
        this.lags = new Lags(consumer);
    }

    /**
     * After each poll.
     *
     * @param asked whether records were asked for
     */
    void polled(boolean nothingCame, boolean asked, long nowNanos) {
        if (nothingCame) {
            silence.look(nowNanos, asked);
        } else {
            silence.heard(nowNanos);
        }
    }

    SourceStatus status(Partitions partitions, boolean paused, long nowNanos) {
        lags.look(nowNanos, partitions.owned(), paused, partitions::fetchedTo);
        List<PartitionStatus> owned = partitions.status(lags, System.currentTimeMillis());
        return new SourceStatus(
                Optional.of(topics),
                owned,
                brokers.bytes(),
                SourceStatus.UNKNOWN,
                leftOf(owned),
                silence.trouble(nowNanos).stream().toList());
    }

    /** Known only where the end is. */
    private long leftOf(List<PartitionStatus> owned) {
        long bounded = bound.left();
        boolean unknown = bounded == Long.MAX_VALUE || owned.stream().anyMatch(partition -> partition.lag() < 0);
        return unknown
                ? SourceStatus.UNKNOWN
                : Math.min(
                        bounded, owned.stream().mapToLong(PartitionStatus::lag).sum());
    }
}
