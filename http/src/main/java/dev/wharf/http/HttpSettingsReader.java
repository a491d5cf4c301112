package dev.wharf.http;

import dev.wharf.client.TlsContext;
import dev.wharf.failure.Backoff;
import dev.wharf.problem.Nearest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Reads settings, and tells everything that is wrong with them. For one thread, once. */
final class HttpSettingsReader {
    static final String URL = "url";
    static final String CONNECT_TIMEOUT = "connect.timeout.ms";
    static final String RESPONSE_TIMEOUT = "response.timeout.ms";
    static final String DEADLINE = "deadline.ms";
    static final String MAX_ANSWER = "max.answer.bytes";
    static final String CONNECTIONS = "connections";
    static final String ATTEMPTS = "retry.attempts";
    static final String BACKOFF = "retry.backoff.ms";
    static final String BACKOFF_MAX = "retry.backoff.max.ms";
    static final String AUTH = "auth";
    static final String USERNAME = "auth.username";
    static final String PASSWORD = "auth.password";
    static final String TOKEN = "auth.token";
    static final String TOKEN_URL = "auth.oauth.token.url";
    static final String CLIENT_ID = "auth.oauth.client.id";
    static final String CLIENT_SECRET = "auth.oauth.client.secret";
    static final String SCOPE = "auth.oauth.scope";
    static final String PROXY = "proxy";
    static final String PROXY_USERNAME = "proxy.username";
    static final String PROXY_PASSWORD = "proxy.password";
    static final String HEADER = "header.";

    static final Set<String> KEYS = new LinkedHashSet<>(List.of(
            URL,
            CONNECT_TIMEOUT,
            RESPONSE_TIMEOUT,
            DEADLINE,
            MAX_ANSWER,
            CONNECTIONS,
            ATTEMPTS,
            BACKOFF,
            BACKOFF_MAX,
            AUTH,
            USERNAME,
            PASSWORD,
            TOKEN,
            TOKEN_URL,
            CLIENT_ID,
            CLIENT_SECRET,
            SCOPE,
            PROXY,
            PROXY_USERNAME,
            PROXY_PASSWORD));

    private static final int LONGEST_MS = 3_600_000;
    private static final double FACTOR = 2;
    private static final double JITTER = 0.5;

    private final Map<String, String> left;
    private final UnaryOperator<String> shown;
    private final Consumer<String> problems;
    /** Name and password of a URL, which would be shown if they stayed there. */
    private Optional<String> userInfo = Optional.empty();

    HttpSettingsReader(Map<String, String> settings, UnaryOperator<String> shown, Consumer<String> problems) {
        this.left = new LinkedHashMap<>(settings);
        this.shown = shown;
        this.problems = problems;
    }

    HttpSettings read() {
        List<URI> urls = urls();
        Map<String, String> headers = headers();
        HttpSettings.Limits limits = limits();
        HttpSettings.Retries retries = retries();
        Authentication authentication = authentication();
        Optional<HttpSettings.Proxy> proxy = proxy();
        Map<String, String> tls = tls();
        left.keySet().forEach(key -> problem(key, "is no setting" + Nearest.hint(shown.apply(key), shownKeys())));
        return new HttpSettings(urls, limits, retries, authentication, headers, tls, proxy);
    }

    private List<String> shownKeys() {
        return HttpSettings.keys().stream().map(shown).toList();
    }

    private void problem(String key, String text) {
        problems.accept(shown.apply(key) + " " + text);
    }

    private Optional<String> taken(String key) {
        return Optional.ofNullable(left.remove(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** As it is: a password may begin or end with a space. */
    private Optional<String> secret(String key) {
        return Optional.ofNullable(left.remove(key)).filter(value -> !value.isEmpty());
    }

    private List<URI> urls() {
        List<URI> urls = new ArrayList<>();
        String written = taken(URL).orElse("");
        if (written.isEmpty()) {
            problem(URL, "is missing: http://HOST:PORT or https://HOST, several with commas between them");
            return urls;
        }
        for (String each : written.split(",", -1)) {
            url(URL, each.strip()).ifPresent(url -> urls.add(withoutLogin(url)));
        }
        return urls;
    }

    /** Problems show nothing of what was written: a password may be in it. */
    private Optional<URI> url(String key, String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // told below: its text would show the URL
        }
        problem(key, "is no URL of http or https with a host and without ? and #");
        return Optional.empty();
    }

    private URI withoutLogin(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String info = url.getUserInfo();
        if (info != null) {
            if (userInfo.isPresent() && !userInfo.get().equals(info)) {
                problem(URL, "names two logins; one holds for all URLs");
            }
            userInfo = Optional.of(info);
        }
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create(url.getScheme() + "://" + url.getHost() + port + trimmed);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String key : List.copyOf(left.keySet())) {
            if (key.startsWith(HEADER)) {
                String name = key.substring(HEADER.length());
                String value = taken(key).orElse("");
                if (!isToken(name)) {
                    problem(key, "is no name for a header");
                } else if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                    problem(key, "has a value with characters that a header cannot hold");
                } else {
                    headers.put(name, value);
                }
            }
        }
        return headers;
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> (Character.isLetterOrDigit(c) && c < 0x80) || c == '-' || c == '_');
    }

    private HttpSettings.Limits limits() {
        HttpSettings.Limits fallback = HttpSettings.Limits.DEFAULT;
        return new HttpSettings.Limits(
                time(CONNECT_TIMEOUT, fallback.connectTimeout()),
                time(RESPONSE_TIMEOUT, fallback.responseTimeout()),
                time(DEADLINE, fallback.deadline()),
                number(MAX_ANSWER, fallback.maxAnswerBytes(), 1_024, 1 << 30),
                number(CONNECTIONS, fallback.connections(), 1, 1_000));
    }

    private HttpSettings.Retries retries() {
        HttpSettings.Retries fallback = HttpSettings.Retries.DEFAULT;
        Duration first = time(BACKOFF, fallback.backoff().first());
        Duration most = time(BACKOFF_MAX, longer(first, fallback.backoff().max()));
        if (most.compareTo(first) < 0) {
            problem(BACKOFF_MAX, "= " + most.toMillis() + " is shorter than " + shown.apply(BACKOFF));
            most = first;
        }
        return new HttpSettings.Retries(
                number(ATTEMPTS, fallback.attempts(), 1, 100), new Backoff(first, FACTOR, most, JITTER));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private Duration time(String key, Duration fallback) {
        return Duration.ofMillis(number(key, (int) fallback.toMillis(), 1, LONGEST_MS));
    }

    private int number(String key, int fallback, int least, int most) {
        Optional<String> written = taken(key);
        if (written.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(written.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problem(key, "= " + written.get() + " is not a whole number from " + least + " to " + most);
        return fallback;
    }

    /** The kind follows from what is there, unless it is said; what does not belong to it is an error. */
    private Authentication authentication() {
        Map<String, String> given = new LinkedHashMap<>();
        for (String key : List.of(USERNAME, TOKEN, TOKEN_URL, CLIENT_ID, SCOPE)) {
            taken(key).ifPresent(value -> given.put(key, value));
        }
        for (String key : List.of(PASSWORD, CLIENT_SECRET)) {
            secret(key).ifPresent(value -> given.put(key, value));
        }
        userInfo.ifPresent(info -> {
            if (given.containsKey(USERNAME) || given.containsKey(PASSWORD)) {
                problem(URL, "names a login, and so does " + shown.apply(USERNAME) + "; remove one of them");
            }
            int colon = info.indexOf(':');
            given.put(USERNAME, colon < 0 ? info : info.substring(0, colon));
            given.put(PASSWORD, colon < 0 ? "" : info.substring(colon + 1));
        });
        String kind = taken(AUTH).orElseGet(() -> kindOf(given.keySet()));
        Authentication read = authentication(kind, given);
        given.keySet()
                .forEach(key -> problem(key, "does not go with " + shown.apply(AUTH) + " = " + kind + "; remove it"));
        return read;
    }

    private static String kindOf(Set<String> given) {
        if (given.contains(USERNAME)) {
            return "basic";
        }
        return given.contains(TOKEN) ? "bearer" : given.isEmpty() ? "none" : "oauth";
    }

    private Authentication authentication(String kind, Map<String, String> given) {
        return switch (kind) {
            case "none" -> Authentication.None.NONE;
            case "basic" -> new Authentication.Basic(needed(given, USERNAME, kind), needed(given, PASSWORD, kind));
            case "bearer" -> new Authentication.Bearer(needed(given, TOKEN, kind));
            case "oauth" -> oauth(given, kind);
            default -> {
                problem(AUTH, "= " + kind + " is none of none, basic, bearer, oauth");
                given.clear();
                yield Authentication.None.NONE;
            }
        };
    }

    private Authentication oauth(Map<String, String> given, String kind) {
        String written = needed(given, TOKEN_URL, kind);
        URI nowhere = URI.create("http://localhost");
        URI url = written.isEmpty() ? nowhere : url(TOKEN_URL, written).orElse(nowhere);
        String id = needed(given, CLIENT_ID, kind);
        String scope = Optional.ofNullable(given.remove(SCOPE)).orElse("");
        return new Authentication.OAuth(url, id, needed(given, CLIENT_SECRET, kind), scope);
    }

    private String needed(Map<String, String> given, String key, String kind) {
        String value = given.remove(key);
        if (value == null) {
            problem(key, "is missing: " + shown.apply(AUTH) + " = " + kind + " needs it");
            return "";
        }
        return value;
    }

    private Optional<HttpSettings.Proxy> proxy() {
        String written = taken(PROXY).orElse("");
        String username = taken(PROXY_USERNAME).orElse("");
        String password = secret(PROXY_PASSWORD).orElse("");
        if (written.isEmpty()) {
            if (!username.isEmpty()) {
                problem(PROXY_USERNAME, "is of no use without " + shown.apply(PROXY));
            }
            return Optional.empty();
        }
        Optional<URI> url = url(PROXY, written.contains("://") ? written : "http://" + written);
        if (url.isPresent() && (url.get().getPort() < 0 || url.get().getRawUserInfo() != null)) {
            problem(PROXY, "is not HOST:PORT; name and password have keys of their own");
            return Optional.empty();
        }
        return url.map(via -> new HttpSettings.Proxy(via.getHost(), via.getPort(), username, password));
    }

    private Map<String, String> tls() {
        Map<String, String> tls = new LinkedHashMap<>();
        for (String key : List.copyOf(left.keySet())) {
            if (TlsContext.names().contains(key)) {
                tls.put(key, left.getOrDefault(key, "").strip());
                left.remove(key);
            }
        }
        TlsContext.problems(tls).forEach(problems);
        return tls;
    }
}
