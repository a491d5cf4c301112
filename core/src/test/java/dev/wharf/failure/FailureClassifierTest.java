package dev.wharf.failure;

import static dev.wharf.failure.FailureKind.INFRASTRUCTURE;
import static dev.wharf.failure.FailureKind.PERMANENT;
import static dev.wharf.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose fault a failure is. */
final class FailureClassifierTest {
    private static final FailureClassifier STANDARD = FailureClassifier.standard();

    private static void expect(FailureKind kind, Throwable... failures) {
        for (Throwable failure : failures) {
            assertThat(STANDARD.classify(failure)).as(failure.toString()).contains(kind);
        }
    }

    private static WharfException ours(ErrorCode code, @Nullable Throwable cause) {
        return new WharfException(code, "it failed", cause);
    }

    @Test
    void takesTheWordOfWhoeverThrewIt() {
        expect(TRANSIENT, new TransientFailure("busy"), new TransientFailure("busy", new EOFException()));
        expect(PERMANENT, new PermanentFailure("no such customer"), new DeadLetterRequest("not for us"));
        expect(INFRASTRUCTURE, new InfrastructureFailure("bank is closed", new IOException()));
    }

    @Test
    void tellsKafkasFailuresApart() {
        expect(
                PERMANENT,
                new RecordTooLargeException("1 MiB"),
                new SerializationException("no Avro"),
                new InvalidTimestampException("in the future"),
                new InvalidRecordException("no key"));
        expect(TRANSIENT, new NotLeaderOrFollowerException(), new CorruptRecordException());
        expect(TRANSIENT, new ThrottlingQuotaExceededException("slow down"));
        expect(
                INFRASTRUCTURE,
                new TopicAuthorizationException("orders"),
                new SaslAuthenticationException("wrong password"),
                new UnknownTopicOrPartitionException(),
                new DisconnectException(),
                new NetworkException(),
                new NotEnoughReplicasException(),
                new ProducerFencedException("zombie"),
                new org.apache.kafka.common.errors.TimeoutException("expired"));
    }

    @Test
    void tellsFailuresOfTheJdkApart() {
        expect(
                TRANSIENT,
                new IOException("reset"),
                new SocketException("Connection reset"),
                new SocketTimeoutException(),
                new TimeoutException());
        expect(INFRASTRUCTURE, new ConnectException("refused"), new UnknownHostException("nowhere"));
        expect(PERMANENT, new EOFException(), new MalformedInputException(1));
    }

    @Test
    void everyCodeOfOursHasAKind() {
        for (ErrorCode code : ErrorCode.values()) {
            FailureKind expected = switch (code) {
                case CONFIGURATION, MALFORMED, TOO_LARGE, RECORD_REFUSED, INTERNAL -> PERMANENT;
                case ENVIRONMENT, SINK_FAILED, SOURCE_FAILED -> INFRASTRUCTURE;
                case UNAVAILABLE -> TRANSIENT;
            };
            expect(expected, ours(code, null), new IllegalStateException(ours(code, null)));
        }
    }

    @Test
    void aCauseTellsMoreThanACode() {
        expect(PERMANENT, ours(ErrorCode.SINK_FAILED, new RecordTooLargeException("1 MiB")));
        expect(INFRASTRUCTURE, ours(ErrorCode.UNAVAILABLE, new ConnectException("refused")));
        expect(TRANSIENT, ours(ErrorCode.RECORD_REFUSED, new UncheckedIOException(new SocketTimeoutException())));
        expect(TRANSIENT, ours(ErrorCode.RECORD_REFUSED, ours(ErrorCode.UNAVAILABLE, null)));
        expect(PERMANENT, ours(ErrorCode.MALFORMED, new IOException("whatever")));
        expect(PERMANENT, ours(ErrorCode.RECORD_REFUSED, new IllegalArgumentException("negative")));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsAwayWhateverTheDiskSays() {
        expect(INFRASTRUCTURE, ours(ErrorCode.SINK_FAILED, new IOException("No space left on device")));
        expect(INFRASTRUCTURE, ours(ErrorCode.SINK_FAILED, new NoSuchFileException("out")));
    }

    @Test
    void looksThroughCausesAndComesToAnEnd() {
        Throwable wrapped = new CompletionException(new ExecutionException(new KafkaException(new ConnectException())));
        expect(INFRASTRUCTURE, wrapped);

        RuntimeException head = new RuntimeException("a");
        RuntimeException tail = new RuntimeException("b", head);
        head.initCause(tail);
        assertThat(STANDARD.classify(head)).isEmpty();
        assertThat(STANDARD.classify(new IllegalStateException())).isEmpty();
    }

    @Test
    void asksTheUsersClassifierFirstAboutEveryCause() {
        FailureClassifier own =
                failure -> failure instanceof ConnectException ? Optional.of(TRANSIENT) : Optional.empty();
        FailureClassifier both = own.orElse(failure -> Optional.of(PERMANENT));

        assertThat(both.classify(ours(ErrorCode.MALFORMED, new ConnectException())))
                .contains(TRANSIENT);
        assertThat(both.classify(new IOException())).contains(PERMANENT);
        assertThat(own.orElse(STANDARD).classify(new IOException())).contains(TRANSIENT);
        assertThat(own.orElse(STANDARD).classify(new IllegalStateException())).isEmpty();
    }
}
