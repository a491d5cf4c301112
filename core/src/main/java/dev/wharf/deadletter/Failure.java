package dev.wharf.deadletter;

import dev.wharf.failure.FailureKind;
import java.util.Optional;

/**
 * What went wrong with a record, where and when. Texts are empty and numbers -1 where it is not known. Immutable.
 *
 * @param pipeline name of the pipeline
 * @param stage id of the stage that failed
 * @param reason in words
 * @param exception class name of what was thrown
 * @param kind whose fault it is; empty where others wrote the dead letter
 * @param attempts made before giving up
 * @param timeMs when it was given up, in milliseconds since the epoch
 */
public record Failure(
        String pipeline,
        String stage,
        String reason,
        String exception,
        Optional<FailureKind> kind,
        int attempts,
        long timeMs) {

    /** The text of an exception, or its class where it has none. */
    public static String reasonOf(Throwable failure) {
        String text = failure.getMessage();
        return text == null ? failure.toString() : text;
    }
}
