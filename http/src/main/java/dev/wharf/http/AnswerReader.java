package dev.wharf.http;

import java.io.IOException;
import java.io.InputStream;

/** Makes something of an answer while it arrives. It is called by a thread of the {@link HttpCaller}. */
@FunctionalInterface
public interface AnswerReader<T> {

    /**
     * Reads as much as it wants of the body; the stream is closed afterwards, and fails once the deadline has passed.
     */
    T read(HttpHead head, InputStream body) throws IOException;

    /** Whether it can begin again with another answer when one has broken off in the middle. */
    default boolean repeatable() {
        return false;
    }
}
