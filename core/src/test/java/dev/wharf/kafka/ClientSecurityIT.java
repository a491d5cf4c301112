package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.JaasText;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in to brokers that demand it, with the settings as a pipeline file gives them. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ClientSecurityIT {
    private static final String CANARY = "s3cr3t-\"quoted\"-\\canary";
    private static final String SIMPLE = "s3cr3t-canary";

    @TempDir
    private Path folder;

    private static ClientSettings login(String brokers, String mechanism, String password) {
        return new ClientSettings(
                brokers,
                Map.of(
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        mechanism,
                        "sasl.jaas.config",
                        JaasText.of(mechanism, "user", password)));
    }

    @Test
    void logsInWithPlain() {
        try (EmbeddedKafka kafka =
                EmbeddedKafka.builder().saslPlain(Map.of("user", CANARY)).start()) {
            assertLogin(kafka.bootstrapServers(), "PLAIN", CANARY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-512"})
    void logsInWithScram(String mechanism) {
        try (EmbeddedKafka kafka =
                EmbeddedKafka.builder().saslScram("user", SIMPLE).start()) {
            assertLogin(kafka.bootstrapServers(), mechanism, SIMPLE);
        }
    }

    @Test
    void talksTlsToABrokerThatItTrustsAndToNoOther() throws Exception {
        Path keystore = certificate("broker.p12");
        Path other = certificate("other.p12");
        try (EmbeddedKafka kafka =
                EmbeddedKafka.builder().tls(keystore, "changeit").start()) {
            try (Topics topics = Topics.connect(tls(kafka, keystore))) {
                assertThat(topics.create("t", 1, 1)).isTrue();
            }
            assertThatThrownBy(() -> Topics.connect(tls(kafka, other)).close())
                    .isInstanceOfSatisfying(
                            WharfException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ENVIRONMENT));
        }
    }

    private static ClientSettings tls(EmbeddedKafka kafka, Path trusted) {
        return new ClientSettings(
                kafka.bootstrapServers(),
                Map.of(
                        "security.protocol", "SSL",
                        "ssl.truststore.location", trusted.toString(),
                        "ssl.truststore.password", "changeit",
                        "ssl.truststore.type", "PKCS12"));
    }

    private Path certificate(String name) throws IOException, InterruptedException {
        Path keystore = folder.resolve(name);
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "RSA",
                "-validity",
                "30",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=DNS:localhost,IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                "changeit");
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return keystore;
    }

    private static void assertLogin(String brokers, String mechanism, String password) {
        try (Topics topics = Topics.connect(login(brokers, mechanism, password))) {
            assertThat(topics.create("t", 1, 1)).isTrue();
            assertThat(topics.create("t", 1, 1)).isFalse();
        }
        assertThatThrownBy(() -> Topics.connect(login(brokers, mechanism, "wrong-" + password))
                        .close())
                .isInstanceOfSatisfying(
                        WharfException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ENVIRONMENT))
                .hasMessageContaining("refuse the login")
                .hasMessageNotContaining("s3cr3t");
        assertThat(login(brokers, mechanism, password).toString()).doesNotContain("s3cr3t");
    }
}
