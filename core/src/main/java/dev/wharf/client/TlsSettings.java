package dev.wharf.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SecurityConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * Where a client's certificates and keys come from. Kafka's client takes a store, or a PEM file with key and
 * certificate in one. Certificate tools and Kubernetes write a file for each, so there are three settings more, with
 * the names that they have in librdkafka; Kafka's own are made of them each time that the files are read.
 */
final class TlsSettings {
    static final String CERTIFICATE = "ssl.certificate.location";
    static final String KEY = "ssl.key.location";
    static final String CA = "ssl.ca.location";
    static final Set<String> NAMES = Set.of(CERTIFICATE, KEY, CA);

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    CERTIFICATE,
                    ConfigDef.Type.STRING,
                    null,
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.MEDIUM,
                    "PEM file with the certificate to show, and those that lead to its authority.")
            .define(
                    KEY,
                    ConfigDef.Type.STRING,
                    null,
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.MEDIUM,
                    "PEM file (PKCS#8) with its key; ssl.key.password opens one that is encrypted.")
            .define(
                    CA,
                    ConfigDef.Type.STRING,
                    null,
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.MEDIUM,
                    "PEM file with the certificate authorities to trust.");

    private static final String CHAIN = SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG;
    private static final String TRUSTED = SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG;
    private static final String PEM = "PEM";
    /** All authorities that a system knows are a tenth of it; anything larger is the wrong file. */
    private static final int MAX_FILE_BYTES = 4 << 20;

    private static final List<String> LOCATIONS = List.of(
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, CERTIFICATE, KEY, CA);
    private static final List<String> TEXTS = List.of(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, CHAIN, TRUSTED);
    private static final List<String> PASSWORDS = List.of(
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG);

    private TlsSettings() {}

    /** Whether any certificate or key is configured; without, Kafka's client trusts whom the JDK trusts. */
    static boolean present(Set<String> settings) {
        return Stream.of(LOCATIONS, TEXTS).flatMap(List::stream).anyMatch(settings::contains);
    }

    /** The files that the settings name. */
    static List<Path> files(Map<String, ?> settings) {
        List<Path> files = new ArrayList<>();
        for (String location : LOCATIONS) {
            if (settings.get(location) instanceof String file) {
                files.add(Path.of(file));
            }
        }
        return files;
    }

    /** The setting that holds the certificate to show, if there is one. */
    static Optional<String> shown(Map<String, String> settings) {
        return first(settings, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, CERTIFICATE, CHAIN);
    }

    /** The setting that holds the authorities to trust, if it is not left to the JDK. */
    static Optional<String> trusted(Map<String, String> settings) {
        return first(settings, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, CA, TRUSTED);
    }

    private static Optional<String> first(Map<String, String> settings, String... names) {
        return Stream.of(names).filter(settings::containsKey).findFirst();
    }

    /** The names of those that are set and have to do with reading certificates and keys. */
    static List<String> toCheck(Map<String, ?> settings) {
        return Stream.of(LOCATIONS, TEXTS, PASSWORDS)
                .flatMap(List::stream)
                .filter(key -> settings.get(key) != null)
                .flatMap(key -> key.endsWith("store.location")
                        ? Stream.of(key, key.replace("location", "type"))
                        : Stream.of(key))
                .toList();
    }

    /** What does not go together. */
    static List<String> conflicts(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        if (settings.containsKey(CERTIFICATE) != settings.containsKey(KEY)) {
            problems.add(CERTIFICATE + " and " + KEY + " belong together; set both");
        }
        addRivals(settings, CERTIFICATE, "ssl.keystore.", problems);
        addRivals(settings, CA, "ssl.truststore.", problems);
        pemTyped(settings, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, SslConfigs.SSL_KEYSTORE_KEY_CONFIG, CHAIN)
                .ifPresent(problems::add);
        pemTyped(settings, SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, TRUSTED).ifPresent(problems::add);
        if (settings.containsKey(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG)) {
            Stream.of(CERTIFICATE, CA)
                    .filter(settings::containsKey)
                    .forEach(own -> problems.add(own + " is not read by another "
                            + SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG + "; remove one of them"));
        }
        return problems;
    }

    private static void addRivals(Map<String, String> settings, String own, String prefix, List<String> problems) {
        if (settings.containsKey(own)) {
            settings.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .sorted()
                    .forEach(key -> problems.add(own + " takes the place of " + key + "; remove one of them"));
        }
    }

    private static Optional<String> pemTyped(Map<String, String> settings, String type, String... texts) {
        String value = settings.getOrDefault(type, "");
        return value.equals(PEM) || Secrets.isReference(value)
                ? Optional.empty()
                : first(settings, texts).map(text -> text + " is a PEM text; add " + type + " = " + PEM);
    }

    /**
     * What Kafka's own factory of TLS engines needs, with what is in the files as of now.
     *
     * @param configs of the client, in which asking for a setting marks it as used; Kafka warns of those that are not
     * @throws KafkaException if a file cannot be read
     */
    static Map<String, Object> forKafka(Map<String, ?> configs) {
        Map<String, Object> kafka = new HashMap<>();
        for (String key : configs.keySet()) {
            boolean ours = key.startsWith("ssl.") || key.equals(SecurityConfig.SECURITY_PROVIDERS_CONFIG);
            Object value = ours ? configs.get(key) : null;
            if (value != null) {
                kafka.put(key, value);
            }
        }
        if (kafka.get(CERTIFICATE) instanceof String certificate && kafka.get(KEY) instanceof String key) {
            kafka.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            kafka.put(CHAIN, text(CERTIFICATE, certificate));
            kafka.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, text(KEY, key));
        }
        if (kafka.get(CA) instanceof String authorities) {
            kafka.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            kafka.put(TRUSTED, text(CA, authorities));
        }
        return kafka;
    }

    private static Password text(String setting, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new KafkaException(setting + " = " + file + " is larger than " + MAX_FILE_BYTES + " bytes");
            }
            // Of a file that is no text, Kafka says that no certificate is in it.
            return new Password(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new KafkaException(setting + " = " + file + " cannot be read", e);
        }
    }
}
