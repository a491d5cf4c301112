package dev.wharf.frame;

import dev.wharf.error.WharfException;
import java.util.Optional;

/** Where the schemas that frames name come from. Safe for use by many threads. */
public interface SchemaSource {

    /**
     * The schema; may wait for it.
     *
     * @return empty if it is certain that there is none
     * @throws WharfException with {@code UNAVAILABLE} or {@code ENVIRONMENT} if nobody answers
     */
    Optional<SchemaText> find(SchemaKey key);

    /**
     * Makes sure that somebody is there to ask.
     *
     * @throws WharfException with {@code ENVIRONMENT} if nobody answers, or we are refused
     */
    default void reach() {}
}
