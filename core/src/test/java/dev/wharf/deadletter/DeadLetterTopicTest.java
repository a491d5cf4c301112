package dev.wharf.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;

/** A dead letter as a record to send. */
final class DeadLetterTopicTest {
    private static final DeadLetterTopic TOPIC = new DeadLetterTopic("orders-dlq");

    @Test
    void keepsWhatTheSourceDeliveredWhateverStagesMadeOfIt() {
        Fields fields = new Fields();
        Field total = fields.field("total");
        byte[] value = Letters.utf8("{ \"total\" : 1.50 }");
        Slice slice = new Slice(new Origin("orders", 0), new Decoding(JsonCodec.JSON, fields, true), 2);
        WharfRecord changed =
                new WharfRecord(slice, 1, 5, Payload.of("k"), Payload.of(value), null).with(total, Value.Int.of(2));

        ProducerRecord<byte[], byte[]> sent = TOPIC.record(DeadLetter.of(changed, Letters.failure("no")));

        assertThat(sent.value()).isEqualTo(value);
        assertThat(sent.key()).isEqualTo(Letters.utf8("k"));
    }

    @Test
    void isPlacedByItsKeyAndKeptFromNowOn() {
        ProducerRecord<byte[], byte[]> sent = TOPIC.record(Letters.letter("{}", new RecordHeaders()));

        assertThat(sent.topic()).isEqualTo("orders-dlq");
        assertThat(sent.partition()).isNull();
        assertThat(sent.timestamp()).isNull();
    }

    @Test
    void isReckonedAsKafkasProducerReckonsIt() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            ProducerRecord<byte[], byte[]> sent = TOPIC.record(Letters.random(random));
            byte[] value = new byte[1 << random.nextInt(18)];
            ProducerRecord<byte[], byte[]> larger =
                    new ProducerRecord<>("t", null, null, sent.key(), value, sent.headers());

            assertThat(DeadLetterTopic.sizeOf(sent)).as("seed %d", seed).isEqualTo(kafkasSize(sent));
            assertThat(DeadLetterTopic.sizeOf(larger)).as("seed %d", seed).isEqualTo(kafkasSize(larger));
        }
    }

    private static int kafkasSize(ProducerRecord<byte[], byte[]> record) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.NONE.type(),
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    @Test
    void fitsUpToTheLimitAndNoFurther() {
        ProducerRecord<byte[], byte[]> sent = TOPIC.record(Letters.letter("x".repeat(1 << 20), new RecordHeaders()));
        long size = DeadLetterTopic.sizeOf(sent);

        assertThat(DeadLetterTopic.fits(sent, 1 << 20)).isFalse();
        assertThat(DeadLetterTopic.fits(sent, size)).isTrue();
        assertThat(DeadLetterTopic.fits(sent, size - 1)).isFalse();
    }
}
