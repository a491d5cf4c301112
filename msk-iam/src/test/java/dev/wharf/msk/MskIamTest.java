package dev.wharf.msk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.client.ClientRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginContext;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Amazon's login module, handler and SASL client, loaded by the names that stand in the how-to, with the credentials
 * that are in the environment. What they would send to a broker is checked here; nothing is connected to.
 */
@SuppressWarnings("NullAway.Init") // set before each test
final class MskIamTest {
    private static final String MECHANISM = "AWS_MSK_IAM";
    private static final String REGION = "eu-west-1";
    private static final String HOST = "b-1.orders.a1b2c3.c4.kafka." + REGION + ".amazonaws.com";
    private static final String JAAS = "software.amazon.msk.auth.iam.IAMLoginModule required;";
    private static final String HANDLER = "software.amazon.msk.auth.iam.IAMClientCallbackHandler";
    private static final Map<String, String> SETTINGS = Map.of(
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", MECHANISM,
            "sasl.jaas.config", JAAS,
            "sasl.client.callback.handler.class", HANDLER);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private SaslClient client;

    /** As Kafka's client does it. */
    @BeforeEach
    void logIn() throws Exception {
        JaasContext jaas = JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(JAAS)));
        AuthenticateCallbackHandler handler = Class.forName(HANDLER)
                .asSubclass(AuthenticateCallbackHandler.class)
                .getDeclaredConstructor()
                .newInstance();
        handler.configure(SETTINGS, MECHANISM, jaas.configurationEntries());
        new LoginContext(jaas.name(), new Subject(), handler, jaas.configuration()).login();
        client = Sasl.createSaslClient(new String[] {MECHANISM}, null, "kafka", HOST, Map.of(), handler);
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        assertThat(value).as(name).isNotBlank();
        return value;
    }

    private JsonNode firstMessage() throws Exception {
        assertThat(client.hasInitialResponse()).isTrue();
        return new ObjectMapper().readTree(client.evaluateChallenge(new byte[0]));
    }

    @Test
    void aPipelineFileMayHaveTheSettings() {
        for (ClientRules rules : List.of(ClientRules.consumer(), ClientRules.producer())) {
            SETTINGS.forEach((key, value) ->
                    assertThat(rules.problem(key, value)).as(key).isEmpty());
        }
        assertThat(ClientRules.conflicts(SETTINGS)).isEmpty();
    }

    @Test
    void asksToConnectInTheNameOfTheCredentials() throws Exception {
        JsonNode message = firstMessage();
        String date = message.get("x-amz-date").asText();
        assertThat(message.get("version").asText()).isEqualTo("2020_10_22");
        assertThat(message.get("host").asText()).isEqualTo(HOST);
        assertThat(message.get("action").asText()).isEqualTo("kafka-cluster:Connect");
        assertThat(message.get("x-amz-credential").asText())
                .isEqualTo(environment("AWS_ACCESS_KEY_ID") + "/" + date.substring(0, 8) + "/" + REGION
                        + "/kafka-cluster/aws4_request");
        assertThat(message.get("x-amz-security-token").asText()).isEqualTo(environment("AWS_SESSION_TOKEN"));
        assertThat(TIME.parse(date, Instant::from)).isBetween(Instant.now().minusSeconds(300), Instant.now());
        assertThat(message.get("x-amz-expires").asInt()).isBetween(800, 900);
        assertThat(message.toString()).doesNotContain(environment("AWS_SECRET_ACCESS_KEY"));
    }

    @Test
    void theSignatureIsTheOneThatAmazonDescribes() throws Exception {
        JsonNode message = firstMessage();
        Map<String, String> query = new HashMap<>();
        for (String parameter : List.of(
                "Action",
                "X-Amz-Algorithm",
                "X-Amz-Credential",
                "X-Amz-Date",
                "X-Amz-Expires",
                "X-Amz-Security-Token",
                "X-Amz-SignedHeaders")) {
            query.put(parameter, message.get(parameter.toLowerCase(Locale.ROOT)).asText());
        }
        SignatureV4 signature = new SignatureV4(HOST, query, REGION);
        String secretKey = environment("AWS_SECRET_ACCESS_KEY");
        assertThat(message.get("x-amz-signature").asText())
                .isEqualTo(signature.with(secretKey))
                .isNotEqualTo(signature.with(secretKey + "x"));
    }

    @Test
    void isLoggedInWhenTheBrokerAgrees() throws Exception {
        firstMessage();
        assertThat(client.isComplete()).isFalse();
        client.evaluateChallenge("{\"version\":\"2020_10_22\",\"request-id\":\"1\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(client.isComplete()).isTrue();
    }
}
