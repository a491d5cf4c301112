package dev.wharf.http;

import java.time.Duration;

/** What came of asking once. */
sealed interface Outcome<T> {

    /** The answer was read. */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * The other side answered that it cannot answer now.
     *
     * @param asked how long it asks to be left alone; zero if it says nothing
     */
    record Busy<T>(HttpAnswer answer, Duration asked) implements Outcome<T> {
        /** Whether another server of the same service may do better: not where it counts requests. */
        boolean elsewhere() {
            return answer.status() != Statuses.TOO_MANY_REQUESTS;
        }
    }

    /** No answer. */
    record Failed<T>(HttpFailure failure, boolean again) implements Outcome<T> {}
}
