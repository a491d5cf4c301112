package dev.wharf.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaSecurityIT {

    private static final String PASSWORD = "a \"quoted\" \\secret";

    @TempDir
    Path folder;

    @Test
    void letsInOnlySaslUsersItKnows() {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder()
                .saslPlain(Map.of("alice", PASSWORD))
                .saslScram("bob", "bobs secret")
                .start()) {
            kafka.createTopic("orders", 1);
            String address = kafka.bootstrapServers();

            Clients.produce(plain(address, "alice", PASSWORD), "orders", 1);
            Clients.produce(scram(address, "SCRAM-SHA-256", "bobs secret"), "orders", 1);

            assertThat(Clients.consume(scram(address, "SCRAM-SHA-512", "bobs secret"), "orders", 2))
                    .hasSize(2);
            assertRefused(plain(address, "alice", "wrong"));
            assertRefused(scram(address, "SCRAM-SHA-512", "wrong"));
        }
    }

    @Test
    void speaksTlsTogetherWithSasl() throws Exception {
        Path keystore = keystore();
        try (EmbeddedKafka kafka = EmbeddedKafka.builder()
                .saslPlain(Map.of("alice", "secret"))
                .tls(keystore, "keystore-secret")
                .start()) {
            kafka.createTopic("orders", 1);
            Map<String, Object> settings = new HashMap<>(plain(kafka.bootstrapServers(), "alice", "secret"));
            settings.put("security.protocol", "SASL_SSL");
            settings.put("ssl.truststore.location", keystore.toString());
            settings.put("ssl.truststore.password", "keystore-secret");

            Clients.produce(settings, "orders", 3);

            assertThat(Clients.consume(settings, "orders", 3)).isEqualTo(Clients.numbers(3));
        }
    }

    @Test
    void refusesSettingsThatWouldBreakIt() {
        EmbeddedKafka.Builder builder = EmbeddedKafka.builder()
                .dataFolder(folder)
                .brokerSettings(Map.of("listeners", "CLIENT://0.0.0.0:9092", "node.id", "7"));

        assertThatThrownBy(builder::start)
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining("listeners, node.id");
        assertThatThrownBy(() -> EmbeddedKafka.builder().saslScram("bob", "a,b"))
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining("comma")
                .hasMessageNotContaining("a,b");
        assertThatThrownBy(() -> EmbeddedKafka.builder()
                        .dataFolder(folder.resolve("a,b"))
                        .start())
                .isInstanceOf(DevstackException.class)
                .hasMessageContaining("comma");
    }

    private static Map<String, Object> plain(String address, String user, String password) {
        return Map.of(
                "bootstrap.servers",
                address,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                        + "\" password=\""
                        + password.replace("\\", "\\\\").replace("\"", "\\\"") + "\";");
    }

    private static Map<String, Object> scram(String address, String mechanism, String password) {
        return Map.of(
                "bootstrap.servers",
                address,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"bob\" password=\""
                        + password + "\";");
    }

    private static void assertRefused(Map<String, Object> settings) {
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    /** Made by the JDK's own tool, so that nobody's private key lies in the repository. */
    private Path keystore() throws IOException, InterruptedException {
        Path keystore = folder.resolve("keystore.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        "keystore-secret"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(Clients.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return keystore;
    }
}
