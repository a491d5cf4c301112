package dev.wharf.http;

import dev.wharf.client.TlsContext;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.failure.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What an {@link HttpCaller} is told. Immutable. Its text form shows no secret.
 *
 * @param urls base URLs of one and the same service, in the order in which they are asked; without name and password
 * @param headers that go with each request
 * @param tls the settings of {@link TlsContext}
 */
public record HttpSettings(
        List<URI> urls,
        Limits limits,
        Retries retries,
        Authentication authentication,
        Map<String, String> headers,
        Map<String, String> tls,
        Optional<Proxy> proxy) {

    public HttpSettings {
        urls = List.copyOf(urls);
        headers = Map.copyOf(headers);
        tls = Map.copyOf(tls);
    }

    /**
     * How long and how much.
     *
     * @param connectTimeout for a connection to come about, TLS included
     * @param responseTimeout without a byte of the answer
     * @param deadline for a call with all its attempts
     * @param maxAnswerBytes the longest answer that is taken into memory
     * @param connections kept open to each host, at most
     */
    public record Limits(
            Duration connectTimeout, Duration responseTimeout, Duration deadline, int maxAnswerBytes, int connections) {
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30), 16 << 20, 8);
    }

    /**
     * How a call goes on that has failed for now.
     *
     * @param attempts for each call, at least 1; each asks one URL after the other until one answers
     */
    public record Retries(int attempts, Backoff backoff) {
        public static final Retries DEFAULT =
                new Retries(3, new Backoff(Duration.ofMillis(200), 2, Duration.ofSeconds(5), 0.5));
    }

    /**
     * Through whom.
     *
     * @param username empty if it asks for none
     */
    public record Proxy(String host, int port, String username, String password) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** With defaults for all but the URLs. */
    public static HttpSettings of(URI... urls) {
        return new HttpSettings(
                List.of(urls),
                Limits.DEFAULT,
                Retries.DEFAULT,
                Authentication.None.NONE,
                Map.of(),
                Map.of(),
                Optional.empty());
    }

    /**
     * From a map with the keys of {@link #keys}, {@code header.NAME} and the {@code ssl.} settings.
     *
     * @throws WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    public static HttpSettings of(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        HttpSettings read = read(settings, UnaryOperator.identity(), problems::add);
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return read;
    }

    /**
     * The same for a component that has these settings among its own.
     *
     * @param shown how a key is called in a problem
     * @param problems is told of each; if there is any, what is returned is of no use
     */
    public static HttpSettings read(
            Map<String, String> settings, UnaryOperator<String> shown, Consumer<String> problems) {
        return new HttpSettingsReader(settings, shown, problems).read();
    }

    /** The keys that there are, but for those that begin with {@code header.}, and with their defaults' meaning. */
    public static SortedSet<String> keys() {
        TreeSet<String> keys = new TreeSet<>(HttpSettingsReader.KEYS);
        keys.addAll(TlsContext.names());
        return keys;
    }

    /** The same for other URLs and without the login. */
    HttpSettings forTokens(URI url) {
        return new HttpSettings(List.of(url), limits, retries, Authentication.None.NONE, Map.of(), tls, proxy);
    }

    /** The same with other limits. */
    public HttpSettings with(Limits other) {
        return new HttpSettings(urls, other, retries, authentication, headers, tls, proxy);
    }

    /** The same with other retries. */
    public HttpSettings with(Retries other) {
        return new HttpSettings(urls, limits, other, authentication, headers, tls, proxy);
    }

    /** The same with another login. */
    public HttpSettings with(Authentication other) {
        return new HttpSettings(urls, limits, retries, other, headers, tls, proxy);
    }

    /** The same with one header more. */
    public HttpSettings withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpSettings(urls, limits, retries, authentication, more, tls, proxy);
    }

    /** The same with other settings of TLS. */
    public HttpSettings withTls(Map<String, String> other) {
        return new HttpSettings(urls, limits, retries, authentication, headers, other, proxy);
    }

    @Override
    public String toString() {
        return "urls " + urls + ", login " + authentication + ", headers " + new TreeMap<>(headers).keySet() + ", TLS "
                + new TreeMap<>(tls).keySet()
                + proxy.map(via -> ", proxy " + via).orElse("");
    }
}
