package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.json.JsonCodec;
import dev.wharf.loop.Batch;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.Settling;
import dev.wharf.record.Decoding;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reader does between polls, on a consumer without brokers. */
final class TopicReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    /** A consumer whose group rebalances until it was polled so often. */
    private static final class Rebalancing extends MockConsumer<byte[], byte[]> {
        private int pollsToGo;

        Rebalancing() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            pollsToGo--;
            return super.poll(timeout);
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (pollsToGo > 0) {
                throw new RebalanceInProgressException("polling goes on with it");
            }
            super.commitSync(offsets, timeout);
        }
    }

    private final Rebalancing consumer = new Rebalancing();
    private final TopicReader reader = new TopicReader(
            consumer,
            "t",
            Bound.none(),
            new Decoding(JsonCodec.JSON, new Fields(), true),
            LoopSettings.defaults(),
            Settling.IN_ORDER);

    /** Reads one record, which settles at once. */
    private void readOne() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(List.of(PARTITION));
        consumer.addRecord(new ConsumerRecord<>("t", 0, 0, null, "{}".getBytes(StandardCharsets.UTF_8)));
        reader.poll(Duration.ZERO, TopicReaderTest::handOut);
        reader.pause();
    }

    private static void handOut(Batch batch) {
        while (batch.hasNext()) {
            batch.next();
        }
        batch.slice().handedOut();
    }

    private long committed() {
        OffsetAndMetadata committed = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return committed == null ? -1 : committed.offset();
    }

    @Test
    @Timeout(60)
    void theLastCommitWaitsForARebalanceToPass() {
        readOne();
        consumer.pollsToGo = 3;

        reader.commitNow(Duration.ofSeconds(30));

        assertThat(committed()).isOne();
    }

    @Test
    @Timeout(60)
    void theLastCommitDoesNotWaitForARebalanceForEver() {
        readOne();
        consumer.pollsToGo = Integer.MAX_VALUE;

        reader.commitNow(Duration.ofMillis(50));

        assertThat(committed()).isEqualTo(-1);
    }
}
