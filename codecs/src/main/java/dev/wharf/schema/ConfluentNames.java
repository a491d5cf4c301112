package dev.wharf.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes keys of ours of those that Confluent's clients have. Remembers which was written, for what is said of it. For
 * one thread, once.
 */
final class ConfluentNames {
    private static final String PREFIX = "schema.registry.";
    private static final String TLS = PREFIX + "ssl.";
    private static final String SOURCE = "basic.auth.credentials.source";
    private static final String USER_INFO = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String PROXY_HOST = "proxy.host";
    private static final String PROXY_PORT = "proxy.port";
    static final String AUTO_REGISTER = "auto.register.schemas";
    static final String USE_LATEST = "use.latest.version";
    static final String USE_ID = "use.schema.id";

    /** Those whose value means the same here. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("bearer.auth.token", "registry.auth.token"),
            Map.entry("bearer.auth.issuer.endpoint.url", "registry.auth.oauth.token.url"),
            Map.entry("bearer.auth.client.id", "registry.auth.oauth.client.id"),
            Map.entry("bearer.auth.client.secret", "registry.auth.oauth.client.secret"),
            Map.entry("bearer.auth.scope", "registry.auth.oauth.scope"),
            Map.entry("bearer.auth.logical.cluster", "registry.header.target-sr-cluster"),
            Map.entry("bearer.auth.identity.pool.id", "registry.header.Confluent-Identity-Pool-Id"),
            Map.entry("http.connect.timeout.ms", "registry.connect.timeout.ms"),
            Map.entry("http.read.timeout.ms", "registry.response.timeout.ms"),
            Map.entry("normalize.schemas", "registry.normalize"),
            Map.entry("latest.compatibility.strict", "registry.writer.strict"),
            Map.entry("key.subject.name.strategy", "registry.subject.key"),
            Map.entry("value.subject.name.strategy", "registry.subject.value"));

    private static final Set<String> OTHERS = Set.of(
            SOURCE,
            USER_INFO,
            BEARER_SOURCE,
            PROXY_HOST,
            PROXY_PORT,
            AUTO_REGISTER,
            USE_LATEST,
            USE_ID,
            "latest.cache.ttl.sec");

    private final Map<String, String> ours = new LinkedHashMap<>();
    private final Map<String, String> written = new LinkedHashMap<>();
    private final Consumer<String> problems;

    ConfluentNames(Map<String, String> settings, Consumer<String> problems) {
        this.problems = problems;
        Map<String, String> others = new LinkedHashMap<>();
        Map<String, String> asWritten = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            String name = bare(key);
            if (SAME.containsKey(name)) {
                put(SAME.getOrDefault(name, name), key, value);
            } else if (key.equals(PREFIX + "url")) {
                put("registry.url", key, value);
            } else if (key.startsWith(TLS)) {
                put("registry." + key.substring(PREFIX.length()), key, value);
            } else if (OTHERS.contains(name)) {
                if (others.put(name, name.equals(USER_INFO) ? value : value.strip()) != null) {
                    problems.accept(key + " and " + name + " say the same thing; remove one of them");
                }
                asWritten.put(name, key);
            } else {
                put(key, key, value);
            }
        });
        basic(others, asWritten);
        bearer(others, asWritten);
        proxy(others, asWritten);
        ttl(others, asWritten);
        for (String name : List.of(AUTO_REGISTER, USE_LATEST, USE_ID)) {
            Optional.ofNullable(others.get(name))
                    .ifPresent(value -> put(name, asWritten.getOrDefault(name, name), value));
        }
    }

    /** Confluent's clients take off this prefix, so most settings have two names. */
    private static String bare(String key) {
        String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
        return SAME.containsKey(name) || OTHERS.contains(name) ? name : key;
    }

    /** Whether it is one of Confluent's names, but for those of TLS. */
    static boolean known(String key) {
        String name = bare(key);
        return SAME.containsKey(name) || OTHERS.contains(name) || key.equals(PREFIX + "url");
    }

    static boolean isTls(String key) {
        return key.startsWith(TLS);
    }

    static SortedSet<String> names() {
        TreeSet<String> names = new TreeSet<>(SAME.keySet());
        names.addAll(OTHERS);
        names.add(PREFIX + "url");
        names.add(PREFIX + USER_INFO);
        return names;
    }

    /** By keys of ours, and three of Confluent's that decide together. */
    Map<String, String> settings() {
        return ours;
    }

    /** What a key of ours was called by who wrote it. */
    String written(String key) {
        return written.getOrDefault(key, key);
    }

    private void put(String key, String as, String value) {
        String before = written.putIfAbsent(key, as);
        if (before != null) {
            problems.accept(before + " and " + as + " say the same thing; remove one of them");
        }
        ours.put(key, value);
    }

    private void basic(Map<String, String> others, Map<String, String> asWritten) {
        Optional<String> info = Optional.ofNullable(others.get(USER_INFO));
        String as = asWritten.getOrDefault(USER_INFO, USER_INFO);
        String source = others.getOrDefault(SOURCE, info.isPresent() ? "USER_INFO" : "");
        switch (source.toUpperCase(Locale.ROOT)) {
            case "" -> {}
            case "USER_INFO" -> {
                String pair = info.orElse("");
                int colon = pair.indexOf(':');
                if (colon < 0) {
                    problems.accept(as + (info.isEmpty() ? " is missing:" : " is not") + " NAME:PASSWORD");
                } else {
                    put("registry.auth.username", as, pair.substring(0, colon));
                    put("registry.auth.password", as, pair.substring(colon + 1));
                }
            }
            case "URL" -> {
                if (info.isPresent()) {
                    problems.accept(as + " does not go with " + SOURCE + " = URL; remove one of them");
                }
            }
            case "SASL_INHERIT" ->
                problems.accept(SOURCE + " = SASL_INHERIT is not supported: the registry would get the password of"
                        + " the brokers; use USER_INFO with " + USER_INFO);
            default -> problems.accept(SOURCE + " = " + source + " is none of URL, USER_INFO");
        }
    }

    private void bearer(Map<String, String> others, Map<String, String> asWritten) {
        String source = others.getOrDefault(BEARER_SOURCE, "");
        String as = asWritten.getOrDefault(BEARER_SOURCE, BEARER_SOURCE);
        switch (source.toUpperCase(Locale.ROOT)) {
            case "" -> {}
            case "STATIC_TOKEN" -> put("registry.auth", as, "bearer");
            case "OAUTHBEARER" -> put("registry.auth", as, "oauth");
            case "SASL_OAUTHBEARER_INHERIT", "SASL_INHERIT" ->
                problems.accept(as + " = " + source + " is not supported: the registry would get the token of the"
                        + " brokers; use OAUTHBEARER");
            case "CUSTOM" ->
                problems.accept(as + " = CUSTOM is not supported, as a configuration loads no code; use STATIC_TOKEN"
                        + " or OAUTHBEARER");
            default -> problems.accept(as + " = " + source + " is none of STATIC_TOKEN, OAUTHBEARER");
        }
    }

    private void proxy(Map<String, String> others, Map<String, String> asWritten) {
        String host = others.getOrDefault(PROXY_HOST, "");
        String port = others.getOrDefault(PROXY_PORT, "");
        if (host.isEmpty() != port.isEmpty()) {
            problems.accept(PROXY_HOST + " and " + PROXY_PORT + " belong together; set both");
        } else if (!host.isEmpty()) {
            put("registry.proxy", asWritten.getOrDefault(PROXY_HOST, PROXY_HOST), host + ":" + port);
        }
    }

    private void ttl(Map<String, String> others, Map<String, String> asWritten) {
        String seconds = others.getOrDefault("latest.cache.ttl.sec", "");
        if (!seconds.isEmpty()) {
            boolean number = seconds.chars().allMatch(c -> c >= '0' && c <= '9') && seconds.length() < 10;
            String millis = seconds.equals("-1") ? "forever" : number ? seconds + "000" : seconds;
            put("registry.latest.ttl.ms", asWritten.getOrDefault("latest.cache.ttl.sec", ""), millis);
        }
    }
}
