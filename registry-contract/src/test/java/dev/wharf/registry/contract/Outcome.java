package dev.wharf.registry.contract;

/** What came of a call: what was asked for, or a status of HTTP and an error code, such as {@code 404/40401}. */
sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    record Refused<T>(int status, int errorCode) implements Outcome<T> {
        @Override
        public String toString() {
            return status + "/" + errorCode;
        }
    }

    /** What was asked for; fails where it was refused. */
    default T value() {
        return switch (this) {
            case Done<T> done -> done.value();
            case Refused<T> refused -> throw new AssertionError("refused: " + refused);
        };
    }

    /** The error code alone, 0 if there is none: registries agree on these more than on statuses. */
    default int errorCode() {
        return this instanceof Refused<T> refused ? refused.errorCode() : 0;
    }
}
