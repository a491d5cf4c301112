package dev.wharf.kafka;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.TestAuthority;
import dev.wharf.client.TestIdentity;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS with brokers that show a certificate, and with others that want one of ours, in every form that it may have. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ClientSecurityTlsIT {
    private static final String PASSWORD = "s3cr3t-of-store";
    private static final TestAuthority AUTHORITY = TestAuthority.named("authority");
    private static final TestAuthority STRANGER = TestAuthority.named("stranger");

    @TempDir
    private static Path folder;

    /** Wants no certificate of ours. */
    private static EmbeddedKafka tls;

    private static EmbeddedKafka mutual;

    @BeforeAll
    static void start() throws IOException {
        Path store = AUTHORITY.issue("broker").writeTo(folder.resolve("broker.p12"), "PKCS12", PASSWORD);
        Path trusted = Files.writeString(folder.resolve("trusted.pem"), AUTHORITY.pem());
        tls = EmbeddedKafka.builder().tls(store, PASSWORD).start();
        mutual = EmbeddedKafka.builder()
                .tls(store, PASSWORD)
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
        tls.close();
        mutual.close();
    }

    /** How certificates and keys are given. */
    enum Form {
        PKCS12,
        JKS,
        PEM_FILE,
        PEM_TEXT,
        PEM_FILES_APART;

        Map<String, String> trust(TestAuthority authority) throws IOException {
            return switch (this) {
                case PKCS12, JKS ->
                    Map.of(
                            "ssl.truststore.location",
                            authority.writeTo(file("trust"), name(), PASSWORD).toString(),
                            "ssl.truststore.type",
                            name(),
                            "ssl.truststore.password",
                            PASSWORD);
                case PEM_FILE ->
                    Map.of("ssl.truststore.location", text("trust", authority.pem()), "ssl.truststore.type", "PEM");
                case PEM_TEXT -> Map.of("ssl.truststore.certificates", authority.pem(), "ssl.truststore.type", "PEM");
                case PEM_FILES_APART -> Map.of("ssl.ca.location", text("ca.crt", authority.pem()));
            };
        }

        Map<String, String> show(TestIdentity identity) throws IOException {
            return switch (this) {
                case PKCS12, JKS ->
                    Map.of(
                            "ssl.keystore.location",
                            identity.writeTo(file("own"), name(), PASSWORD).toString(),
                            "ssl.keystore.type",
                            name(),
                            "ssl.keystore.password",
                            PASSWORD);
                case PEM_FILE ->
                    Map.of(
                            "ssl.keystore.location",
                            text("own", identity.keyPem(PASSWORD) + identity.chainPem()),
                            "ssl.keystore.type",
                            "PEM",
                            "ssl.key.password",
                            PASSWORD);
                case PEM_TEXT ->
                    Map.of(
                            "ssl.keystore.key",
                            identity.keyPem(PASSWORD),
                            "ssl.keystore.certificate.chain",
                            identity.chainPem(),
                            "ssl.keystore.type",
                            "PEM",
                            "ssl.key.password",
                            PASSWORD);
                case PEM_FILES_APART ->
                    Map.of(
                            "ssl.certificate.location",
                            text("tls.crt", identity.chainPem()),
                            "ssl.key.location",
                            text("tls.key", identity.keyPem(PASSWORD)),
                            "ssl.key.password",
                            PASSWORD);
            };
        }

        private Path file(String name) {
            return folder.resolve(this + "-" + name);
        }

        private String text(String name, String text) throws IOException {
            return Files.writeString(file(name), text).toString();
        }
    }

    private static ClientSettings client(EmbeddedKafka kafka, Map<String, String> trust, Map<String, String> show) {
        Map<String, String> settings = new HashMap<>(trust);
        settings.putAll(show);
        settings.put("security.protocol", "SSL");
        return new ClientSettings(kafka.bootstrapServers(), settings);
    }

    @ParameterizedTest
    @EnumSource(names = {"PKCS12", "PEM_FILES_APART"}) // with the others it does so where it shows a certificate, too
    void talksToABrokerThatItTrusts(Form form) throws Exception {
        Login.assertServes(client(tls, form.trust(AUTHORITY), Map.of()));
    }

    @ParameterizedTest
    @EnumSource
    void saysThatItDoesNotTrustTheBroker(Form form) throws Exception {
        ClientSettings client = client(tls, form.trust(STRANGER), Map.of());
        Login.assertRefused(client)
                .hasMessageStartingWith("no TLS with brokers " + client.brokers() + ": SSL handshake failed: ")
                .hasMessageContaining("unable to find valid certification path")
                .hasMessageMatching(
                        "(?s).*check that ssl\\.(truststore|ca)\\.\\S+ holds their certificate authority.*");
    }

    @ParameterizedTest
    @EnumSource
    void showsItsCertificateToABrokerThatWantsOne(Form form) throws Exception {
        Login.assertServes(client(mutual, form.trust(AUTHORITY), form.show(AUTHORITY.issue("user"))));
    }

    @Test
    void saysThatTheBrokerWantsACertificate() throws Exception {
        Login.assertRefused(client(mutual, Form.PKCS12.trust(AUTHORITY), Map.of()))
                .hasMessageContaining("they want a certificate of ours; set ssl.keystore.location, or"
                        + " ssl.certificate.location and ssl.key.location");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheBrokerDoesNotTrustItsCertificate(Form form) throws Exception {
        Login.assertRefused(client(mutual, form.trust(AUTHORITY), form.show(STRANGER.issue("user"))))
                .hasMessageContaining("check that the brokers trust the certificate of ssl.");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatThePasswordOfTheKeyIsWrong(Form form) throws Exception {
        Map<String, String> show = new HashMap<>(form.show(AUTHORITY.issue("user")));
        show.replaceAll((key, value) -> key.endsWith(".password") ? "wr0ng-s3cr3t" : value);
        ClientSettings client = client(mutual, form.trust(AUTHORITY), show);
        Login.assertRefused(client)
                .hasMessageStartingWith("no client for brokers " + client.brokers() + ": ")
                .hasMessageMatching("(?s).*; check ssl\\..*ssl\\.key(store)?\\.password.*");
    }
}
