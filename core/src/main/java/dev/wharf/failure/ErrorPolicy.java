package dev.wharf.failure;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Decides what becomes of a record that failed. Immutable; safe for use by many threads if the random generator is, as
 * {@link Random} is.
 *
 * <p>An infrastructure failure is no record's fault: unless the policy is to stop, the record is tried until it
 * passes.
 *
 * @param onError what to do
 * @param maxRetries attempts after the first one, for transient failures
 * @param backoff the waits between them
 * @param classifier asked first; what it does not know, {@link FailureClassifier#standard} may, and the rest is
 *     permanent
 * @param deadLetters whether there is a place for dead letters
 * @param random for the jitter of the waits
 */
public record ErrorPolicy(
        OnError onError,
        int maxRetries,
        Backoff backoff,
        FailureClassifier classifier,
        boolean deadLetters,
        RandomGenerator random) {

    /**
     * Checks what can be checked.
     *
     * @throws WharfException with {@code CONFIGURATION} if dead letters are asked for and have no place, or retries are
     *     negative
     */
    public ErrorPolicy {
        if (maxRetries < 0) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION, "max_retries = " + maxRetries + " is negative; 0 means no other try");
        }
        if (onError == OnError.DEAD_LETTER && !deadLetters) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "on_error = \"dead_letter\" has no place to put them; set dead_letter_queue");
        }
    }

    /** Stops at the first failure. */
    public static ErrorPolicy stop() {
        return new ErrorPolicy(OnError.STOP, 0, Backoff.DEFAULT, FailureClassifier.standard(), false, new Random());
    }

    /** Whose fault it is. */
    public FailureKind kindOf(Throwable failure) {
        return classifier.orElse(FailureClassifier.standard()).classify(failure).orElse(FailureKind.PERMANENT);
    }

    /** Whether it is no failure at all, but the wish to make the record a dead letter. */
    public static boolean isRequest(Throwable failure) {
        return Causes.of(failure).stream().anyMatch(DeadLetterRequest.class::isInstance);
    }

    /**
     * What is to become of the record.
     *
     * @param failure of its last attempt
     * @param failedAttempts of this record, that one included
     */
    public Verdict decide(Throwable failure, int failedAttempts) {
        if (isRequest(failure)) {
            return onRequest();
        }
        return switch (onError) {
            case STOP -> new Verdict.Stop();
            case SKIP -> kindOf(failure) == FailureKind.INFRASTRUCTURE ? retry(failedAttempts) : new Verdict.Skip();
            case RETRY, DEAD_LETTER -> mayRetry(kindOf(failure), failedAttempts) ? retry(failedAttempts) : exhausted();
        };
    }

    /** What is to become of the record if it cannot be tried again, whatever its failure was. */
    public Verdict exhausted(Throwable failure) {
        return switch (decide(failure, Integer.MAX_VALUE)) {
            case Verdict.Retry retry -> onError == OnError.SKIP ? new Verdict.Skip() : exhausted();
            case Verdict other -> other;
        };
    }

    private Verdict onRequest() {
        if (deadLetters) {
            return new Verdict.DeadLetter();
        }
        return onError == OnError.SKIP ? new Verdict.Skip() : new Verdict.Stop();
    }

    private boolean mayRetry(FailureKind kind, int failedAttempts) {
        return switch (kind) {
            case TRANSIENT -> failedAttempts <= maxRetries;
            case PERMANENT -> false;
            case INFRASTRUCTURE -> true;
        };
    }

    private Verdict retry(int failedAttempts) {
        return new Verdict.Retry(backoff.delay(failedAttempts, random));
    }

    private Verdict exhausted() {
        return deadLetters ? new Verdict.DeadLetter() : new Verdict.Stop();
    }
}
