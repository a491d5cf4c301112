package dev.wharf.kafka;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.jspecify.annotations.Nullable;

/** Says why a producer or a broker does not take a record, and what to do. */
public final class Refusals {
    private Refusals() {}

    static WharfException of(ProducerRecord<byte[], byte[]> record, Exception reason) {
        String text = "topic " + record.topic() + " refuses the record (key of " + length(record.key())
                + " bytes, value of " + length(record.value()) + "): " + reason.getMessage()
                + whatToDo(reason, record.topic());
        return new WharfException(ErrorCode.SINK_FAILED, text, reason);
    }

    /** For one who waits for a record himself: whether a second try can help is told, too. */
    public static WharfException published(ProducerRecord<byte[], byte[]> record, Exception reason) {
        boolean mayPass = reason instanceof RetriableException;
        return mayPass
                ? new WharfException(
                        ErrorCode.UNAVAILABLE,
                        "topic " + record.topic() + " has not acknowledged a record, which may be there or not: "
                                + reason.getMessage(),
                        reason)
                : of(record, reason);
    }

    /** The record failed only because another one of its transaction did. */
    static WharfException ofAnother(Exception reason) {
        String text = "another record spoiled the transaction: " + reason.getMessage();
        return new WharfException(ErrorCode.SINK_FAILED, text, new TransactionAbortedException(text, reason));
    }

    /** Whether it is the record's own fault; others fail because the transaction does, or the brokers. */
    static boolean isOfTheRecord(@Nullable Throwable reason) {
        return reason instanceof RecordTooLargeException
                || reason instanceof SerializationException
                || reason instanceof InvalidTimestampException
                || reason instanceof InvalidRecordException;
    }

    static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String whatToDo(Exception reason, String to) {
        if (reason instanceof RecordTooLargeException) {
            return " Make it smaller, or raise max.request.size in the stage's client table and max.message.bytes of"
                    + " topic " + to + ", whichever is too low.";
        }
        if (reason instanceof AuthorizationException) {
            return " Give the user the right to write to the topic.";
        }
        return "";
    }
}
