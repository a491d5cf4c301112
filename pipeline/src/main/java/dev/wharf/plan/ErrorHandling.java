package dev.wharf.plan;

import dev.wharf.failure.Backoff;
import dev.wharf.failure.OnError;
import dev.wharf.problem.Location;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a plan does about records that fail; {@code [error_handling]} in a file.
 *
 * @param onError for stages that say nothing else
 * @param maxRetries attempts after the first, for transient failures
 * @param backoff the waits between them
 * @param deadLetters where records go that cannot be processed; empty for nowhere
 */
public record ErrorHandling(OnError onError, int maxRetries, Backoff backoff, Optional<DeadLetterQueue> deadLetters) {

    /** Stops at the first failure. */
    public static ErrorHandling stop() {
        return new ErrorHandling(OnError.STOP, 0, Backoff.DEFAULT, Optional.empty());
    }

    /** A topic, or a file. */
    public sealed interface DeadLetterQueue {
        /**
         * A topic of the cluster that the plan reads from, or else writes to.
         *
         * @param oversize the file for those that are too large for the topic
         * @param location where it is named
         */
        record Topic(String name, Path oversize, Location location) implements DeadLetterQueue {}

        /** A file of JSON Lines. */
        record File(Path path) implements DeadLetterQueue {}
    }
}
