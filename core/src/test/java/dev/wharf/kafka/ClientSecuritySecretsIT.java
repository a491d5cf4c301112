package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.wharf.client.ClientSettings;
import dev.wharf.client.JaasText;
import dev.wharf.client.LogLines;
import dev.wharf.client.TestAuthority;
import dev.wharf.client.TestIdentity;
import dev.wharf.devstack.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are planted wherever a login has one, and looked for in all that Wharf and Kafka's client say. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ClientSecuritySecretsIT {
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.";
    private static final String AUDIENCE = "kafka-of-this-test";
    private static final String USER = "ann";
    private static final String PLAIN_PASSWORD = "s3cr3t-of-plain-5d20";
    private static final String SCRAM_PASSWORD = "s3cr3t-of-scram-e81b";
    private static final String STORE_PASSWORD = "s3cr3t-of-store-11c7";
    private static final String KEY_PASSWORD = "s3cr3t-of-key-94fa";
    private static final String WRONG = "wr0ng-s3cr3t-c0de";

    private static final TestAuthority AUTHORITY = TestAuthority.named("authority");
    private static final TestIdentity IDENTITY = AUTHORITY.issue(USER);
    private static final String KEY = IDENTITY.keyPem();
    private static final String ENCRYPTED_KEY = IDENTITY.keyPem(KEY_PASSWORD);

    @TempDir
    private static Path folder;

    private static TokenServer tokens;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        tokens = new TokenServer(AUDIENCE);
        System.setProperty(ALLOWED_URLS, tokens.keysUrl());
        Path trusted = Files.writeString(folder.resolve("trusted.pem"), AUTHORITY.pem());
        kafka = EmbeddedKafka.builder()
                .tls(AUTHORITY.issue("broker").writeTo(folder.resolve("broker.p12"), "PKCS12", "changeit"), "changeit")
                .saslPlain(Map.of(USER, PLAIN_PASSWORD))
                .saslScram(USER, SCRAM_PASSWORD)
                .sasl(
                        "OAUTHBEARER",
                        Map.of(
                                "sasl.jaas.config",
                                OAUTH + "OAuthBearerLoginModule required;",
                                "sasl.server.callback.handler.class",
                                OAUTH + "OAuthBearerValidatorCallbackHandler",
                                "sasl.oauthbearer.jwks.endpoint.url",
                                tokens.keysUrl(),
                                "sasl.oauthbearer.expected.issuer",
                                tokens.issuer(),
                                "sasl.oauthbearer.expected.audience",
                                AUDIENCE))
                .brokerSettings(Map.of(
                        "listener.name.client.ssl.client.auth",
                        "requested",
                        "listener.name.client.ssl.truststore.location",
                        trusted.toString(),
                        "listener.name.client.ssl.truststore.type",
                        "PEM"))
                .start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
        tokens.close();
        System.clearProperty(ALLOWED_URLS);
    }

    private static ClientSettings client(Map<String, String> login, Map<String, String> show) {
        Map<String, String> settings = new HashMap<>(login);
        settings.putAll(show);
        settings.put("security.protocol", "SASL_SSL");
        settings.put("ssl.truststore.certificates", AUTHORITY.pem());
        settings.put("ssl.truststore.type", "PEM");
        return new ClientSettings(kafka.bootstrapServers(), settings);
    }

    private static Map<String, String> byPassword(String mechanism, String password) {
        return Map.of("sasl.mechanism", mechanism, "sasl.jaas.config", JaasText.of(mechanism, USER, password));
    }

    private static Map<String, String> byToken(String jaas, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("sasl.mechanism", "OAUTHBEARER");
        settings.put("sasl.login.callback.handler.class", OAUTH + "OAuthBearerLoginCallbackHandler");
        settings.put("sasl.oauthbearer.token.endpoint.url", tokens.tokenUrl());
        settings.put("sasl.jaas.config", OAUTH + "OAuthBearerLoginModule required" + jaas + ";");
        return settings;
    }

    private static Map<String, String> asSettings(String secret) {
        return byToken(
                "",
                Map.of(
                        "sasl.oauthbearer.client.credentials.client.id",
                        TokenServer.CLIENT_ID,
                        "sasl.oauthbearer.client.credentials.client.secret",
                        secret));
    }

    private static Map<String, String> asOptions(String secret) {
        return byToken(" clientId=\"" + TokenServer.CLIENT_ID + "\" clientSecret=\"" + secret + "\"", Map.of());
    }

    private static Map<String, String> store(String password) {
        return Map.of(
                "ssl.keystore.location",
                IDENTITY.writeTo(folder.resolve("own.p12"), "PKCS12", STORE_PASSWORD)
                        .toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.password",
                password);
    }

    private static Map<String, String> pemText(String key) {
        return Map.of(
                "ssl.keystore.key",
                key,
                "ssl.keystore.certificate.chain",
                IDENTITY.chainPem(),
                "ssl.keystore.type",
                "PEM");
    }

    private static Map<String, String> pemWithPassword(String password) {
        Map<String, String> settings = new HashMap<>(pemText(ENCRYPTED_KEY));
        settings.put("ssl.key.password", password);
        return settings;
    }

    private static List<ClientSettings> right() {
        return List.of(
                client(byPassword("PLAIN", PLAIN_PASSWORD), store(STORE_PASSWORD)),
                client(byPassword("SCRAM-SHA-512", SCRAM_PASSWORD), pemWithPassword(KEY_PASSWORD)),
                client(asSettings(TokenServer.CLIENT_SECRET), pemText(KEY)));
    }

    private static List<ClientSettings> wrong() {
        return List.of(
                client(byPassword("PLAIN", WRONG), store(STORE_PASSWORD)),
                client(byPassword("SCRAM-SHA-512", WRONG), pemWithPassword(KEY_PASSWORD)),
                client(asSettings(WRONG), pemText(KEY)),
                client(asOptions(WRONG), Map.of()),
                client(byPassword("PLAIN", PLAIN_PASSWORD), store(WRONG)),
                client(byPassword("PLAIN", PLAIN_PASSWORD), pemWithPassword(WRONG)),
                client(byPassword("PLAIN", PLAIN_PASSWORD), pemText(KEY.substring(0, 120))));
    }

    /** All that must not be told, also in the forms in which it travels. */
    private static List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of("s3cr3t"));
        secrets.addAll(tokens.tokens());
        Stream.of(PLAIN_PASSWORD, WRONG)
                .flatMap(password -> Stream.of(USER + ":" + password, "\0" + USER + "\0" + password))
                .forEach(login -> secrets.add(base64(login)));
        Stream.of(TokenServer.CLIENT_SECRET, WRONG)
                .forEach(secret -> secrets.add(base64(TokenServer.CLIENT_ID + ":" + secret)));
        Stream.of(KEY, ENCRYPTED_KEY)
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("-----"))
                .forEach(secrets::add);
        return secrets;
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noLogLineAndNoErrorShowsASecret() throws Exception {
        List<String> told = new ArrayList<>();
        try (LogLines log = LogLines.ofAll(Level.DEBUG)) {
            for (ClientSettings client : right()) {
                Login.assertServes(client);
            }
            for (ClientSettings client : wrong()) {
                Login.refusals(client).forEach(refusal -> told.add(Login.textOf(refusal)));
            }
            told.addAll(log.all());
        }
        assertThat(told).anyMatch(text -> text.contains("ConsumerConfig values"));
        assertThat(told).anyMatch(text -> text.startsWith("DEBUG org.apache.kafka.common.security"));
        assertThat(secrets())
                .hasSizeGreaterThan(10)
                .allSatisfy(secret -> assertThat(told.stream().filter(text -> text.contains(secret)))
                        .isEmpty());
    }
}
