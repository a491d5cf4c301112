package dev.wharf.failure;

import java.util.Optional;

/**
 * Says what kind of failure a throwable is, if it knows. Safe for use by many threads.
 *
 * <pre>{@code
 * FailureClassifier own = e -> e instanceof QuotaExceeded ? Optional.of(TRANSIENT) : Optional.empty();
 * ErrorPolicy policy = new ErrorPolicy(OnError.RETRY, 3, backoff, own, true, random);
 * }</pre>
 */
@FunctionalInterface
public interface FailureClassifier {

    /** The kind, or nothing where this classifier does not know the throwable; it need not look at causes. */
    Optional<FailureKind> classify(Throwable failure);

    /** Asks this one about the throwable and each of its causes in turn; the other, if this one knows none of them. */
    default FailureClassifier orElse(FailureClassifier other) {
        return failure -> Causes.of(failure).stream()
                .flatMap(cause -> classify(cause).stream())
                .findFirst()
                .or(() -> other.classify(failure));
    }

    /** Knows the failures of Wharf, Kafka's clients, and the JDK's input, output and network; looks through causes. */
    static FailureClassifier standard() {
        return StandardClassifier::classify;
    }
}
