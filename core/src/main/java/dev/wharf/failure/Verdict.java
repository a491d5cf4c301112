package dev.wharf.failure;

import java.time.Duration;

/** What is to become of a record that failed. */
public sealed interface Verdict {

    /** The run stops. */
    record Stop() implements Verdict {}

    /** The record is left out, and counted. */
    record Skip() implements Verdict {}

    /**
     * The record is tried again.
     *
     * @param delay to wait before that
     */
    record Retry(Duration delay) implements Verdict {}

    /** The record becomes a dead letter. */
    record DeadLetter() implements Verdict {}
}
