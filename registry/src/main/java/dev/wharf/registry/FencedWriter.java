package dev.wharf.registry;

import dev.wharf.client.ClientSettings;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.MemoryBudget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes in transactions under an id that all registries on the topic share. Whoever asked for the id last owns
 * it: Kafka refuses the transactions of all who did before. For one thread at a time.
 */
final class FencedWriter implements AutoCloseable {
    private static final MemoryBudget BUDGET = MemoryBudget.of(64L << 20, 1, 1);

    private final ClientSettings client;
    private final TopicPartition partition;
    private @Nullable Producer<byte[], byte[]> owner;

    FencedWriter(ClientSettings client, TopicPartition partition) {
        this.client =
                client.orElse(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(RegistryTopic.MAX_RECORD_BYTES));
        this.partition = partition;
    }

    /**
     * Makes sure that nobody who decided something earlier can write it any more. What is in the topic then is all that
     * there is, until somebody else becomes the owner.
     *
     * @throws KafkaException if that is not possible now
     */
    void own() {
        if (owner == null) {
            Producer<byte[], byte[]> producer =
                    Clients.transactional(client, "wharf-registry", "wharf-registry-" + partition.topic(), BUDGET);
            try {
                producer.initTransactions();
                owner = producer;
            } finally {
                if (owner == null) {
                    producer.close(Duration.ZERO);
                }
            }
        }
    }

    /**
     * Writes all of the changes or none.
     *
     * @param write its name, which each record carries
     * @return the offset behind the last record
     * @throws KafkaException if it is not certain that they are written
     */
    long write(List<Change> changes, String write, long deadlineNanos) {
        if (owner == null) {
            throw new IllegalStateException("own() comes first");
        }
        Producer<byte[], byte[]> producer = owner;
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Change change : changes) {
            ProducerRecord<byte[], byte[]> each = new ProducerRecord<>(
                    partition.topic(), partition.partition(), ChangeFormat.key(change), ChangeFormat.value(change));
            each.headers().add(TopicFollower.WRITE_HEADER, write.getBytes(StandardCharsets.US_ASCII));
            sent.add(producer.send(each));
        }
        commit(producer, deadlineNanos);
        return offset(sent.get(sent.size() - 1)) + 1;
    }

    /** What timed out may be tried again, as Kafka says, and nothing else may. */
    private static void commit(Producer<byte[], byte[]> producer, long deadlineNanos) {
        while (true) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw e;
                }
            }
        }
    }

    private static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException("a record of a transaction that is committed has failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    /** Gives the ownership up; what was begun is aborted by the next owner, or by the brokers. */
    void drop() {
        if (owner != null) {
            owner.close(Duration.ZERO);
            owner = null;
        }
    }

    @Override
    public void close() {
        drop();
    }
}
