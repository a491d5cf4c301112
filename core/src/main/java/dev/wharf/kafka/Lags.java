package dev.wharf.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the partitions of a consumer end. While it fetches, the answers tell; while it is paused the brokers are asked,
 * because nobody would see a topic grow behind a source that stands still. Worker's thread only.
 */
final class Lags {
    static final long UNKNOWN = -1;
    private static final Logger LOG = LoggerFactory.getLogger(Lags.class);
    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    /** Asking for one partition costs the client a few microseconds: a thousand of them are asked for less often. */
    private static final long EVERY_OF_ONE_NANOS = Duration.ofMillis(5).toNanos();

    private static final long ASK_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Duration ASK = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private Map<TopicPartition, Long> ends = new HashMap<>();
    private long nextNanos = System.nanoTime();
    private long nextAskNanos = nextNanos;

    Lags(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Looks, if it is time to. */
    void look(
            long nowNanos, Collection<TopicPartition> owned, boolean paused, ToLongFunction<TopicPartition> fetchedTo) {
        if (nowNanos - nextNanos < 0) {
            return;
        }
        nextNanos = nowNanos + Math.max(EVERY_NANOS, EVERY_OF_ONE_NANOS * owned.size());
        ends.keySet().retainAll(owned);
        starts.keySet().retainAll(owned);
        try {
            if (paused) {
                ask(nowNanos, owned);
            } else {
                owned.forEach(partition -> lookAt(partition, fetchedTo.applyAsLong(partition)));
            }
        } catch (KafkaException | IllegalStateException e) {
            // The latter where a partition went away meanwhile. Nothing may fail for want of a number to show.
            LOG.debug("the ends of {} partitions are not known: {}", owned.size(), e.toString());
        }
    }

    private void ask(long nowNanos, Collection<TopicPartition> owned) {
        if (nowNanos - nextAskNanos >= 0) {
            nextAskNanos = nowNanos + ASK_EVERY_NANOS;
            ends = new HashMap<>(consumer.endOffsets(owned, ASK));
        }
    }

    private void lookAt(TopicPartition partition, long fetchedTo) {
        OptionalLong lag = consumer.currentLag(partition);
        if (lag.isPresent()) {
            long position = fetchedTo >= 0 ? fetchedTo : start(partition);
            ends.put(partition, position + lag.getAsLong());
        }
    }

    private long start(TopicPartition partition) {
        return starts.computeIfAbsent(partition, unknown -> consumer.position(unknown, ASK));
    }

    /** Where reading began, as far as nothing has come since; or {@link #UNKNOWN}. */
    long startOf(TopicPartition partition) {
        return starts.getOrDefault(partition, UNKNOWN);
    }

    /** The offset behind the last record, or {@link #UNKNOWN}. */
    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, UNKNOWN);
    }
}
