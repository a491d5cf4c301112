package dev.wharf.schema;

/** What a registry asks of a new version of a subject. */
public enum CompatibilityMode {
    /** Nothing. */
    NONE,
    /** Whoever has it can read what was written with the version before. */
    BACKWARD,
    /** Whoever has it can read what was written with any version before. */
    BACKWARD_TRANSITIVE,
    /** Whoever has the version before can read what is written with it. */
    FORWARD,
    /** Whoever has any version before can read what is written with it. */
    FORWARD_TRANSITIVE,
    /** Both, with the version before. */
    FULL,
    /** Both, with any version before. */
    FULL_TRANSITIVE;

    /** Whether the new has to read the old. */
    public boolean backward() {
        return switch (this) {
            case BACKWARD, BACKWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
            case NONE, FORWARD, FORWARD_TRANSITIVE -> false;
        };
    }

    /** Whether the old has to read the new. */
    public boolean forward() {
        return switch (this) {
            case FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
            case NONE, BACKWARD, BACKWARD_TRANSITIVE -> false;
        };
    }

    /** Whether all versions count, and not the latest alone. */
    public boolean transitive() {
        return switch (this) {
            case BACKWARD_TRANSITIVE, FORWARD_TRANSITIVE, FULL_TRANSITIVE -> true;
            case NONE, BACKWARD, FORWARD, FULL -> false;
        };
    }
}
