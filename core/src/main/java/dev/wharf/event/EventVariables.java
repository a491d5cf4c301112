package dev.wharf.event;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Variables of the environment, and the settings that they stand for. */
final class EventVariables {
    private static final String TOPIC = "KAFKA_TOPIC_";
    private static final String CLIENT = "KAFKA_CLIENT_";
    private static final String RETRY_DELAY = "RETRY_DELAY";
    private static final Map<String, String> KEYS = keys();

    private EventVariables() {}

    private static Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("KAFKA_BOOTSTRAP_SERVERS", EventKey.BROKERS);
        keys.put("SERVICE_NAME", EventKey.SERVICE);
        keys.put("KAFKA_CONSUMER_GROUP", EventKey.GROUP);
        keys.put("SSL_CA_LOCATION", EventKey.CA);
        keys.put("SSL_CERTIFICATE_LOCATION", EventKey.CERTIFICATE);
        keys.put("SSL_KEY_LOCATION", EventKey.KEY);
        keys.put("SSL_KEY_PASSWORD", EventKey.KEY_PASSWORD);
        keys.put("KAFKA_SECURITY_PROTOCOL", "security.protocol");
        keys.put("KAFKA_SASL_MECHANISM", "sasl.mechanism");
        keys.put("KAFKA_SASL_USERNAME", EventKey.USERNAME);
        keys.put("KAFKA_SASL_PASSWORD", EventKey.PASSWORD);
        keys.put("KAFKA_CLOUD_EVENTS", EventKey.CLOUD_EVENTS);
        keys.put("KAFKA_TOPICS_MODE", EventKey.TOPICS_MODE);
        keys.put("KAFKA_TOPICS_PROFILE", EventKey.TOPICS_PROFILE);
        keys.put("MAX_RETRIES", EventKey.MAX_RETRIES);
        keys.put(RETRY_DELAY, EventKey.RETRY_DELAY_SECONDS);
        return keys;
    }

    /** The settings of these variables; those that mean nothing here are left out, and so are empty ones. */
    static Map<String, String> keysOf(Map<String, String> variables) {
        Map<String, String> settings = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (!value.isBlank()) {
                keyOf(name).ifPresent(key -> settings.put(key, value));
            }
        });
        return settings;
    }

    private static Optional<String> keyOf(String variable) {
        if (variable.startsWith(TOPIC) && variable.length() > TOPIC.length()) {
            return Optional.of(
                    EventKey.TOPIC + variable.substring(TOPIC.length()).toLowerCase(Locale.ROOT));
        }
        if (variable.startsWith(CLIENT) && variable.length() > CLIENT.length()) {
            String name = variable.substring(CLIENT.length()).toLowerCase(Locale.ROOT);
            return Optional.of(name.replace('_', '.'));
        }
        return Optional.ofNullable(KEYS.get(variable));
    }

    /** The variable that stands for a setting, for errors. */
    static String variableOf(String key) {
        if (key.startsWith(EventKey.TOPIC)) {
            return TOPIC + key.substring(EventKey.TOPIC.length()).toUpperCase(Locale.ROOT);
        }
        return KEYS.entrySet().stream()
                .filter(each -> each.getValue().equals(key))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> CLIENT + key.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
}
