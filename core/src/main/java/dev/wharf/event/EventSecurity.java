package dev.wharf.event;

import dev.wharf.client.JaasText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * The short forms of security, and what is taken for granted: TLS, unless all brokers are on this machine. Its text
 * form shows nothing.
 */
record EventSecurity(
        Optional<String> ca,
        Optional<String> certificate,
        Optional<String> key,
        Optional<String> keyPassword,
        Optional<String> username,
        Optional<String> password) {
    private static final String PEM = "PEM";

    /** Adds what they stand for to the settings of Kafka's clients, unless those say it themselves. */
    void into(Map<String, String> client, String brokers, BiConsumer<String, String> problems) {
        if (username.isPresent() != password.isPresent()) {
            String missing = username.isPresent() ? EventKey.PASSWORD : EventKey.USERNAME;
            problems.accept(missing, "is missing: name and password go together");
        }
        if (certificate.isPresent() != key.isPresent()) {
            String missing = certificate.isPresent() ? EventKey.KEY : EventKey.CERTIFICATE;
            problems.accept(missing, "is missing: certificate and key go together");
        }
        protocol(client, brokers);
        username.ifPresent(name -> login(client, name, problems));
        ca.ifPresent(file -> {
            if (readable(file, EventKey.CA, problems)) {
                client.putIfAbsent(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
                client.putIfAbsent(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file);
            }
        });
        if (certificate.isPresent() && key.isPresent()) {
            certificate(client, problems);
        }
    }

    private void protocol(Map<String, String> client, String brokers) {
        boolean sasl = username.isPresent()
                || client.containsKey(SaslConfigs.SASL_MECHANISM)
                || client.containsKey(SaslConfigs.SASL_JAAS_CONFIG);
        boolean plain = !brokers.isEmpty() && Arrays.stream(brokers.split(",")).allMatch(EventSecurity::isLoopback);
        client.putIfAbsent(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                sasl ? (plain ? "SASL_PLAINTEXT" : "SASL_SSL") : (plain ? "PLAINTEXT" : "SSL"));
    }

    /** Whether the address is one of this machine, without asking a name service. */
    private static boolean isLoopback(String broker) {
        String address = broker.strip().toLowerCase(Locale.ROOT).replaceFirst("^[a-z_]+://", "");
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    private void login(Map<String, String> client, String name, BiConsumer<String, String> problems) {
        client.putIfAbsent(SaslConfigs.SASL_MECHANISM, "PLAIN");
        String mechanism = client.getOrDefault(SaslConfigs.SASL_MECHANISM, "PLAIN");
        Optional<String> problem = JaasText.mechanismProblem(mechanism);
        if (problem.isPresent()) {
            problems.accept(EventKey.USERNAME, problem.get());
        } else {
            client.putIfAbsent(SaslConfigs.SASL_JAAS_CONFIG, JaasText.of(mechanism, name, password.orElse("")));
        }
    }

    private void certificate(Map<String, String> client, BiConsumer<String, String> problems) {
        String chainFile = certificate.orElse("");
        String keyFile = key.orElse("");
        boolean chainThere = readable(chainFile, EventKey.CERTIFICATE, problems);
        boolean keyThere = readable(keyFile, EventKey.KEY, problems);
        if (chainThere && keyThere) {
            client.putIfAbsent(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            read(client, SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, chainFile, problems);
            read(client, SslConfigs.SSL_KEYSTORE_KEY_CONFIG, keyFile, problems);
            keyPassword.ifPresent(secret -> client.putIfAbsent(SslConfigs.SSL_KEY_PASSWORD_CONFIG, secret));
        }
    }

    private static void read(
            Map<String, String> client, String setting, String file, BiConsumer<String, String> problems) {
        try {
            client.putIfAbsent(setting, Files.readString(Path.of(file)));
        } catch (IOException e) {
            problems.accept(setting, file + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean readable(String file, String key, BiConsumer<String, String> problems) {
        boolean readable = Files.isReadable(Path.of(file));
        if (!readable) {
            problems.accept(key, "there is no file " + file + " that can be read; correct the path");
        }
        return readable;
    }

    @Override
    public String toString() {
        return "security settings";
    }
}
