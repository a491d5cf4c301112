package dev.wharf.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.failure.Backoff;
import dev.wharf.failure.DeadLetterRequest;
import dev.wharf.failure.ErrorPolicy;
import dev.wharf.failure.FailureClassifier;
import dev.wharf.failure.InfrastructureFailure;
import dev.wharf.failure.OnError;
import dev.wharf.failure.PermanentFailure;
import dev.wharf.failure.TransientFailure;
import dev.wharf.failure.Verdict;
import dev.wharf.kafka.Transaction;
import dev.wharf.record.WharfRecord;
import java.time.Duration;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one stage does about failures. */
final class RecoveryTest {
    private static final int MANY = 1_000;
    private static final WharfRecord RECORD = Letters.record(Letters.utf8("k"), Letters.utf8("v"), new RecordHeaders());

    private static Recovery recovery(@Nullable Transaction transaction, Duration delay) {
        ErrorPolicy policy = new ErrorPolicy(
                OnError.DEAD_LETTER,
                2,
                new Backoff(delay, 1, delay, 0),
                FailureClassifier.standard(),
                true,
                new Random(1));
        return new Recovery("test", "stage", policy, null, transaction);
    }

    private static Recovery recovery() {
        return recovery(null, Duration.ofMillis(10));
    }

    private static Verdict fails(Recovery recovery, Throwable cause) {
        return recovery.failed(RECORD, cause, 1, true);
    }

    @Test
    void putsOffInAFlood() {
        Recovery recovery = recovery();
        for (int i = 1; i < 20; i++) {
            assertThat(fails(recovery, new PermanentFailure("no"))).isInstanceOf(Verdict.DeadLetter.class);
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(fails(recovery, new PermanentFailure("no"))).isInstanceOf(Verdict.Retry.class);
        }
        assertThat(recovery.open()).isFalse();
    }

    @Test
    void whatEarlierOwnersDidCounts() {
        Recovery recovery = recovery();
        recovery.settledEarlier(2 * MANY);
        for (int i = 0; i < MANY; i++) {
            assertThat(fails(recovery, new PermanentFailure("no"))).isInstanceOf(Verdict.DeadLetter.class);
        }
        assertThat(recovery.open()).isTrue();
    }

    @Test
    void aWishForADeadLetterIsNoFailure() {
        Recovery recovery = recovery();
        for (int i = 0; i < MANY; i++) {
            assertThat(fails(recovery, new DeadLetterRequest("as asked"))).isInstanceOf(Verdict.DeadLetter.class);
        }
        assertThat(recovery.open()).isTrue();
    }

    @Test
    void whatLiesBehindIsNotWaitedForInATransactionThatWouldEnd() {
        try (Transaction transaction = transaction()) {
            Recovery recovery = recovery(transaction, Duration.ofMinutes(1));
            assertThat(fails(recovery, new InfrastructureFailure("away"))).isInstanceOf(Verdict.Retry.class);
            assertThat(transaction.isSpoiled()).isTrue();
        }
    }

    @Test
    void aRecordWhoseRetriesDoNotFitIntoATransactionIsDoneWith() {
        try (Transaction transaction = transaction()) {
            Recovery recovery = recovery(transaction, Duration.ofMinutes(1));
            assertThat(fails(recovery, new TransientFailure("later"))).isInstanceOf(Verdict.DeadLetter.class);
            assertThat(transaction.isSpoiled()).isFalse();
        }
    }

    @Test
    void aRecordThatOthersMadeLateComesAgainBeforeItIsDoneWith() {
        MockProducer<byte[], byte[]> producer = producer();
        producer.initTransactions();
        Duration nearlyTooLong = Duration.ofMillis(4_990);
        try (Transaction transaction = new Transaction("test", () -> producer)) {
            assertThat(transaction.producer()).isSameAs(producer);
            Awaitility.await().until(() -> transaction.isLateAfter(nearlyTooLong));
            Recovery recovery = recovery(transaction, nearlyTooLong);

            assertThat(fails(recovery, new TransientFailure("later"))).isInstanceOf(Verdict.Retry.class);
            assertThat(transaction.isSpoiled()).isTrue();
            assertThat(fails(recovery, new TransientFailure("later"))).isInstanceOf(Verdict.DeadLetter.class);
        }
    }

    @Test
    void aFloodDoesNotDrainIntoTheDeadLettersOfATransaction() {
        try (Transaction transaction = transaction()) {
            Recovery recovery = recovery(transaction, Duration.ofMinutes(1));
            for (int i = 1; i < 20; i++) {
                assertThat(fails(recovery, new TransientFailure("later"))).isInstanceOf(Verdict.DeadLetter.class);
            }
            assertThat(fails(recovery, new TransientFailure("later"))).isInstanceOf(Verdict.Retry.class);
            assertThat(transaction.isSpoiled()).isTrue();
        }
    }

    private static Transaction transaction() {
        return new Transaction("test", RecoveryTest::producer);
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
