package dev.wharf.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an answer begins.
 *
 * @param url that answered, without any secret
 * @param headers by their names in lower case; of several with one name, the values with commas between them
 */
public record HttpHead(int status, String url, Map<String, String> headers) {

    public HttpHead {
        headers = Map.copyOf(headers);
    }

    /** The value of the header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether it is 2xx. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }
}
