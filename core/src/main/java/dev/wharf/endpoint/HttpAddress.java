package dev.wharf.endpoint;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param port 0 for a free one
 */
public record HttpAddress(String host, int port) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LAST_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(?:(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+):)?(\\d{1,9})");

    /** On this machine only. */
    public static HttpAddress loopback(int port) {
        return new HttpAddress(LOOPBACK, port);
    }

    /**
     * Reads {@code PORT}, which is on this machine only, {@code HOST:PORT} or {@code [ADDRESS]:PORT}.
     *
     * @param option what the text was given as, for errors
     * @throws WharfException with {@code CONFIGURATION} if it is none of these
     */
    public static HttpAddress parse(String option, String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || Integer.parseInt(form.group(2)) > LAST_PORT) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    option + " " + text + " is no address to listen on; write PORT for this machine only, or HOST:PORT,"
                            + " with a port from 0 (a free one) to " + LAST_PORT);
        }
        String host = form.group(1) == null ? LOOPBACK : form.group(1);
        return new HttpAddress(host, Integer.parseInt(form.group(2)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
