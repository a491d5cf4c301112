package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TopicWriterTest {
    private final Fields fields = new Fields();
    private final Slice slice = new Slice(new Origin("in", 0), new Decoding(JsonCodec.JSON, fields, true), 10);
    private final List<String> fates = new ArrayList<>();
    private final Refusing producer = new Refusing();
    private final TopicWriter writer = new TopicWriter(producer, "out", 1, 200, new Noting());

    /** A producer that refuses on the calling thread, as the client does when its buffer is full. */
    private static final class Refusing extends MockProducer<byte[], byte[]> {
        private @Nullable RuntimeException refusal;
        /** Thrown behind a record that was taken, as the client does when its transaction has gone wrong meanwhile. */
        private @Nullable RuntimeException second;
        /** Whether the record is heard of before that. */
        private boolean endsAtOnce;

        Refusing() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // another thread ends what is sent meanwhile
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            RuntimeException now = refusal;
            if (now != null) {
                callback.onCompletion(null, now);
                return CompletableFuture.failedFuture(now);
            }
            if (second == null) {
                return super.send(record, callback);
            }
            var unused = super.send(record, callback);
            if (endsAtOnce) {
                onAnotherThread(() -> errorNext(new TransactionAbortedException()));
            }
            throw second;
        }
    }

    /** The producer has a thread of its own to tell of failures. */
    private static void onAnotherThread(Runnable action) {
        Thread thread = new Thread(action);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Noting implements TopicWriter.Acknowledgements {
        @Override
        public void acknowledged(WharfRecord record) {
            fates.add("acknowledged " + record.offset());
        }

        @Override
        public void returned(WharfRecord record) {
            fates.add("returned " + record.offset());
        }
    }

    private void failed(TopicWriter.Undelivered failed) {
        fates.add("failed " + failed.record().offset());
    }

    /** Whether what was accepted is durable. */
    private boolean settled() {
        slice.handedOut();
        return slice.isSettled();
    }

    private WharfRecord record(long offset) {
        return new WharfRecord(slice, offset, 5, Payload.of("k"), Payload.of("{}"), null);
    }

    private void write(long offset) {
        WharfRecord record = record(offset);
        writer.write(record, record.key(), null);
    }

    @Test
    void settlesTheSliceWhenTheBrokerAcknowledges() {
        write(0);
        assertThat(settled()).isFalse();
        assertThat(writer.quiet()).isFalse();

        producer.completeNext();

        assertThat(settled()).isTrue();
        assertThat(writer.quiet()).isTrue();
        assertThat(fates).containsExactly("acknowledged 0");
    }

    @Test
    void hasNoRoomBeyondItsBytesUntilAnAcknowledgementComes() {
        write(0);
        assertThat(writer.ready()).isTrue();
        write(1);
        write(2);
        assertThat(writer.ready()).isFalse();

        producer.completeNext();
        producer.completeNext();

        assertThat(writer.ready()).isTrue();
    }

    @Test
    void aSmallRecordMadeOfALargeOneTakesTheRoomOfBoth() {
        byte[] large = ("{\"a\":1,\"b\":\"" + "x".repeat(1_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        WharfRecord whole = new WharfRecord(slice, 0, 5, Payload.of("k"), Payload.of(large), null);
        WharfRecord small = whole.select(List.of(fields.field("a")));

        writer.write(small, small.key(), null);

        assertThat(small.value().length()).isLessThan(10);
        assertThat(writer.ready()).isFalse();

        producer.completeNext();

        assertThat(writer.ready()).isTrue();
    }

    @Test
    void parksARecordWhileTheClientHasNoRoomAndKeepsTheOrder() {
        producer.refusal = new BufferExhaustedException("full");
        write(0);
        producer.refusal = null;
        write(1);
        assertThat(writer.ready()).isFalse();
        assertThat(producer.history()).isEmpty();

        writer.tick(this::failed);
        producer.completeNext();
        producer.completeNext();

        assertThat(fates).containsExactly("acknowledged 0", "acknowledged 1");
        assertThat(writer.ready()).isTrue();
    }

    @Test
    void refusesARecordThatIsTooLargeAndLeavesNothingUnsettledForIt() {
        producer.refusal = new RecordTooLargeException("2000000 bytes when serialized is larger than 1048576");

        assertThatThrownBy(() -> write(0))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("topic out")
                .hasMessageContaining("1048576");

        assertThat(settled()).isTrue();
        assertThat(writer.quiet()).isTrue();
        assertThat(fates).isEmpty();
    }

    @Test
    void aParkedRecordThatIsRefusedLaterIsToldWithItsPlace() {
        producer.refusal = new BufferExhaustedException("full");
        write(0);
        producer.refusal = new RecordTooLargeException("larger than 1048576");

        writer.tick(this::failed);

        assertThat(fates).containsExactly("failed 0");
        assertThat(writer.quiet()).isTrue();
        assertThat(settled()).isFalse();
    }

    @Test
    void aFailureOfTheBrokerIsToldAndLeavesTheSliceUnsettledForGood() {
        write(0);

        producer.errorNext(new NotEnoughReplicasException("only one"));
        assertThat(writer.quiet()).isFalse();
        writer.tick(this::failed);

        assertThat(fates).containsExactly("failed 0");
        assertThat(settled()).isFalse();
        assertThat(writer.quiet()).isTrue();
    }

    @Test
    void aRecordThatIsTakenAndThenRefusedEndsOnce() {
        producer.second = new KafkaException("the transaction is in an error state");

        assertThatThrownBy(() -> write(0)).isInstanceOf(WharfException.class).hasMessageContaining("error state");
        producer.second = null;
        producer.errorNext(new TransactionAbortedException());

        assertThat(fates).isEmpty();
        assertThat(writer.quiet()).isTrue();
        write(1);
        assertThat(writer.quiet()).isFalse();
        producer.completeNext();
        assertThat(fates).containsExactly("acknowledged 1");
        assertThat(writer.quiet()).isTrue();
    }

    @Test
    void aRecordThatEndsBeforeItIsRefusedEndsOnce() {
        producer.second = new KafkaException("the transaction is in an error state");
        producer.endsAtOnce = true;

        write(0);
        writer.tick(this::failed);

        assertThat(fates).containsExactly("failed 0");
        assertThat(settled()).isFalse();
        assertThat(writer.quiet()).isTrue();
    }

    /** The client gives the failure of one record to those that wait behind it in the same transaction. */
    @Test
    void onlyTheFirstRecordOfATransactionIsBelievedToBeAtFault() {
        producer.initTransactions();
        Transaction transaction = new Transaction("test", () -> producer);
        var transactional = new TopicWriter(transaction, "out", 1, 200, new Noting());
        var tooLarge = new RecordTooLargeException("more than 1000 bytes");
        List<@Nullable Throwable> causes = new ArrayList<>();
        for (long offset = 0; offset < 3; offset++) {
            WharfRecord record = record(offset);
            transactional.write(record, record.key(), null);
        }

        onAnotherThread(() -> {
            for (int i = 0; i < 3; i++) {
                producer.errorNext(tooLarge);
            }
        });
        transactional.tick(failed -> {
            causes.add(failed.cause().getCause());
            transaction.spoil("out", failed.record(), failed.cause());
        });

        assertThat(causes).hasSize(3);
        assertThat(causes.get(0)).isSameAs(tooLarge);
        assertThat(causes.subList(1, 3)).hasOnlyElementsOfType(TransactionAbortedException.class);
        assertThat(transaction.poison("out", record(0))).isNotNull();
        assertThat(transaction.poison("out", record(1))).isNull();
        assertThat(transaction.foundPoison()).isTrue();
        transaction.close();
    }

    @Test
    void whatIsDiscardedIsHeardOfNoMore() {
        producer.refusal = new BufferExhaustedException("full");
        write(0);
        producer.refusal = null;
        writer.tick(this::failed);
        write(1);

        writer.discard();
        producer.errorNext(new NotEnoughReplicasException("aborted"));
        producer.errorNext(new NotEnoughReplicasException("aborted"));
        writer.tick(this::failed);

        assertThat(fates).isEmpty();
        assertThat(writer.quiet()).isTrue();
    }

    @Test
    void whatIsParkedWhenItClosesGoesBack() {
        producer.refusal = new BufferExhaustedException("full");
        write(0);

        writer.close();

        assertThat(fates).containsExactly("returned 0");
        assertThat(settled()).isFalse();
    }
}
