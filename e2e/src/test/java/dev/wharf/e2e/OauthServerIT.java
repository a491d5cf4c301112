package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.error.WharfException;
import dev.wharf.event.EventConsumer;
import dev.wharf.event.EventProducer;
import dev.wharf.event.EventSettings;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command logs in with tokens of Spring's authorization server, over TLS, to a broker that checks them with the
 * server's keys: signature, issuer, audience and time.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
final class OauthServerIT {
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String PACKAGE = "org.apache.kafka.common.security.oauthbearer.";
    private static final String CLIENT = "wharf";
    private static final String SECRET = "s3cr3t-of-client-6b1d";
    private static final String WRONG = "wr0ng-s3cr3t-0a7e";
    private static final String STORE_PASSWORD = "changeit";
    private static final int ENVIRONMENT_MISSING = 3;

    @TempDir
    private static Path folder;

    private static KillHarness harness;
    private static AuthorizationServerProcess server;
    private static EmbeddedKafka kafka;
    private static Certificate certificate;
    private static Path settings;

    @BeforeAll
    static void start() throws Exception {
        harness = new KillHarness(folder);
        server = AuthorizationServerProcess.start(harness, CLIENT, SECRET, "kafka");
        // The broker's side alone: the commands run elsewhere.
        System.setProperty(ALLOWED_URLS, server.keysUrl());
        certificate = Certificate.make(folder, STORE_PASSWORD);
        kafka = EmbeddedKafka.builder()
                .tls(certificate.store(), STORE_PASSWORD)
                .sasl(
                        "OAUTHBEARER",
                        Map.of(
                                "sasl.jaas.config",
                                PACKAGE + "OAuthBearerLoginModule required;",
                                "sasl.server.callback.handler.class",
                                PACKAGE + "OAuthBearerValidatorCallbackHandler",
                                "sasl.oauthbearer.jwks.endpoint.url",
                                server.keysUrl(),
                                "sasl.oauthbearer.expected.issuer",
                                server.issuer(),
                                "sasl.oauthbearer.expected.audience",
                                CLIENT))
                .start();
        kafka.createTopic("orders", 1);
        settings = Folders.write(folder.resolve("client.properties"), """
            security.protocol = SASL_SSL
            ssl.ca.location = %s
            sasl.mechanism = OAUTHBEARER
            sasl.login.callback.handler.class = %sOAuthBearerLoginCallbackHandler
            sasl.jaas.config = %sOAuthBearerLoginModule required;
            sasl.oauthbearer.token.endpoint.url = %s
            sasl.oauthbearer.scope = kafka
            sasl.oauthbearer.client.credentials.client.id = %s
            sasl.oauthbearer.client.credentials.client.secret = ${env:CLIENT_SECRET}
            """.formatted(
                        certificate.chainPem(), PACKAGE, PACKAGE, server.tokenUrl(), CLIENT));
    }

    @AfterAll
    static void stop() {
        kafka.close();
        harness.close();
        System.clearProperty(ALLOWED_URLS);
    }

    private static ChildProcess wharf(String secret, String... words) {
        String[] line = new String[words.length + 4];
        System.arraycopy(words, 0, line, 0, words.length);
        line[words.length] = "--brokers";
        line[words.length + 1] = kafka.bootstrapServers();
        line[words.length + 2] = "--client-config";
        line[words.length + 3] = settings.toString();
        return Wharf.in(folder, harness).with("CLIENT_SECRET", secret).start(words[0], line);
    }

    @Test
    void producesAndConsumesWithTokensOfTheServer() throws IOException {
        Path lines = Folders.write(folder.resolve("orders.txt"), "one\ntwo\n");
        ChildProcess produce = wharf(SECRET, "produce", "orders", lines.toString());
        assertThat(produce.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
        ChildProcess consume = wharf(SECRET, "consume", "orders", "--quiet");
        assertThat(consume.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
        assertThat(consume.out()).isEqualTo("one\ntwo\n");
    }

    /** What a service's environment says, in the variables of the how-to. */
    private static EventSettings service(String secret) {
        Map<String, String> variables = new HashMap<>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        variables.put("SERVICE_NAME", "billing");
        variables.put("KAFKA_TOPIC_IN", "billing");
        variables.put("KAFKA_TOPICS_MODE", "apply");
        variables.put("KAFKA_TOPICS_PROFILE", "dev");
        variables.put("SSL_CA_LOCATION", certificate.chainPem().toString());
        variables.put("KAFKA_SASL_MECHANISM", "OAUTHBEARER");
        variables.put("KAFKA_CLIENT_SASL_LOGIN_CALLBACK_HANDLER_CLASS", PACKAGE + "OAuthBearerLoginCallbackHandler");
        variables.put("KAFKA_CLIENT_SASL_JAAS_CONFIG", PACKAGE + "OAuthBearerLoginModule required;");
        variables.put("KAFKA_CLIENT_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", server.tokenUrl());
        variables.put("KAFKA_CLIENT_SASL_OAUTHBEARER_SCOPE", "kafka");
        variables.put("KAFKA_CLIENT_SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID", CLIENT);
        variables.put("KAFKA_CLIENT_SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET", secret);
        return EventSettings.fromEnvironment(variables, "in");
    }

    @Test
    void aServicePublishesAndHandlesWithTokensOfTheServer() throws Exception {
        EventSettings billing = service(SECRET);
        try (EventProducer producer = EventProducer.open(billing)) {
            assertThat(producer.publishAndWait("in", Map.of("n", 1), "k").offset())
                    .isNotNegative();
        }
        try (EventConsumer consumer = EventConsumer.of(billing)
                .on("in", (event, context) -> assertThat(event.get("n")).isEqualTo(1L))
                .bounded(1, Await.LIMIT)
                .start()) {
            assertThat(consumer.join().ledger().handled()).isEqualTo(1);
        }
    }

    @Test
    void aServiceWithTheWrongSecretIsToldSo() {
        EventSettings billing = service(WRONG);
        assertThatThrownBy(() -> EventProducer.open(billing))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("invalid_client")
                .hasMessageContaining("check client id, client secret and sasl.oauthbearer.token.endpoint.url")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void saysThatTheServerDoesNotTakeTheSecret() {
        ChildProcess produce = wharf(WRONG, "topics", "list");
        assertThat(produce.awaitExit(Await.LIMIT)).as(harness::tails).isEqualTo(ENVIRONMENT_MISSING);
        assertThat(produce.err())
                .contains("no login for brokers " + kafka.bootstrapServers() + " by sasl.mechanism = OAUTHBEARER: ")
                .contains("401", "invalid_client")
                .contains("check client id, client secret and sasl.oauthbearer.token.endpoint.url")
                .doesNotContain("s3cr3t");
    }
}
