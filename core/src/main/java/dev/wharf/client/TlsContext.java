package dev.wharf.client;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;

/**
 * TLS for connections that are not Kafka's, by the settings that Kafka's clients have, and with certificates and keys
 * read again once their files have changed. Any thread.
 */
public final class TlsContext {
    private static final Set<String> NAMES = Set.of(
            TlsSettings.CERTIFICATE,
            TlsSettings.KEY,
            TlsSettings.CA,
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
            SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
            SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
            SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
    private static final ConfigDef DEFINITION = definition();

    private final Lock lock = new ReentrantLock();
    private final ReloadingSslEngineFactory engines = new ReloadingSslEngineFactory();
    private final boolean checksHosts;
    private final List<String> protocols;

    private TlsContext(Map<String, Object> parsed) {
        engines.configure(parsed);
        checksHosts = !"".equals(parsed.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG));
        protocols = parsed.get(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG) instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef(TlsSettings.DEFINITION);
        SslConfigs.addClientSslSupport(definition);
        return definition;
    }

    /** The settings that it knows. */
    public static Set<String> names() {
        return NAMES;
    }

    /** What is wrong with settings of these names, without looking at any file. */
    public static List<String> problems(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(settings)
                .forEach((key, value) ->
                        ClientRules.producer().problem(key, value).ifPresent(problems::add));
        problems.addAll(TlsSettings.conflicts(settings));
        return problems;
    }

    /**
     * Reads the files that the settings name. Without any, those are trusted whom the JDK trusts.
     *
     * @throws WharfException with {@code ENVIRONMENT} if certificates or keys cannot be used
     */
    public static TlsContext of(Map<String, String> settings) {
        try {
            return new TlsContext(new HashMap<>(DEFINITION.parse(settings)));
        } catch (KafkaException e) {
            throw new WharfException(ErrorCode.ENVIRONMENT, "TLS: " + TlsFailure.reason(e), e);
        }
    }

    /** With what is in the files now. Looks at their stamps each time, so ask once a connection. */
    public SSLContext current() {
        lock.lock();
        try {
            return engines.context();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a certificate has to name the host that it was asked at. */
    public boolean checksHosts() {
        return checksHosts;
    }

    /** The versions of TLS that may be spoken. */
    public List<String> protocols() {
        return protocols;
    }
}
