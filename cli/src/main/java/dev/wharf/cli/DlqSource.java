package dev.wharf.cli;

import java.util.function.Consumer;
import java.util.function.Predicate;

/** Where dead letters lie: they are read one after another, and stay. For one thread. */
interface DlqSource extends AutoCloseable {
    /** The topic or the file. */
    String name();

    /** Whether it is a topic. */
    boolean isTopic();

    /** How many there are at the most, or -1 where nobody knows before they are read. */
    long size();

    /**
     * Reads from the first to the last as of when the source was opened, always in the same order. May be called again.
     *
     * @param visitor returns false when it has enough
     */
    void read(Predicate<DlqLetter> visitor);

    /**
     * Reads the only one at that place.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION} if there is none
     */
    void readAt(DlqPlace place, Consumer<DlqLetter> visitor);

    @Override
    void close();
}
