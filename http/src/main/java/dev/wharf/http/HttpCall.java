package dev.wharf.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked. Immutable.
 *
 * @param path behind the base URL of the {@link HttpCaller}, such as {@code /subjects/a%20b?deleted=true}; encoded
 *     already
 * @param headers beside those of the settings, over which they take precedence
 * @param repeatable whether asking twice does no more than asking once, though the method promises no such thing
 */
public record HttpCall(
        String method, String path, Map<String, String> headers, Optional<HttpBody> body, boolean repeatable) {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** Asks for what is there. */
    public static HttpCall get(String path) {
        return new HttpCall("GET", path, Map.of(), Optional.empty(), false);
    }

    public static HttpCall delete(String path) {
        return new HttpCall("DELETE", path, Map.of(), Optional.empty(), false);
    }

    public static HttpCall put(String path, HttpBody body) {
        return new HttpCall("PUT", path, Map.of(), Optional.of(body), false);
    }

    /** Not attempted again, unless nothing has reached the other side; see {@link #asRepeatable}. */
    public static HttpCall post(String path, HttpBody body) {
        return new HttpCall("POST", path, Map.of(), Optional.of(body), false);
    }

    /** The same with one more header. */
    public HttpCall with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, path, more, body, repeatable);
    }

    /** The same, of which the caller knows that a second time does no harm. */
    public HttpCall asRepeatable() {
        return new HttpCall(method, path, headers, body, true);
    }

    /** Whether another attempt is right when it is not known what became of the first. */
    boolean mayRepeat() {
        return (repeatable || IDEMPOTENT.contains(method)) && bodyMayRepeat();
    }

    boolean bodyMayRepeat() {
        return body.map(HttpBody::repeatable).orElse(true);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
