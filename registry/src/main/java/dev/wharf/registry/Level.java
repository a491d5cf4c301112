package dev.wharf.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is asked of a new schema in respect of older ones. */
enum Level {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean newReadsOld;
    private final boolean oldReadsNew;
    private final boolean transitive;

    Level(boolean newReadsOld, boolean oldReadsNew, boolean transitive) {
        this.newReadsOld = newReadsOld;
        this.oldReadsNew = oldReadsNew;
        this.transitive = transitive;
    }

    /** Reads a name, whatever its case. */
    static Optional<Level> of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(each -> each.name().equals(upper)).findFirst();
    }

    /** Whether the new schema must read what was written with an old one. */
    boolean newReadsOld() {
        return newReadsOld;
    }

    /** Whether an old schema must read what is written with the new one. */
    boolean oldReadsNew() {
        return oldReadsNew;
    }

    /** Whether that is asked in respect of all versions, not of the last one alone. */
    boolean transitive() {
        return transitive;
    }
}
