package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logging in by a token that a token server gives for client credentials, with a pipeline file's settings. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ClientSecurityOauthIT {
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String PACKAGE = "org.apache.kafka.common.security.oauthbearer.";
    private static final String MODULE = PACKAGE + "OAuthBearerLoginModule required";
    private static final String AUDIENCE = "kafka-of-this-test";

    private static TokenServer tokens;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        tokens = new TokenServer(AUDIENCE);
        // The broker's side alone: what clients may ask is Wharf's to allow.
        System.setProperty(ALLOWED_URLS, tokens.keysUrl());
        kafka = broker(AUDIENCE);
    }

    private static EmbeddedKafka broker(String audience) {
        return EmbeddedKafka.builder()
                .sasl(
                        "OAUTHBEARER",
                        Map.of(
                                "sasl.jaas.config",
                                MODULE + ";",
                                "sasl.server.callback.handler.class",
                                PACKAGE + "OAuthBearerValidatorCallbackHandler",
                                "sasl.oauthbearer.jwks.endpoint.url",
                                tokens.keysUrl(),
                                "sasl.oauthbearer.expected.issuer",
                                tokens.issuer(),
                                "sasl.oauthbearer.expected.audience",
                                audience))
                .start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
        tokens.close();
        System.clearProperty(ALLOWED_URLS);
    }

    private static ClientSettings client(EmbeddedKafka broker, Map<String, String> credentials) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "OAUTHBEARER",
                "sasl.login.callback.handler.class",
                PACKAGE + "OAuthBearerLoginCallbackHandler",
                "sasl.oauthbearer.token.endpoint.url",
                tokens.tokenUrl()));
        settings.putAll(credentials);
        return new ClientSettings(broker.bootstrapServers(), settings);
    }

    private static Map<String, String> asSettings(String secret) {
        return Map.of(
                "sasl.jaas.config",
                MODULE + ";",
                "sasl.oauthbearer.client.credentials.client.id",
                TokenServer.CLIENT_ID,
                "sasl.oauthbearer.client.credentials.client.secret",
                secret);
    }

    private static Map<String, String> asOptions(String secret) {
        return Map.of(
                "sasl.jaas.config",
                MODULE + " clientId=\"" + TokenServer.CLIENT_ID + "\" clientSecret=\"" + secret + "\";");
    }

    @Test
    void logsInWithCredentialsAmongTheSettings() throws Exception {
        int before = tokens.tokens().size();
        Login.assertServes(client(kafka, asSettings(TokenServer.CLIENT_SECRET)));
        assertThat(tokens.tokens()).hasSizeGreaterThan(before);
    }

    @Test
    void saysThatTheTokenServerDoesNotKnowTheClient() {
        List<String> before = tokens.tokens();
        for (Map<String, String> credentials : List.of(asSettings("wrong-s3cr3t"), asOptions("wrong-s3cr3t"))) {
            Login.assertRefused(client(kafka, credentials))
                    .hasMessage("no login for brokers " + kafka.bootstrapServers()
                            + " by sasl.mechanism = OAUTHBEARER: IOException: The response code 401 and error response"
                            + " {\"invalid_client\" - \"no such client\"} was encountered reading the token endpoint"
                            + " response; will not attempt further retries; check client id, client secret and"
                            + " sasl.oauthbearer.token.endpoint.url");
        }
        assertThat(tokens.tokens()).isEqualTo(before);
    }

    @Test
    void saysThatTheBrokersDoNotTakeTheToken() {
        try (EmbeddedKafka other = broker("somebody-else")) {
            Login.assertRefused(client(other, asOptions(TokenServer.CLIENT_SECRET)))
                    .hasMessageContaining("refuse the login")
                    .hasMessageNotContaining("s3cr3t");
        }
    }
}
