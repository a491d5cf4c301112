package dev.wharf.endpoint;

import dev.wharf.payload.Payload;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is behind an address as a whole: asked with every path and every method, by several threads at a time. */
public interface HttpService {

    Reply answer(Request request);

    /** Called when the answer has been written, or could not be. */
    default void answered() {}

    /**
     * What is asked.
     *
     * @param path as it was sent, with what is percent-encoded left so
     * @param query the same, without its question mark; empty where there is none
     * @param headers the first of each name, the names in lower case
     * @param body the bytes; those up to the limit if there are more
     * @param whole whether the body was within the limit
     */
    record Request(String method, String path, String query, Map<String, String> headers, Payload body, boolean whole) {

        /** The header of that name, empty where there is none. */
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** What is answered. */
    record Reply(int status, Map<String, String> headers, String body) {
        public Reply {
            headers = Map.copyOf(headers);
        }

        public static Reply of(int status, String contentType, String body) {
            return new Reply(status, Map.of("Content-Type", contentType), body);
        }

        /** The same with one more header. */
        public Reply with(String header, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(header, value);
            return new Reply(status, more, body);
        }
    }
}
