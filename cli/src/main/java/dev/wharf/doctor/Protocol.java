package dev.wharf.doctor;

import dev.wharf.client.ClientSettings;
import java.util.Locale;

/**
 * How we are set to talk to brokers.
 *
 * @param name {@code security.protocol}
 * @param mechanism {@code sasl.mechanism}
 */
record Protocol(String name, String mechanism) {

    static Protocol of(ClientSettings client) {
        String name =
                client.settings().getOrDefault("security.protocol", "PLAINTEXT").toUpperCase(Locale.ROOT);
        return new Protocol(name, client.settings().getOrDefault("sasl.mechanism", "GSSAPI"));
    }

    boolean tls() {
        return name.endsWith("SSL");
    }

    boolean login() {
        return name.startsWith("SASL_");
    }

    /** The same with or without TLS. */
    String with(boolean tls) {
        return login() ? (tls ? "SASL_SSL" : "SASL_PLAINTEXT") : (tls ? "SSL" : "PLAINTEXT");
    }

    /** The same with or without a login. */
    String withLogin(boolean login) {
        return login ? (tls() ? "SASL_SSL" : "SASL_PLAINTEXT") : (tls() ? "SSL" : "PLAINTEXT");
    }

    @Override
    public String toString() {
        return login() ? name + " with " + mechanism : name;
    }
}
