package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.OpenFailure;
import dev.wharf.error.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records, in their order, and counts one as sent when all in-sync replicas have acknowledged it. What is under
 * way is bounded by the producer's buffer: sending waits for room. For one thread.
 */
final class DlqSender implements AutoCloseable {
    /** Failures of one record, or of one topic; after any other there is no sense in going on. */
    private static final Set<Class<?>> OF_THE_RECORD = Set.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTopicException.class,
            UnknownTopicOrPartitionException.class,
            TopicAuthorizationException.class);

    private final Producer<byte[], byte[]> producer;
    private final DlqTally tally;

    private DlqSender(Producer<byte[], byte[]> producer, DlqTally tally) {
        this.producer = producer;
        this.tally = tally;
    }

    static DlqSender open(ClientSettings cluster, DlqTally tally) {
        Map<String, Object> config = new HashMap<>(cluster.producer(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                "wharf-dlq",
                CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                false,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4")));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try {
            return new DlqSender(
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()), tally);
        } catch (KafkaException e) {
            throw OpenFailure.of(cluster, ErrorCode.CONFIGURATION, e);
        }
    }

    /** Waits for room; what becomes of the record is told to the tally, sooner or later. */
    void send(String place, ProducerRecord<byte[], byte[]> record) {
        try {
            var unused = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    tally.send(record.topic());
                } else {
                    failed(place, record.topic(), failure);
                }
            });
        } catch (KafkaException e) {
            failed(place, record.topic(), e);
        }
    }

    private void failed(String place, String topic, Exception failure) {
        tally.fail(place, "dead letter " + place + " was not taken by topic " + topic + ": " + textOf(failure));
        if (!OF_THE_RECORD.contains(failure.getClass())) {
            tally.breakOff("stopped, since the brokers take nothing: " + failure.getMessage());
        }
    }

    private static String textOf(Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            return failure.getMessage() + " Raise it with --client max.request.size=BYTES, or max.message.bytes of the"
                    + " topic.";
        }
        String mayBe = failure instanceof TimeoutException ? "; it may have been written all the same" : "";
        return failure.getMessage() + mayBe;
    }

    /** Waits until it is known what became of each; Kafka gives up after {@code delivery.timeout.ms}. */
    @Override
    public void close() {
        producer.close();
    }
}
