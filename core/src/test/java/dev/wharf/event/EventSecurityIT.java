package dev.wharf.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.wharf.client.LogLines;
import dev.wharf.client.TestAuthority;
import dev.wharf.client.TestIdentity;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that log in with what their environment says, to brokers that demand it; no log line shows a secret. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class EventSecurityIT {
    private static final String STORE_PASSWORD = "s3cr3t-of-store";
    private static final String PASSWORD = "s3cr3t-canary";
    private static final TestAuthority AUTHORITY = TestAuthority.named("authority");

    @TempDir
    private static Path folder;

    private static EmbeddedKafka passwords;
    private static EmbeddedKafka certificates;
    private static Path trusted;

    @BeforeAll
    static void start() throws IOException {
        Path store = AUTHORITY.issue("broker").writeTo(folder.resolve("broker.p12"), "PKCS12", STORE_PASSWORD);
        trusted = Files.writeString(folder.resolve("ca.pem"), AUTHORITY.pem());
        passwords = EmbeddedKafka.builder()
                .saslPlain(Map.of("user", PASSWORD))
                .saslScram("user", PASSWORD)
                .tls(store, STORE_PASSWORD)
                .start();
        certificates = EmbeddedKafka.builder()
                .tls(store, STORE_PASSWORD)
                .brokerSettings(Map.of(
                        "listener.name.client.ssl.client.auth",
                        "required",
                        "listener.name.client.ssl.truststore.location",
                        trusted.toString(),
                        "listener.name.client.ssl.truststore.type",
                        "PEM"))
                .start();
    }

    @AfterAll
    static void stop() {
        passwords.close();
        certificates.close();
    }

    private static Map<String, String> variables(EmbeddedKafka kafka, String service) {
        Map<String, String> variables = new HashMap<>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        variables.put("SERVICE_NAME", service);
        variables.put("KAFKA_TOPIC_IN", service + "-in");
        variables.put("KAFKA_TOPICS_MODE", "apply");
        variables.put("KAFKA_TOPICS_PROFILE", "dev");
        variables.put("SSL_CA_LOCATION", trusted.toString());
        return variables;
    }

    private static Map<String, String> password(String mechanism, String password) {
        Map<String, String> variables = variables(passwords, mechanism.toLowerCase(Locale.ROOT));
        variables.put("KAFKA_SASL_MECHANISM", mechanism);
        variables.put("KAFKA_SASL_USERNAME", "user");
        variables.put("KAFKA_SASL_PASSWORD", password);
        return variables;
    }

    private static void assertServes(Map<String, String> variables) throws Exception {
        EventSettings settings = EventSettings.fromEnvironment(variables, "in");
        try (EventProducer producer = EventProducer.open(settings)) {
            assertThat(producer.publishAndWait("in", Map.of("n", 1), "k").offset())
                    .isNotNegative();
        }
        try (EventConsumer consumer = EventConsumer.of(settings)
                .on("in", (event, context) -> assertThat(event.get("n")).isEqualTo(1L))
                .bounded(1, Duration.ofSeconds(5))
                .start()) {
            assertThat(consumer.join().ledger().handled()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    void aServiceLogsInWithAPassword(String mechanism) throws Exception {
        try (LogLines log = LogLines.ofAll(Level.DEBUG)) {
            assertServes(password(mechanism, PASSWORD));
            assertThat(log.all()).isNotEmpty();
            assertThat(log.containing("s3cr3t")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    void aWrongPasswordIsToldWithoutIt(String mechanism) {
        EventSettings settings = EventSettings.fromEnvironment(password(mechanism, "wrong-" + PASSWORD), "in");

        assertThatThrownBy(() -> EventProducer.open(settings))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("refuse the login; check user name, password")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void aServiceShowsItsCertificate() throws Exception {
        TestIdentity identity = AUTHORITY.issue("service");
        Map<String, String> variables = variables(certificates, "certified");
        variables.put(
                "SSL_CERTIFICATE_LOCATION",
                Files.writeString(folder.resolve("tls.crt"), identity.chainPem())
                        .toString());
        variables.put(
                "SSL_KEY_LOCATION",
                Files.writeString(folder.resolve("tls.key"), identity.keyPem()).toString());

        assertServes(variables);
    }

    @Test
    void aBrokerThatNobodyTrustsIsTold() throws IOException {
        Map<String, String> variables = password("PLAIN", PASSWORD);
        variables.put(
                "SSL_CA_LOCATION",
                Files.writeString(
                                folder.resolve("other.pem"),
                                TestAuthority.named("other").pem())
                        .toString());
        EventSettings settings = EventSettings.fromEnvironment(variables, "in");

        assertThatThrownBy(() -> EventProducer.open(settings))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("ssl.ca.location")
                .hasMessageNotContaining("s3cr3t");
    }
}
