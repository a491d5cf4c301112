package dev.wharf.failure;

import static dev.wharf.failure.FailureKind.INFRASTRUCTURE;
import static dev.wharf.failure.FailureKind.PERMANENT;
import static dev.wharf.failure.FailureKind.TRANSIENT;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.UTFDataFormatException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is known of the failures of others, as one table. */
final class StandardClassifier {

    /** The first line that fits counts, so a class stands above its superclass. */
    private static final List<Known> TABLE = List.of(
            new Known(TRANSIENT, TransientFailure.class),
            new Known(PERMANENT, PermanentFailure.class, DeadLetterRequest.class),
            new Known(INFRASTRUCTURE, InfrastructureFailure.class),
            // Kafka: what the record is to blame for.
            new Known(
                    PERMANENT,
                    RecordTooLargeException.class,
                    RecordBatchTooLargeException.class,
                    SerializationException.class,
                    InvalidTimestampException.class,
                    InvalidRecordException.class,
                    InvalidTopicException.class),
            // Kafka: what the cluster or our standing in it is to blame for. A TimeoutException comes after the client
            // has tried for as long as it was allowed to: brokers are away, and no record is to blame.
            new Known(
                    INFRASTRUCTURE,
                    AuthorizationException.class,
                    AuthenticationException.class,
                    UnknownTopicOrPartitionException.class,
                    UnknownTopicIdException.class,
                    DisconnectException.class,
                    NetworkException.class,
                    BrokerNotAvailableException.class,
                    CoordinatorNotAvailableException.class,
                    LeaderNotAvailableException.class,
                    NotEnoughReplicasException.class,
                    NotEnoughReplicasAfterAppendException.class,
                    KafkaStorageException.class,
                    org.apache.kafka.common.errors.TimeoutException.class,
                    ApplicationRecoverableException.class,
                    OutOfOrderSequenceException.class,
                    InterruptException.class),
            new Known(
                    TRANSIENT,
                    RetriableException.class,
                    TransactionAbortableException.class,
                    TransactionAbortedException.class),
            // The JDK: bytes that are not what they should be.
            new Known(
                    PERMANENT,
                    EOFException.class,
                    UTFDataFormatException.class,
                    CharacterCodingException.class,
                    ObjectStreamException.class,
                    ZipException.class,
                    MalformedURLException.class),
            new Known(
                    INFRASTRUCTURE,
                    ConnectException.class,
                    HttpConnectTimeoutException.class,
                    UnknownHostException.class,
                    NoRouteToHostException.class,
                    PortUnreachableException.class,
                    SSLException.class,
                    InterruptedException.class),
            new Known(TRANSIENT, IOException.class, TimeoutException.class));

    private StandardClassifier() {}

    /**
     * The outermost cause that tells decides, or else the innermost code of ours. Where that code says that a place is
     * away, a cause that may pass is no reason to give up: a full disk is an {@code IOException} like any other.
     */
    static Optional<FailureKind> classify(Throwable failure) {
        List<Throwable> chain = Causes.of(failure);
        Optional<FailureKind> byCause =
                chain.stream().flatMap(cause -> decisive(cause).stream()).findFirst();
        Optional<FailureKind> byCode = chain.stream()
                .filter(WharfException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .map(ours -> of(((WharfException) ours).code()));
        return byCode.filter(INFRASTRUCTURE::equals)
                .filter(away -> byCause.filter(TRANSIENT::equals).isPresent())
                .or(() -> byCause)
                .or(() -> byCode);
    }

    private static Optional<FailureKind> decisive(Throwable failure) {
        if (failure instanceof WharfException ours) {
            boolean certain = ours.code() == ErrorCode.MALFORMED || ours.code() == ErrorCode.TOO_LARGE;
            return certain ? Optional.of(PERMANENT) : Optional.empty();
        }
        return TABLE.stream().filter(known -> known.fits(failure)).findFirst().map(known -> known.kind);
    }

    /** What a code alone tells, where no cause tells more. */
    private static FailureKind of(ErrorCode code) {
        return switch (code) {
            case CONFIGURATION, MALFORMED, TOO_LARGE, RECORD_REFUSED, INTERNAL -> PERMANENT;
            case ENVIRONMENT, SINK_FAILED, SOURCE_FAILED -> INFRASTRUCTURE;
            case UNAVAILABLE -> TRANSIENT;
        };
    }

    private static final class Known {
        private final FailureKind kind;
        private final List<Class<?>> classes;

        Known(FailureKind kind, Class<?>... classes) {
            this.kind = kind;
            this.classes = List.of(classes);
        }

        boolean fits(Throwable failure) {
            return classes.stream().anyMatch(known -> known.isInstance(failure));
        }
    }
}
