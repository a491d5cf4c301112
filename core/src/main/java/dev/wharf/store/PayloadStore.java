package dev.wharf.store;

import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where payloads too large for a record are kept, as objects with keys. An object is written once, seen whole or not at
 * all, and never changed. Safe for use by many threads; every call may block, and every failure is a {@link
 * StoreException}.
 *
 * <p>Keys are parts of letters, digits and {@code . _ = -}, with {@code /} between them; see {@link StoreKeys}.
 */
public interface PayloadStore extends AutoCloseable {

    /**
     * Begins an object, of which nobody sees anything before it is complete.
     *
     * @param budget bounds what is held in memory until the store has it, over all uploads that share it
     */
    StoreUpload upload(String key, ByteBudget budget);

    /**
     * Opens the bytes of an object from a position on; the caller closes the stream. A connection that breaks is an
     * {@code IOException} of the stream, and the caller may open the rest.
     *
     * @throws StoreException with {@code MISSING} if there is no such object, or as every call
     */
    InputStream open(String key, long position);

    /** What is known of an object, if there is one. */
    Optional<StoredObject> find(String key);

    /**
     * The key of the object that somebody else's URI names, if that is an object of this store: in its place, below its
     * prefix, with a key that it could have. Nobody is asked whether there is one.
     */
    default Optional<String> keyOf(URI uri) {
        return Optional.empty();
    }

    /** Removes an object; that there is none is no error. */
    void delete(String key);

    /**
     * Some objects whose keys begin so, in ascending order of their keys' characters; a few hundred at a time.
     *
     * @param after the last key of the page before, or "" for the first
     * @return none if there are no more
     */
    List<StoredObject> list(String prefix, String after);

    /** Uploads that were begun before that time and neither completed nor given up: their process has died, say. */
    List<UnfinishedUpload> unfinished(Instant before);

    /** Gives up an upload of a process that is gone, and frees what it has stored. */
    void discard(UnfinishedUpload upload);

    /**
     * Tries what Wharf needs of the store, and leaves nothing behind.
     *
     * @return what was found out, for people; never empty
     * @throws StoreException if it cannot be used
     */
    List<String> probe();

    /** For people: where it is, without secrets. */
    @Override
    String toString();

    @Override
    void close();
}
