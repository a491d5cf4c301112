package dev.wharf.store;

import java.util.List;
import java.util.Optional;

/**
 * Offers a kind of store by the scheme of its URL. Found by {@link java.util.ServiceLoader}; a provider loads no
 * library before somebody asks for its store.
 */
public interface StoreProvider {

    /** What stands before the colon of the URL: lower case letters and digits. */
    String scheme();

    /** What it is, in one sentence. */
    String description();

    /** The settings that it understands, besides {@code url}. */
    List<StoreOption> options();

    /** Why it has no such setting, where there is more to say than that: the half of a sentence behind its name. */
    default Optional<String> refusal(String setting) {
        return Optional.empty();
    }

    /** What else is wrong: values that cannot be, and settings that do not go together. One sentence each. */
    default List<String> problems(StoreSettings settings) {
        return List.of();
    }

    /**
     * Makes it. Nothing is connected before the first call that needs it.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION} if settings are wrong
     */
    PayloadStore open(StoreSettings settings);
}
