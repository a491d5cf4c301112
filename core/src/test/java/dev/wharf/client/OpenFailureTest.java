package dev.wharf.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;

/** What is made of Kafka's nested exceptions; the real ones of token server and KDC are in ClientSecurity*IT. */
final class OpenFailureTest {
    private static final ClientSettings PLAINTEXT = ClientSettings.of("b:1");

    private static WharfException opening(ClientSettings client, Throwable reason) {
        KafkaException network = new KafkaException("Failed to create new NetworkClient", reason);
        return OpenFailure.of(
                client, ErrorCode.CONFIGURATION, new KafkaException("Failed to create new KafkaAdminClient", network));
    }

    private static ClientSettings sasl(String mechanism) {
        return new ClientSettings("b:1", Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", mechanism));
    }

    @Test
    void saysTheInnermostReason() {
        WharfException failure =
                opening(PLAINTEXT, new KafkaException("Failed to load", new NoSuchFileException("/no/ca.pem")));
        assertThat(failure).hasMessage("no client for brokers b:1: NoSuchFileException: /no/ca.pem");
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(opening(PLAINTEXT, new IllegalArgumentException("No serviceName defined")))
                .hasMessage("no client for brokers b:1: No serviceName defined");
    }

    @Test
    void aLoginThatFailsIsTheEnvironmentsFault() {
        LoginException login = new LoginException("Checksum failed");
        login.initCause(new IOException("deeper"));
        WharfException failure = opening(sasl("PLAIN"), new KafkaException(login));
        assertThat(failure)
                .hasMessage("no login for brokers b:1 by sasl.mechanism = PLAIN: Checksum failed; check"
                        + " sasl.jaas.config");
        assertThat(failure.code()).isEqualTo(ErrorCode.ENVIRONMENT);
    }

    @Test
    void readsTheReasonOutOfAStackTraceInAText() {
        String text = "org.apache.kafka.X: outer\n\tat a.b.C.d(C.java:1)\nCaused by: x.Y: middle\n\t... 3 more\n"
                + "Caused by: " + new UnknownHostException("login.example.org") + "\n\t... 4 more\n";
        assertThat(opening(sasl("OAUTHBEARER"), new LoginException(text)))
                .hasMessage("no login for brokers b:1 by sasl.mechanism = OAUTHBEARER: UnknownHostException:"
                        + " login.example.org; check client id, client secret and"
                        + " sasl.oauthbearer.token.endpoint.url");
    }

    @Test
    void aSilentBrokerMayBeAServiceThatTheKdcDoesNotKnow() {
        TimeoutException timeout = new TimeoutException();
        assertThat(OpenFailure.silence(PLAINTEXT, Duration.ofSeconds(5), timeout))
                .hasMessage("no broker answers at b:1 within 5 s; start it, or correct --brokers");
        assertThat(OpenFailure.silence(sasl("GSSAPI"), Duration.ofSeconds(5), timeout))
                .hasMessage("no broker answers at b:1 within 5 s, or the KDC knows no such service there; start it, or"
                        + " correct --brokers or sasl.kerberos.service.name");
    }

    private static WharfException refusing(Map<String, String> settings, String reason) {
        return OpenFailure.refused(
                new ClientSettings("b:1", settings),
                new SslAuthenticationException("SSL handshake failed", new SSLHandshakeException(reason)));
    }

    @Test
    void aCertificateThatIsNotTrustedNamesTheSettingThatTrustsOthers() {
        String reason = "PKIX path building failed";
        assertThat(refusing(Map.of("security.protocol", "SSL", "ssl.ca.location", "/ca.pem"), reason))
                .hasMessage("no TLS with brokers b:1: SSL handshake failed: PKIX path building failed; check that"
                        + " ssl.ca.location holds their certificate authority, that their certificate names the host as"
                        + " it is written here, and security.protocol");
        assertThat(refusing(Map.of("security.protocol", "SSL"), reason))
                .hasMessageContaining("check that the JDK knows their certificate authority (else set"
                        + " ssl.truststore.location or ssl.ca.location)");
    }

    @Test
    void brokersThatGiveUpTheHandshakeDoNotTrustUs() {
        String reason = "Received fatal alert: certificate_required";
        assertThat(refusing(Map.of("security.protocol", "SSL"), reason))
                .hasMessageEndingWith("certificate_required; they want a certificate of ours; set"
                        + " ssl.keystore.location, or ssl.certificate.location and ssl.key.location");
        assertThat(refusing(Map.of("ssl.keystore.location", "/own.p12"), reason))
                .hasMessageEndingWith("check that the brokers trust the certificate of ssl.keystore.location");
    }

    @Test
    void brokersThatRefuseALoginSayWhatToCheckByMechanism() {
        AuthenticationException refusal = new SaslAuthenticationException("Authentication failed");
        assertThat(OpenFailure.refused(sasl("SCRAM-SHA-256"), refusal))
                .hasMessage("brokers b:1 refuse the login; check user name, password, sasl.mechanism and"
                        + " security.protocol: Authentication failed");
        assertThat(OpenFailure.refused(sasl("OAUTHBEARER"), refusal))
                .hasMessageContaining("check whom the token is for (issuer, audience, sasl.oauthbearer.scope): ");
        assertThat(OpenFailure.refused(sasl("AWS_MSK_IAM"), refusal))
                .hasMessageContaining("check the credentials, and what IAM allows them: ");
        assertThat(OpenFailure.refused(sasl("AWS_MSK_IAM"), new UnsupportedSaslMechanismException("not enabled")))
                .hasMessage("brokers b:1 refuse the login; check sasl.mechanism: not enabled");
    }
}
