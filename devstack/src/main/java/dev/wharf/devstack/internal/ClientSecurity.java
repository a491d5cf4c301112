package dev.wharf.devstack.internal;

import dev.wharf.devstack.DevstackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How clients are let in at the CLIENT listener: by SASL, a TLS key, both or nothing.
 *
 * @param otherMechanisms settings of further SASL mechanisms, without a prefix, by Kafka's name of the mechanism
 */
public record ClientSecurity(
        Map<String, String> plainUsers,
        @Nullable User scramUser,
        Map<String, Map<String, String>> otherMechanisms,
        @Nullable Keystore keystore) {

    public static final ClientSecurity NONE = new ClientSecurity(Map.of(), null, Map.of(), null);

    private static final List<String> SCRAM = List.of("SCRAM-SHA-256", "SCRAM-SHA-512");
    private static final String SCRAM_LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
    private static final String PREFIX = "listener.name.client.";

    /** A SCRAM user. */
    public record User(String name, String password) {

        public User {
            requireSimple("user name", name);
            requireSimple("password", password);
        }
    }

    /** A keystore file with the broker's key; the key has the keystore's password. */
    public record Keystore(Path path, String password) {}

    public ClientSecurity {
        plainUsers = Map.copyOf(plainUsers);
        otherMechanisms = Map.copyOf(otherMechanisms);
        if (keystore != null && !Files.isReadable(keystore.path())) {
            throw new DevstackException("keystore " + keystore.path() + " cannot be read");
        }
    }

    /** Kafka's formatter splits its SCRAM arguments at these characters and knows no escape. */
    private static void requireSimple(String what, String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> ",[]\"".indexOf(c) >= 0)) {
            throw new DevstackException(
                    "the " + what + " of a SCRAM user must not be empty or contain a comma, bracket or double quote");
        }
    }

    public boolean secured() {
        return sasl() || keystore != null;
    }

    private boolean sasl() {
        return !plainUsers.isEmpty() || scramUser != null || !otherMechanisms.isEmpty();
    }

    /** Kafka's name of the protocol at the client listener. */
    public String protocol() {
        if (keystore == null) {
            return sasl() ? "SASL_PLAINTEXT" : "PLAINTEXT";
        }
        return sasl() ? "SASL_SSL" : "SSL";
    }

    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (sasl()) {
            addMechanisms(settings);
        }
        if (keystore != null) {
            addKeystore(settings, keystore);
        }
        return settings;
    }

    private void addMechanisms(Map<String, String> settings) {
        Map<String, Map<String, String>> mechanisms = new LinkedHashMap<>(otherMechanisms);
        if (!plainUsers.isEmpty()) {
            mechanisms.put("PLAIN", Map.of("sasl.jaas.config", plainLogin()));
        }
        if (scramUser != null) {
            SCRAM.forEach(mechanism -> mechanisms.put(mechanism, Map.of("sasl.jaas.config", SCRAM_LOGIN)));
        }
        settings.put(PREFIX + "sasl.enabled.mechanisms", String.join(",", mechanisms.keySet()));
        mechanisms.forEach((mechanism, own) -> own.forEach(
                (key, value) -> settings.put(PREFIX + mechanism.toLowerCase(Locale.ROOT) + "." + key, value)));
    }

    private String plainLogin() {
        StringBuilder login = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
        plainUsers.forEach((user, password) -> login.append(" user_")
                .append(user)
                .append("=\"")
                .append(escaped(password))
                .append('"'));
        return login.append(';').toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static void addKeystore(Map<String, String> settings, Keystore keystore) {
        settings.put(
                PREFIX + "ssl.keystore.location",
                keystore.path().toAbsolutePath().toString());
        settings.put(PREFIX + "ssl.keystore.type", keystore.path().toString().endsWith(".jks") ? "JKS" : "PKCS12");
        settings.put(PREFIX + "ssl.keystore.password", keystore.password());
        settings.put(PREFIX + "ssl.key.password", keystore.password());
    }

    /** What Kafka's formatter needs to know the SCRAM user from the first start on. */
    public List<String> scramArguments() {
        User user = scramUser;
        if (user == null) {
            return List.of();
        }
        return SCRAM.stream()
                .map(mechanism -> mechanism + "=[name=" + user.name() + ",password=" + user.password() + "]")
                .toList();
    }
}
