package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets are planted in what commands get for a login, and looked for in all that they print, with the log of Wharf
 * and of Kafka's client at its most talkative.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
final class CommandSecretsIT {
    private static final String USER = "ann";
    private static final String PASSWORD = "s3cr3t-of-plain-77ad";
    private static final String SCRAM_PASSWORD = "s3cr3t-of-scram-03be";
    private static final String STORE_PASSWORD = "s3cr3t-of-store-f219";
    private static final String WRONG = "wr0ng-s3cr3t-8cc4";
    private static final int ENVIRONMENT_MISSING = 3;

    @TempDir
    private static Path folder;

    private static KillHarness harness;
    private static Certificate certificate;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        harness = new KillHarness(folder);
        certificate = Certificate.make(folder, STORE_PASSWORD);
        kafka = EmbeddedKafka.builder()
                .tls(certificate.store(), STORE_PASSWORD)
                .saslPlain(Map.of(USER, PASSWORD))
                .saslScram(USER, SCRAM_PASSWORD)
                .brokerSettings(Map.of(
                        "listener.name.client.ssl.client.auth",
                        "required",
                        "listener.name.client.ssl.truststore.location",
                        certificate.chainPem().toString(),
                        "listener.name.client.ssl.truststore.type",
                        "PEM"))
                .start();
        kafka.createTopic(Pipeline.INPUT, 1);
        kafka.createTopic(Pipeline.OUTPUT, 1);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        harness.close();
    }

    /** A command with everything secret in its environment, under names that the settings refer to. */
    private static ChildProcess start(String password, String storePassword, String... words) {
        return Wharf.in(folder, harness)
                .with("JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1 -Dwharf.log.level=debug")
                .with("PASSWORD", password)
                .with("STORE_PASSWORD", storePassword)
                .start(words[0], words);
    }

    private static String[] withSettings(Path settings, String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--brokers", kafka.bootstrapServers(), "--client-config", settings.toString()));
        return line.toArray(String[]::new);
    }

    /** SCRAM, and the key as a text. */
    private static Path scram() {
        return Folders.write(folder.resolve("scram.properties"), """
            security.protocol = SASL_SSL
            sasl.mechanism = SCRAM-SHA-512
            sasl.jaas.config = org.apache.kafka.common.security.scram.ScramLoginModule required \
            username="ann" password="${env:PASSWORD}";
            ssl.keystore.type = PEM
            ssl.keystore.key = ${file:%s}
            ssl.keystore.certificate.chain = ${file:%s}
            ssl.ca.location = %s
            """.formatted(
                        certificate.keyPem(), certificate.chainPem(), certificate.chainPem()));
    }

    /** The key in a store, and the password in the command itself, as it should not be. */
    private static String[] plainly(String password, String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--brokers", kafka.bootstrapServers()));
        Stream.of(
                        "security.protocol=SASL_SSL",
                        "sasl.mechanism=PLAIN",
                        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"ann\" password=\"" + password + "\";",
                        "ssl.keystore.location=" + certificate.store(),
                        "ssl.keystore.type=PKCS12",
                        "ssl.keystore.password=${env:STORE_PASSWORD}",
                        "ssl.ca.location=" + certificate.chainPem())
                .forEach(setting -> line.addAll(List.of("--client", setting)));
        return line.toArray(String[]::new);
    }

    /** PLAIN by user name and password, and files apart. */
    private static Path pipeline() {
        return Pipeline.of("copy", kafka.bootstrapServers())
                .bounded(1, 5_000)
                .both("username", USER)
                .both("password", "${env:PASSWORD}")
                .client("security.protocol", "SASL_SSL")
                .client("ssl.certificate.location", certificate.chainPem())
                .client("ssl.key.location", certificate.keyPem())
                .client("ssl.ca.location", certificate.chainPem())
                .writeTo(folder);
    }

    @Test
    void commandsThatWorkShowNoSecret() throws IOException {
        Path record = Folders.write(folder.resolve("records.jsonl"), "{\"key\":\"a\",\"amount\":200}\n");
        ChildProcess produce = start(
                SCRAM_PASSWORD, STORE_PASSWORD, withSettings(scram(), "produce", Pipeline.INPUT, record.toString()));
        assertThat(produce.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
        ChildProcess run = start(PASSWORD, STORE_PASSWORD, "run", pipeline().toString());
        ChildProcess consume = start(PASSWORD, STORE_PASSWORD, plainly(PASSWORD, "consume", Pipeline.INPUT));
        assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
        assertThat(consume.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
        List<ChildProcess> done = List.of(produce, run, consume);
        assertThat(done).allSatisfy(command -> assertThat(command.err()).contains("DEBUG SaslClientAuthenticator"));
        assertNoSecret(done);
    }

    @Test
    void commandsThatAreRefusedShowNoSecret() throws IOException {
        List<ChildProcess> refused = List.of(
                start(WRONG, STORE_PASSWORD, withSettings(scram(), "topics", "list")),
                start(PASSWORD, WRONG, plainly(PASSWORD, "doctor")),
                start(WRONG, STORE_PASSWORD, "run", pipeline().toString()));
        for (ChildProcess command : refused) {
            assertThat(command.awaitExit(Await.LIMIT)).as(harness::tails).isEqualTo(ENVIRONMENT_MISSING);
            assertThat(command.out() + command.err()).containsPattern("check\\s");
        }
        assertNoSecret(refused);
    }

    private static void assertNoSecret(List<ChildProcess> commands) throws IOException {
        List<String> secrets = new ArrayList<>(List.of("s3cr3t"));
        for (String password : List.of(PASSWORD, SCRAM_PASSWORD, WRONG)) {
            secrets.add(base64(USER + ":" + password));
            secrets.add(base64("\0" + USER + "\0" + password));
        }
        Files.readAllLines(certificate.keyPem()).stream()
                .filter(line -> !line.startsWith("-----"))
                .forEach(secrets::add);
        for (ChildProcess command : commands) {
            String printed = command.out() + command.err();
            assertThat(secrets).as(command.name()).hasSizeGreaterThan(7).noneMatch(secret -> printed.contains(secret));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
