package dev.wharf.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.json.JsonCodec;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.kafka.Transaction;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Fields;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {
    private static final DeadLetters.Topics TOPICS = new DeadLetters.Topics(new DeadLetterTopic("dlq"), null, 1 << 20);

    private static final Failure FAILURE = new Failure("p", "s", "r", "e", Optional.empty(), 1, 0);

    private record Nobody() implements TopicWriter.Acknowledgements {
        @Override
        public void acknowledged(WharfRecord record) {}

        @Override
        public void returned(WharfRecord record) {}
    }

    private static WharfRecord record() {
        Slice slice = new Slice(new Origin("in", 0), new Decoding(JsonCodec.JSON, new Fields(), true), 1);
        slice.accept();
        return new WharfRecord(slice, 0, 0, Payload.NULL, Payload.of("v"), null);
    }

    private static MockProducer<byte[], byte[]> refusing() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.sendException = new TopicAuthorizationException("no");
        return producer;
    }

    /** Nothing sent after a failure can be committed, so that trying again would go on for ever. */
    @Test
    void oneThatCannotBeWrittenSpoilsItsTransaction() {
        MockProducer<byte[], byte[]> producer = refusing();
        producer.initTransactions();
        try (Transaction transaction = new Transaction("test", () -> producer)) {
            TopicWriter writer = new TopicWriter(transaction, "dlq", 1, 1 << 20, new Nobody());
            DeadLetters letters = DeadLetters.inTopic(TOPICS, writer, null);
            letters.write(record(), FAILURE, new Nobody());

            assertThat(transaction.isSpoiled()).isTrue();
            assertThat(letters.quiet()).isTrue();
        }
    }

    @Test
    void oneThatCannotBeWrittenOtherwiseIsKept() {
        TopicWriter writer = new TopicWriter(refusing(), "dlq", 1, 1 << 20, new Nobody());
        try (DeadLetters letters = DeadLetters.inTopic(TOPICS, writer, null)) {
            letters.write(record(), FAILURE, new Nobody());
            assertThat(letters.ready()).isFalse();
            assertThat(letters.quiet()).isFalse();
        }
    }
}
