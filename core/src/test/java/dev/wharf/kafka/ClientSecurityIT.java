package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.JaasText;
import dev.wharf.client.TestAuthority;
import dev.wharf.devstack.EmbeddedKafka;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logging in by name and password to brokers that demand it, with and without TLS, with a pipeline file's settings. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ClientSecurityIT {
    private static final String STORE_PASSWORD = "s3cr3t-of-store";
    /** Kafka's tool that makes SCRAM users takes no quotes. */
    private static final Map<String, String> PASSWORDS = Map.of(
            "PLAIN", "s3cr3t-\"quoted\"-\\canary",
            "SCRAM-SHA-256", "s3cr3t-canary",
            "SCRAM-SHA-512", "s3cr3t-canary");

    private static final TestAuthority AUTHORITY = TestAuthority.named("authority");

    @TempDir
    private static Path folder;

    private static EmbeddedKafka open;
    private static EmbeddedKafka encrypted;

    @BeforeAll
    static void start() {
        open = brokers().start();
        Path store = AUTHORITY.issue("broker").writeTo(folder.resolve("broker.p12"), "PKCS12", STORE_PASSWORD);
        encrypted = brokers().tls(store, STORE_PASSWORD).start();
    }

    private static EmbeddedKafka.Builder brokers() {
        return EmbeddedKafka.builder()
                .saslPlain(Map.of("user", password("PLAIN")))
                .saslScram("user", password("SCRAM-SHA-512"));
    }

    @AfterAll
    static void stop() {
        open.close();
        encrypted.close();
    }

    private static String password(String mechanism) {
        return PASSWORDS.getOrDefault(mechanism, "");
    }

    static Stream<Arguments> ways() {
        return Stream.of("SASL_PLAINTEXT", "SASL_SSL")
                .flatMap(protocol ->
                        PASSWORDS.keySet().stream().sorted().map(mechanism -> Arguments.of(protocol, mechanism)));
    }

    private static ClientSettings login(String protocol, String mechanism, String password) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "security.protocol",
                protocol,
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                JaasText.of(mechanism, "user", password)));
        if (protocol.equals("SASL_SSL")) {
            settings.put("ssl.truststore.type", "PEM");
            settings.put("ssl.truststore.certificates", AUTHORITY.pem());
        }
        return new ClientSettings((protocol.equals("SASL_SSL") ? encrypted : open).bootstrapServers(), settings);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void logsInWithAPassword(String protocol, String mechanism) throws Exception {
        Login.assertServes(login(protocol, mechanism, password(mechanism)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void saysThatThePasswordIsWrong(String protocol, String mechanism) {
        ClientSettings client = login(protocol, mechanism, "wrong-" + password(mechanism));
        Login.assertRefused(client)
                .hasMessageStartingWith("brokers " + client.brokers() + " refuse the login; check user name, password,"
                        + " sasl.mechanism and security.protocol: Authentication failed");
        assertThat(client.toString()).doesNotContain("s3cr3t");
    }
}
