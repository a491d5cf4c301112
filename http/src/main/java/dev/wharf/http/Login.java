package dev.wharf.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a request shows to be let in. Any thread. */
interface Login {

    /** The value of {@code Authorization}, if there is any. */
    Optional<String> header(long deadlineNanos);

    /** Whether {@link #header} can give another value once one was refused. */
    default boolean renewable() {
        return false;
    }

    /** The server did not take this one. */
    default void refused(String header) {}

    /** For what needs no other server. */
    static Login fixed(String value) {
        return deadlineNanos -> Optional.of(value);
    }

    static Login none() {
        return deadlineNanos -> Optional.empty();
    }

    static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
