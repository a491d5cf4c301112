package dev.wharf.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wharf.error.WharfException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys, of both sides. */
@Timeout(120)
final class TlsTest {
    private static final String PASSWORD = "s3cr3t";

    @TempDir
    private Path folder;

    private final TestAuthority authority = TestAuthority.named("servers");
    private final TestTime time = new TestTime();
    private final WebServer server;

    TlsTest() throws GeneralSecurityException, IOException {
        this.server = WebServer.startTls(serverContext(Files.createTempDirectory("tls")), true);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private SSLContext serverContext(Path files) throws GeneralSecurityException, IOException {
        Path keys = authority.issue("server").writeTo(files.resolve("server.p12"), "PKCS12", PASSWORD);
        Path trusted = authority.writeTo(files.resolve("trusted.p12"), "PKCS12", PASSWORD);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(KeyStore.getInstance(trusted.toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }

    private Path written(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> pemFiles() {
        TestIdentity client = authority.issue("client");
        return Map.of(
                "ssl.ca.location", written("ca.pem", authority.pem()).toString(),
                "ssl.certificate.location",
                        written("client.pem", client.chainPem()).toString(),
                "ssl.key.location",
                        written("client.key", client.keyPem(PASSWORD)).toString(),
                "ssl.key.password", PASSWORD);
    }

    private HttpCaller caller(URI url, Map<String, String> tls) {
        return new HttpCaller(HttpSettings.of(url).withTls(tls), time.timing());
    }

    private void answers(Map<String, String> tls) {
        try (HttpCaller caller = caller(server.url(), tls)) {
            assertThat(caller.call(HttpCall.get("/x")).ok()).isTrue();
            assertThat(caller.toString()).doesNotContain(PASSWORD);
        }
    }

    private HttpFailure failure(Map<String, String> tls) {
        try (HttpCaller caller = caller(server.url(), tls)) {
            return catchThrowableOfType(HttpFailure.class, () -> caller.call(HttpCall.get("/x")));
        }
    }

    @Test
    void showsACertificateFromPemFiles() {
        answers(pemFiles());
    }

    @Test
    void showsACertificateFromKeyStores() {
        answers(Map.of(
                "ssl.truststore.location",
                authority.writeTo(folder.resolve("t.p12"), "PKCS12", PASSWORD).toString(),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                PASSWORD,
                "ssl.keystore.location",
                authority
                        .issue("client")
                        .writeTo(folder.resolve("k.p12"), "PKCS12", PASSWORD)
                        .toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.password",
                PASSWORD,
                "ssl.key.password",
                PASSWORD));
    }

    @Test
    void trustsNobodyElse() {
        Map<String, String> tls = new HashMap<>(pemFiles());
        tls.put(
                "ssl.ca.location",
                written("other.pem", TestAuthority.named("others").pem()).toString());

        HttpFailure failure = failure(tls);

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TLS);
        assertThat(failure).hasMessageContaining("ssl.ca.location");
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void isRefusedWithoutACertificate() {
        HttpFailure failure = failure(
                Map.of("ssl.ca.location", written("ca.pem", authority.pem()).toString()));

        assertThat(failure.kind()).isIn(HttpFailure.Kind.TLS, HttpFailure.Kind.BROKEN);
    }

    @Test
    void readsFilesAgainThatHaveChanged() {
        Map<String, String> tls = pemFiles();
        Path authorities = written("ca.pem", TestAuthority.named("others").pem());
        try (HttpCaller caller = caller(server.url(), tls)) {
            HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> caller.call(HttpCall.get("/x")));
            assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TLS);

            assertThat(written("ca.pem", authority.pem() + "\n")).isEqualTo(authorities);
            assertThat(caller.call(HttpCall.get("/x")).ok()).isTrue();
        }
    }

    @Test
    void saysAtOnceWhichFileIsOfNoUse() {
        Map<String, String> tls =
                Map.of("ssl.ca.location", written("ca.pem", "nothing").toString());
        assertThatThrownBy(() -> caller(server.url(), tls))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("ssl.ca.location");
    }
}
