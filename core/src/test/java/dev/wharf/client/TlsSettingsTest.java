package dev.wharf.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings of TLS there are, what does not go together, and which client gets the factory that reloads. */
final class TlsSettingsTest {
    private static final Map<String, String> APART = Map.of(
            "security.protocol", "SSL",
            "ssl.certificate.location", "/tls.crt",
            "ssl.key.location", "/tls.key",
            "ssl.key.password", "s3cr3t",
            "ssl.ca.location", "/ca.crt");

    private static List<String> conflicts(Map<String, String> settings) {
        return ClientRules.conflicts(settings);
    }

    @Test
    void filesApartAreSettingsLikeOthers() {
        for (ClientRules rules : List.of(ClientRules.consumer(), ClientRules.producer())) {
            APART.forEach((key, value) ->
                    assertThat(rules.problem(key, value)).as(key).isEmpty());
            assertThat(rules.problem("ssl.ca.location", "")).isPresent();
            assertThat(rules.names()).contains("ssl.ca.location", "ssl.truststore.location");
        }
        assertThat(conflicts(APART)).isEmpty();
    }

    @Test
    void aKeyNeedsItsCertificateAndTheOtherWayRound() {
        assertThat(conflicts(Map.of("ssl.key.location", "/tls.key")))
                .containsExactly("ssl.certificate.location and ssl.key.location belong together; set both");
        assertThat(conflicts(Map.of("ssl.certificate.location", "/tls.crt"))).hasSize(1);
    }

    @Test
    void oneThingIsSaidInOneWay() {
        assertThat(conflicts(Map.of(
                        "ssl.certificate.location", "/tls.crt",
                        "ssl.key.location", "/tls.key",
                        "ssl.keystore.location", "/own.p12",
                        "ssl.keystore.password", "s3cr3t")))
                .containsExactly(
                        "ssl.certificate.location takes the place of ssl.keystore.location; remove one of them",
                        "ssl.certificate.location takes the place of ssl.keystore.password; remove one of them");
        assertThat(conflicts(Map.of("ssl.ca.location", "/ca.crt", "ssl.truststore.certificates", "x")))
                .contains("ssl.ca.location takes the place of ssl.truststore.certificates; remove one of them");
    }

    @Test
    void anotherFactoryWouldNotReadThem() {
        assertThat(conflicts(Map.of("ssl.ca.location", "/ca.crt", "ssl.engine.factory.class", "x.Y")))
                .containsExactly("ssl.ca.location is not read by another ssl.engine.factory.class; remove one of them");
    }

    @Test
    void pemTextsAreOfTheTypePem() {
        Map<String, String> untyped = Map.of(
                "ssl.keystore.key", "x", "ssl.keystore.certificate.chain", "y", "ssl.truststore.certificates", "z");
        assertThat(conflicts(untyped))
                .containsExactly(
                        "ssl.keystore.key is a PEM text; add ssl.keystore.type = PEM",
                        "ssl.truststore.certificates is a PEM text; add ssl.truststore.type = PEM");
        assertThat(conflicts(Map.of("ssl.truststore.certificates", "z", "ssl.truststore.type", "PEM")))
                .isEmpty();
        assertThat(conflicts(Map.of("ssl.truststore.certificates", "z", "ssl.truststore.type", "${env:TYPE}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.keystore.location",
                "ssl.truststore.location",
                "ssl.certificate.location",
                "ssl.ca.location",
                "ssl.keystore.key",
                "ssl.truststore.certificates"
            })
    void everyClientWithCertificatesReloadsThem(String key) {
        ClientSettings client = new ClientSettings("b:1", Map.of(key, "x"));
        for (Map<String, Object> config :
                List.of(client.consumer(Map.of()), client.producer(Map.of()), client.admin(Map.of()))) {
            assertThat(config)
                    .containsEntry(key, "x")
                    .containsEntry("ssl.engine.factory.class", ReloadingSslEngineFactory.class);
        }
    }

    @Test
    void withoutCertificatesOrWithAnotherFactoryKafkaDecides() {
        assertThat(ClientSettings.of("b:1").admin(Map.of())).doesNotContainKey("ssl.engine.factory.class");
        String other = DefaultSslEngineFactory.class.getName();
        assertThat(new ClientSettings(
                                "b:1", Map.of("ssl.truststore.location", "/t.p12", "ssl.engine.factory.class", other))
                        .admin(Map.of()))
                .containsEntry("ssl.engine.factory.class", other);
    }

    @Test
    void settingsNeverShowTheirValues() {
        assertThat(new ClientSettings("b:1", APART).toString())
                .contains("ssl.key.password")
                .doesNotContain("s3cr3t");
    }
}
