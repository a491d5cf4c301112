package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.LogLines;
import dev.wharf.client.ReloadingSslEngineFactory;
import dev.wharf.client.TestAuthority;
import dev.wharf.client.TestIdentity;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A producer that goes on while its certificate is renewed: the broker says whom it sees. Connections are made anew all
 * the time, because the producer gives up those that are idle for a moment.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ClientSecurityReloadIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PASSWORD = "s3cr3t-of-store";
    private static final String TOPIC = "t";
    private static final String IDLE_MS = "100";
    private static final TestAuthority BEFORE = TestAuthority.named("before");
    private static final TestAuthority AFTER = TestAuthority.named("after");

    @TempDir
    private static Path brokerFolder;

    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    private Producer<byte[], byte[]> producer;

    @BeforeAll
    static void start() throws IOException {
        Path store = BEFORE.issue("broker").writeTo(brokerFolder.resolve("broker.p12"), "PKCS12", PASSWORD);
        Path trusted = Files.writeString(brokerFolder.resolve("trusted.pem"), BEFORE.pem() + AFTER.pem());
        kafka = EmbeddedKafka.builder()
                .tls(store, PASSWORD)
                .brokerSettings(Map.of(
                        "listener.name.client.ssl.client.auth",
                        "required",
                        "listener.name.client.ssl.truststore.location",
                        trusted.toString(),
                        "listener.name.client.ssl.truststore.type",
                        "PEM",
                        "principal.builder.class",
                        SeenPrincipals.class.getName()))
                .start();
        kafka.createTopic(TOPIC, 1);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void open() throws IOException {
        put(BEFORE.issue("old"));
        producer = Clients.producer(
                new ClientSettings(
                        kafka.bootstrapServers(),
                        Map.of(
                                "security.protocol",
                                "SSL",
                                "ssl.keystore.location",
                                store().toString(),
                                "ssl.keystore.type",
                                "PKCS12",
                                "ssl.keystore.password",
                                PASSWORD,
                                "ssl.truststore.certificates",
                                BEFORE.pem(),
                                "ssl.truststore.type",
                                "PEM",
                                "connections.max.idle.ms",
                                IDLE_MS)),
                "writer",
                MemoryBudget.of(64 << 20, 1, 1));
        assertThat(Clients.partitionsOf(producer, TOPIC)).isEqualTo(1);
    }

    @AfterEach
    void close() {
        producer.close();
    }

    private Path store() {
        return folder.resolve("own.p12");
    }

    /** As it should be done: in one step. */
    private void put(TestIdentity identity) throws IOException {
        Path next = identity.writeTo(folder.resolve("next.p12"), "PKCS12", PASSWORD);
        Files.move(next, store(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Sends a record now and then, until there are so many connections more. */
    private void awaitConnections(String name, long more) {
        long before = SeenPrincipals.connectionsOf(name);
        Awaitility.await(name)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(150))
                .until(() -> {
                    producer.send(new ProducerRecord<>(TOPIC, new byte[1])).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    return SeenPrincipals.connectionsOf(name) >= before + more;
                });
    }

    @Test
    void theNextConnectionShowsTheNewCertificate() throws IOException {
        awaitConnections("CN=old", 1);
        put(AFTER.issue("renewed"));
        awaitConnections("CN=renewed", 2);
    }

    @Test
    void aBrokenFileKeepsItWorking() throws IOException {
        awaitConnections("CN=old", 1);
        try (LogLines log = LogLines.of(ReloadingSslEngineFactory.class)) {
            Files.writeString(store(), "half of a sto");
            awaitConnections("CN=old", 3);
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .contains(store().toString(), "what was read before stays in use")
                    .doesNotContain("s3cr3t");
        }
        put(AFTER.issue("mended"));
        awaitConnections("CN=mended", 1);
    }
}
