package dev.wharf.failure;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Locale;

/** What a stage does with a record that it cannot process; {@code on_error} in configuration. */
public enum OnError {
    /** The run stops at the record. */
    STOP,
    /** The record is left out and counted. */
    SKIP,
    /** The record is tried again; then it becomes a dead letter where there are any, or the run stops. */
    RETRY,
    /** The record is tried again as often as is allowed, which may be never, and then becomes a dead letter. */
    DEAD_LETTER;

    /**
     * The policy of this word: {@code stop} or {@code fail}, {@code skip} or {@code continue}, {@code retry}, {@code
     * dead_letter}.
     *
     * @throws WharfException with {@code CONFIGURATION} for any other word
     */
    public static OnError parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "stop", "fail" -> STOP;
            case "skip", "continue" -> SKIP;
            case "retry" -> RETRY;
            case "dead_letter" -> DEAD_LETTER;
            default ->
                throw new WharfException(
                        ErrorCode.CONFIGURATION,
                        "on_error = \"" + word + "\" is not known; write stop, skip, retry or dead_letter");
        };
    }
}
