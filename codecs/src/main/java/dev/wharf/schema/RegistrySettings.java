package dev.wharf.schema;

import dev.wharf.http.HttpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a {@link SchemaRegistry} and those who write with it are told. Immutable. Its text form shows no secret.
 *
 * @param http URLs, login, limits
 * @param writer which schema a writer writes with
 * @param keySubject under which subject schemas of keys are
 * @param valueSubject under which subject schemas of values are
 */
public record RegistrySettings(
        HttpSettings http,
        Caching caching,
        WriterPolicy writer,
        SubjectStrategy keySubject,
        SubjectStrategy valueSubject) {

    /**
     * What is remembered.
     *
     * @param maxSchemas by id, and as many by GUID
     * @param latestTtl for what may change: the latest version, the compatibility of a subject
     * @param missingTtl for what is not there
     * @param directory for schemas that survive a restart
     */
    public record Caching(int maxSchemas, Duration latestTtl, Duration missingTtl, Optional<Path> directory) {
        public static final Caching DEFAULT =
                new Caching(10_000, Duration.ofMinutes(1), Duration.ofSeconds(30), Optional.empty());
    }

    /**
     * From a map with keys of ours, such as {@code registry.url}, or by Confluent's names, such as {@code
     * schema.registry.url}; all are on the reference page.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    public static RegistrySettings of(Map<String, String> settings) {
        return new RegistrySettingsReader(settings).read();
    }

    /** For a registry that wants no login. */
    public static RegistrySettings of(String url) {
        return of(Map.of("registry.url", url));
    }

    /** Settings to be put together. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether a key of a larger configuration, such as that of a Kafka client, is one of these settings. */
    public static boolean isKey(String key) {
        return RegistrySettingsReader.known(key);
    }

    /** The keys that there are, ours and Confluent's. */
    public static SortedSet<String> keys() {
        return RegistrySettingsReader.names();
    }

    /** Collects settings by their keys; nothing is checked before {@link #build}. For one thread. */
    public static final class Builder {
        private final Map<String, String> settings = new LinkedHashMap<>();

        private Builder() {}

        /** Any setting, by its key. */
        public Builder set(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** Where the registry is; several URLs of one registry with commas between them. */
        public Builder url(String url) {
            return set("registry.url", url);
        }

        /** Login by name and password, such as an API key and its secret. */
        public Builder basic(String username, String password) {
            return set("registry.auth.username", username).set("registry.auth.password", password);
        }

        /** Login by a token. */
        public Builder bearer(String token) {
            return set("registry.auth.token", token);
        }

        /** Login by tokens that a server gives for client and secret. */
        public Builder oauth(String tokenUrl, String clientId, String clientSecret) {
            return set("registry.auth.oauth.token.url", tokenUrl)
                    .set("registry.auth.oauth.client.id", clientId)
                    .set("registry.auth.oauth.client.secret", clientSecret);
        }

        /** Where schemas are kept for the next start. */
        public Builder cacheDirectory(Path directory) {
            return set("registry.cache.dir", directory.toString());
        }

        /**
         * The settings.
         *
         * @throws dev.wharf.error.WharfException with {@code CONFIGURATION}, which names everything that is wrong
         */
        public RegistrySettings build() {
            return of(settings);
        }
    }
}
