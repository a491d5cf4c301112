package dev.wharf.event;

import dev.wharf.client.JaasText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * The short form of a login, and what is taken for granted: TLS, unless all brokers are on this machine. Its text form
 * shows nothing.
 */
record EventSecurity(Optional<String> username, Optional<String> password) {
    private static final List<String> FILES = List.of(EventKey.CA, EventKey.CERTIFICATE, EventKey.KEY);

    /** Adds what they stand for to the settings of Kafka's clients, unless those say it themselves. */
    void into(Map<String, String> client, String brokers, BiConsumer<String, String> problems) {
        if (username.isPresent() != password.isPresent()) {
            String missing = username.isPresent() ? EventKey.PASSWORD : EventKey.USERNAME;
            problems.accept(missing, "is missing: name and password go together");
        }
        protocol(client, brokers);
        username.ifPresent(name -> login(client, name, problems));
        for (String key : FILES) {
            String file = client.getOrDefault(key, "");
            if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
                problems.accept(key, "there is no file " + file + " that can be read; correct the path");
            }
        }
    }

    private void protocol(Map<String, String> client, String brokers) {
        boolean sasl = username.isPresent()
                || client.containsKey(SaslConfigs.SASL_MECHANISM)
                || client.containsKey(SaslConfigs.SASL_JAAS_CONFIG);
        boolean here = !brokers.isEmpty() && Arrays.stream(brokers.split(",")).allMatch(EventSecurity::isLoopback);
        // Who says whom to trust wants to be encrypted, on this machine, too.
        boolean plain = here && client.keySet().stream().noneMatch(key -> key.startsWith("ssl."));
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

    @Override
    public String toString() {
        return "security settings";
    }
}
