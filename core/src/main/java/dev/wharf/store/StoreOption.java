package dev.wharf.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a store. Checks, help and documentation come from this.
 *
 * @param fallback the value where it is not set; null where there is none
 * @param allowed the only values that are allowed; empty where any is
 * @param doc one sentence
 */
public record StoreOption(String name, @Nullable String fallback, List<String> allowed, String doc) {
    public StoreOption {
        allowed = List.copyOf(allowed);
    }

    public static StoreOption of(String name, @Nullable String fallback, String doc) {
        return new StoreOption(name, fallback, List.of(), doc);
    }

    /** One of a few words. */
    public static StoreOption choice(String name, String fallback, List<String> allowed, String doc) {
        return new StoreOption(name, fallback, allowed, doc);
    }
}
