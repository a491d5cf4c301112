package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.loop.Batch;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.RecordProcessor;
import dev.wharf.loop.Settling;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What becomes of a batch when its transaction goes wrong, with clients that go wrong on demand. */
@Timeout(120)
final class ExactlyOnceTest {
    private static final TopicPartition PARTITION = new TopicPartition("in", 0);

    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Sending processor = new Sending();
    private final Transaction transaction = new Transaction("test", this::producer);
    private final TopicReader source = new TopicReader(
            consumer,
            "in",
            Bound.none(),
            new Decoding(JsonCodec.JSON, new Fields(), true),
            LoopSettings.defaults(),
            Settling.IN_TRANSACTION);
    private final ExactlyOnce delivery = new ExactlyOnce(transaction, source, processor, Duration.ZERO);

    /** Sends every record, which settles at once. */
    private final class Sending implements RecordProcessor {
        private final List<Long> offsets = new ArrayList<>();
        private int marks;
        private int rollBacks;
        private int discards;
        private boolean busy;

        void take(Batch batch) {
            while (delivery.open() && batch.hasNext()) {
                WharfRecord record = batch.next();
                offsets.add(record.offset());
                var unused = transaction
                        .producer()
                        .send(new ProducerRecord<>("out", record.value().array()));
                batch.handedOut();
            }
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void process(WharfRecord record) {}

        @Override
        public void tick() {}

        @Override
        public boolean quiet() {
            return !busy;
        }

        @Override
        public void returned(int count) {}

        @Override
        public void mark() {
            marks++;
        }

        @Override
        public void rollBack() {
            rollBacks++;
        }

        @Override
        public void discard() {
            discards++;
        }

        @Override
        public void close() {}
    }

    private Producer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> made =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(made);
        return made;
    }

    private MockProducer<byte[], byte[]> current() {
        return producers.get(producers.size() - 1);
    }

    @BeforeEach
    void open() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(List.of(PARTITION));
        advanceUntil(delivery::open);
    }

    @AfterEach
    void close() {
        transaction.close();
    }

    private void advanceUntil(BooleanSupplier done) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    delivery.advance(System.nanoTime(), false);
                    return done.getAsBoolean();
                });
    }

    private void readOne(long offset) {
        consumer.addRecord(new ConsumerRecord<>("in", 0, offset, null, "{}".getBytes(StandardCharsets.UTF_8)));
        source.poll(Duration.ZERO, processor::take);
    }

    /** What went wrong goes back to the committed offset, so that the record can be read again. */
    private void expectRewound() {
        advanceUntil(() -> processor.rollBacks == 1 && delivery.open());
        assertThat(processor.discards).isOne();
        assertThat(processor.marks).isZero();
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(transaction.begun()).isFalse();
        readOne(0);
        advanceUntil(() -> processor.marks == 1);
        assertThat(processor.offsets).containsExactly(0L, 0L);
        assertThat(current().history()).hasSize(1);
        assertThat(current().consumerGroupOffsetsHistory()).hasSize(1);
    }

    @Test
    void commitsOutputAndOffsetsTogether() {
        readOne(0);
        advanceUntil(() -> processor.marks == 1);

        assertThat(current().history()).hasSize(1);
        assertThat(current()
                        .consumerGroupOffsetsHistory()
                        .get(0)
                        .values()
                        .iterator()
                        .next())
                .hasEntrySatisfying(
                        PARTITION, offset -> assertThat(offset.offset()).isOne());
        assertThat(delivery.idle()).isTrue();
    }

    /** Else a bounded run would end before it, and an abort would find nobody to read its record again. */
    @Test
    void isNotIdleWhileARecordIsAtWorkOfWhichNothingWasSentYet() {
        advanceUntil(delivery::open);
        processor.busy = true;
        assertThat(transaction.begun()).isFalse();

        assertThat(delivery.idle()).isFalse();

        processor.busy = false;
        assertThat(delivery.idle()).isTrue();
    }

    @Test
    void aCommitThatTimesOutCostsTheProducer() {
        current().commitTransactionException = new TimeoutException("no answer");
        readOne(0);
        expectRewound();
        assertThat(producers).hasSize(2);
    }

    @Test
    void aCommitThatTheGroupRefusesIsAborted() {
        current().sendOffsetsToTransactionException = new CommitFailedException("the group has moved on");
        readOne(0);
        advanceUntil(() -> processor.discards == 1);
        current().sendOffsetsToTransactionException = null;
        expectRewound();
        assertThat(producers).hasSize(1);
    }

    @Test
    void aFencedProducerIsReplaced() {
        current().commitTransactionException = new ProducerFencedException("another one");
        readOne(0);
        expectRewound();
        assertThat(producers).hasSize(2);
    }

    @Test
    void aProducerThatCannotAbortIsReplaced() {
        current().abortTransactionException = new TimeoutException("no answer");
        readOne(0);
        WharfRecord poison = at(0);
        assertThat(transaction.spoil("out", poison, new RecordTooLargeException("too large")))
                .isTrue();
        expectRewound();
        assertThat(producers).hasSize(2);
    }

    @Test
    void aRecordThatSpoiledItsTransactionIsKnownWhenItComesAgain() {
        readOne(0);
        WharfRecord poison = at(0);
        WharfRecord other = at(1);
        assertThat(transaction.spoil("out", poison, new RecordTooLargeException("too large")))
                .isTrue();
        assertThat(transaction.spoil("out", other, new KafkaException("because of the first")))
                .isTrue();
        assertThat(transaction.spoil("out", at(2), new IllegalStateException("nothing to do with it")))
                .isFalse();
        assertThat(delivery.open()).isFalse();

        advanceUntil(() -> processor.rollBacks == 1 && delivery.open());

        assertThat(transaction.poison("out", poison)).hasMessage("too large");
        assertThat(transaction.poison("out", other)).isNull();
        assertThat(transaction.poison("elsewhere", poison)).isNull();
        readOne(0);
        advanceUntil(() -> processor.marks == 1);
        assertThat(transaction.poison("out", poison)).isNull();
    }

    @Test
    void partitionsThatAreGivenUpTakeTheOpenBatchWithThem() {
        readOne(0);
        delivery.givingUp(Duration.ofSeconds(30));

        assertThat(processor.rollBacks).isOne();
        assertThat(current().transactionAborted()).isTrue();
        assertThat(current().consumerGroupOffsetsHistory()).isEmpty();
    }

    @Test
    void saysEachTenSecondsWhatItWaitsFor() {
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        Logger log = (Logger) LoggerFactory.getLogger(ExactlyOnce.class);
        log.setLevel(Level.WARN);
        log.setAdditive(false);
        log.addAppender(told);
        processor.busy = true;
        readOne(0);
        long start = System.nanoTime();

        delivery.advance(start, false);
        LongStream.of(5, 12, 13, 23)
                .forEach(seconds ->
                        delivery.advance(start + Duration.ofSeconds(seconds).toNanos(), false));

        log.detachAppender(told);
        log.setLevel(null);
        assertThat(told.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(2)
                .allMatch(text -> text.contains("for the records of a transaction to settle"));
    }

    @Test
    void whatIsAbandonedIsNotCommitted() {
        readOne(0);
        delivery.abandon();
        advanceUntil(delivery::idle);

        assertThat(current().transactionAborted()).isTrue();
        assertThat(current().consumerGroupOffsetsHistory()).isEmpty();
    }

    @Test
    void whoMayHaveNoTransactionsIsToldAtOnce() {
        Supplier<Producer<byte[], byte[]>> forbidden = () -> {
            MockProducer<byte[], byte[]> made =
                    new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            made.initTransactionException = new TransactionalIdAuthorizationException("not for you");
            return made;
        };
        try (Transaction refused = new Transaction("refused", forbidden)) {
            ExactlyOnce hopeless = new ExactlyOnce(refused, source, processor, Duration.ZERO);
            assertThatThrownBy(() -> Awaitility.await()
                            .atMost(Duration.ofMinutes(1))
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> {
                                hopeless.advance(System.nanoTime(), false);
                                return hopeless.open();
                            }))
                    .isInstanceOf(WharfException.class)
                    .hasMessageContaining("refuse transactions: not for you; allow WRITE");
            assertThat(hopeless.idle()).isTrue();
        }
    }

    /** A record as a place to name. */
    private static WharfRecord at(long offset) {
        Decoding decoding = new Decoding(JsonCodec.JSON, new Fields(), true);
        Slice slice = new Slice(new Origin("in", 0), decoding, offset + 1);
        return new WharfRecord(slice, offset, 0, Payload.NULL, Payload.NULL, null);
    }
}
