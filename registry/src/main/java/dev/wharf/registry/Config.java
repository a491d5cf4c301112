package dev.wharf.registry;

import org.jspecify.annotations.Nullable;

/**
 * What is configured for a subject, a context, or all of them.
 *
 * @param level null where it says nothing about that
 * @param normalize null where it says nothing about that
 */
record Config(@Nullable Level level, @Nullable Boolean normalize) {
    static final Config EMPTY = new Config(null, null);
    static final Config DEFAULT = new Config(Level.BACKWARD, null);

    /** The same, with the other's word for what this one says nothing about. */
    Config orElse(Config other) {
        return new Config(level == null ? other.level : level, normalize == null ? other.normalize : normalize);
    }

    Level levelOrDefault() {
        return level == null ? Level.BACKWARD : level;
    }

    boolean normalizes() {
        return Boolean.TRUE.equals(normalize);
    }
}
