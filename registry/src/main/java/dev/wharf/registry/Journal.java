package dev.wharf.registry;

import java.util.List;

/**
 * Where the registry keeps what it knows: changes in an order that is the same for everybody who reads them. Safe for
 * use by many threads.
 */
interface Journal extends AutoCloseable {

    /** All changes so far, put together. */
    RegistryState state();

    /**
     * Decides by the newest state, and keeps what was decided: all of it or nothing. It returns when that is safe, and
     * seen in the state. Nobody else, in this process or another one, changes anything between the two.
     *
     * @throws Refusal what the decision throws, or 50001 and 50002 where it cannot be kept
     */
    <T> T write(Decision<T> decision);

    @Override
    void close();

    /** Decides; may be asked again by a newer state if somebody else was quicker. */
    @FunctionalInterface
    interface Decision<T> {
        Decided<T> decide(RegistryState state);
    }

    /** What was decided, and what is said about it. */
    record Decided<T>(List<Change> changes, T answer) {
        public Decided {
            changes = List.copyOf(changes);
        }

        /** Nothing is to be changed. */
        static <T> Decided<T> nothing(T answer) {
            return new Decided<>(List.of(), answer);
        }
    }
}
