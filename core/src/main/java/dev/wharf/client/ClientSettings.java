package dev.wharf.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * What the Kafka clients of one place are told: brokers and settings, checked, with secrets in place. Its text form
 * names the settings and never shows a value. Immutable.
 *
 * @param brokers {@code bootstrap.servers}
 * @param settings any further setting of Kafka's clients, by its name; and {@code ssl.certificate.location},
 *     {@code ssl.key.location} and {@code ssl.ca.location} for PEM files. Certificates and keys in files are read again
 *     when the files have changed, unless {@code ssl.engine.factory.class} is set
 */
public record ClientSettings(String brokers, Map<String, String> settings) {
    /**
     * Set by the JDK's system properties only: which token servers a client may ask (KIP-768, since 4.0 none by
     * default).
     */
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    public ClientSettings {
        settings = Map.copyOf(settings);
    }

    public static ClientSettings of(String brokers) {
        return new ClientSettings(brokers, Map.of());
    }

    /** The same settings for other brokers. */
    public ClientSettings at(String otherBrokers) {
        return new ClientSettings(otherBrokers, settings);
    }

    /** The same with one more setting, which takes the place of another of its name. */
    public ClientSettings with(String key, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(key, value);
        return new ClientSettings(brokers, more);
    }

    /** The same with one more setting, unless there is one of its name. */
    public ClientSettings orElse(String key, String value) {
        return settings.containsKey(key) ? this : with(key, value);
    }

    /**
     * The same settings for one of several consumers of a process: a {@code group.instance.id} must be each one's own.
     *
     * @param number of the consumer, from 0; the first keeps the name as it was given
     */
    public ClientSettings forMember(int number) {
        String instance = settings.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        if (instance == null || number == 0) {
            return this;
        }
        Map<String, String> own = new HashMap<>(settings);
        own.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance + "-" + number);
        return new ClientSettings(brokers, own);
    }

    /** {@code sasl.mechanism}, or Kafka's default of it. */
    String mechanism() {
        return mechanism(settings);
    }

    static String mechanism(Map<String, String> settings) {
        return settings.getOrDefault(SaslConfigs.SASL_MECHANISM, SaslConfigs.DEFAULT_SASL_MECHANISM);
    }

    /** A consumer's configuration: the defaults given, overridden by the settings that a consumer knows. */
    public Map<String, Object> consumer(Map<String, ?> defaults) {
        return merged(defaults, ConsumerConfig.configDef().names());
    }

    /** A producer's configuration: the defaults given, overridden by the settings that a producer knows. */
    public Map<String, Object> producer(Map<String, ?> defaults) {
        return merged(defaults, ProducerConfig.configDef().names());
    }

    /** An administration client's configuration: the defaults given, overridden by the settings that it knows. */
    public Map<String, Object> admin(Map<String, ?> defaults) {
        return merged(defaults, AdminClientConfig.configNames());
    }

    private Map<String, Object> merged(Map<String, ?> defaults, Set<String> known) {
        allowTokenServer();
        Map<String, Object> merged = new HashMap<>(defaults);
        settings.forEach((key, value) -> {
            if (known.contains(key) || TlsSettings.NAMES.contains(key)) {
                merged.put(key, value);
            }
        });
        if (TlsSettings.present(settings.keySet())) {
            merged.putIfAbsent(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, ReloadingSslEngineFactory.class);
        }
        merged.put("bootstrap.servers", brokers);
        return merged;
    }

    /** The configuration named the server, so it is allowed; files have to be allowed by whoever starts the process. */
    private void allowTokenServer() {
        allow(settings.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL));
        allow(settings.get(SaslConfigs.SASL_OAUTHBEARER_JWKS_ENDPOINT_URL));
    }

    private static synchronized void allow(@Nullable String url) {
        if (url == null || !(url.startsWith("https://") || url.startsWith("http://"))) {
            return;
        }
        String allowed = System.getProperty(ALLOWED_URLS, "");
        if (!List.of(allowed.split(",")).contains(url)) {
            System.setProperty(ALLOWED_URLS, allowed.isEmpty() ? url : allowed + "," + url);
        }
    }

    @Override
    public String toString() {
        return "brokers " + brokers + ", settings " + new TreeMap<>(settings).keySet();
    }
}
