package dev.wharf.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of certificates and keys that change while a client runs; a server in memory says whom it sees. */
final class ReloadingSslEngineFactoryTest {
    private static final String PASSWORD = "s3cr3t-of-store";
    private static final TestAuthority FIRST = TestAuthority.named("first authority");
    private static final TestAuthority SECOND = TestAuthority.named("second authority");
    private static final TestIdentity BEFORE = FIRST.issue("before");
    private static final TestIdentity AFTER = SECOND.issue("after");

    @TempDir
    private Path folder = Path.of("");

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** As a client parses them. */
    private static Map<String, Object> parsed(Map<String, String> settings) {
        ConfigDef definition = new ConfigDef(TlsSettings.DEFINITION);
        SslConfigs.addClientSslSupport(definition);
        return definition.parse(settings);
    }

    private ReloadingSslEngineFactory client(Map<String, String> settings) {
        Map<String, String> whole = new HashMap<>(settings);
        if (!settings.containsKey("ssl.truststore.location") && !settings.containsKey("ssl.ca.location")) {
            whole.put(
                    "ssl.ca.location",
                    write("ca.pem", FIRST.pem() + SECOND.pem()).toString());
        }
        ReloadingSslEngineFactory factory = new ReloadingSslEngineFactory();
        factory.configure(parsed(whole));
        return factory;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whom a server that trusts both authorities sees when the client connects now. */
    private static String seen(ReloadingSslEngineFactory client, TestIdentity server) throws SSLException {
        DefaultSslEngineFactory engines = new DefaultSslEngineFactory();
        Map<String, Object> settings = parsed(Map.of(
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.key",
                server.keyPem(),
                "ssl.keystore.certificate.chain",
                server.chainPem(),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                FIRST.pem() + SECOND.pem()));
        settings.put(BrokerSecurityConfigs.SSL_CLIENT_AUTH_CONFIG, "required");
        engines.configure(settings);
        return TlsHandshake.clientAsSeen(
                client.createClientSslEngine("127.0.0.1", 9093, "HTTPS"),
                engines.createServerSslEngine("127.0.0.1", 40_000));
    }

    private static String seen(ReloadingSslEngineFactory client) throws SSLException {
        return seen(client, BEFORE);
    }

    /** A form in which keys are kept, and how to write it. */
    record Form(String name, Map<String, String> settings, BiConsumer<Path, TestIdentity> writer) {
        Map<String, String> in(Path folder) {
            Map<String, String> placed = new HashMap<>(settings);
            placed.replaceAll((key, value) ->
                    key.endsWith("location") ? folder.resolve(value).toString() : value);
            return placed;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Form store(String type) {
        return new Form(
                type,
                Map.of(
                        "ssl.keystore.location", "store",
                        "ssl.keystore.type", type,
                        "ssl.keystore.password", PASSWORD),
                (folder, identity) -> identity.writeTo(folder.resolve("store"), type, PASSWORD));
    }

    private static void text(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final List<Form> FORMS = List.of(
            store("PKCS12"),
            store("JKS"),
            new Form(
                    "PEM",
                    Map.of("ssl.keystore.location", "both.pem", "ssl.keystore.type", "PEM"),
                    (folder, identity) -> text(folder.resolve("both.pem"), identity.keyPem() + identity.chainPem())),
            new Form(
                    "PEM with a password",
                    Map.of(
                            "ssl.keystore.location", "both.pem",
                            "ssl.keystore.type", "PEM",
                            "ssl.key.password", PASSWORD),
                    (folder, identity) ->
                            text(folder.resolve("both.pem"), identity.keyPem(PASSWORD) + identity.chainPem())),
            new Form(
                    "PEM files",
                    Map.of(
                            "ssl.certificate.location", "tls.crt",
                            "ssl.key.location", "tls.key",
                            "ssl.key.password", PASSWORD),
                    (folder, identity) -> {
                        text(folder.resolve("tls.crt"), identity.chainPem());
                        text(folder.resolve("tls.key"), identity.keyPem(PASSWORD));
                    }));

    @ParameterizedTest
    @FieldSource("FORMS")
    void theNextConnectionShowsTheNewCertificate(Form form) throws Exception {
        form.writer().accept(folder, BEFORE);
        ReloadingSslEngineFactory client = client(form.in(folder));
        assertThat(seen(client)).isEqualTo("CN=before");
        form.writer().accept(folder, AFTER);
        assertThat(seen(client)).isEqualTo("CN=after");
    }

    static Stream<Arguments> trustStores() {
        return Stream.of(
                Arguments.of(Map.of("ssl.ca.location", "trusted.pem")),
                Arguments.of(Map.of("ssl.truststore.location", "trusted.pem", "ssl.truststore.type", "PEM")),
                Arguments.of(Map.of(
                        "ssl.truststore.location", "trusted.p12",
                        "ssl.truststore.type", "PKCS12",
                        "ssl.truststore.password", PASSWORD)));
    }

    @ParameterizedTest
    @MethodSource("trustStores")
    void theNextConnectionTrustsTheNewAuthority(Map<String, String> settings) throws Exception {
        Form form = FORMS.get(0);
        form.writer().accept(folder, BEFORE);
        trust(FIRST);
        Map<String, String> whole = new HashMap<>(form.in(folder));
        settings.forEach((key, value) ->
                whole.put(key, key.endsWith("location") ? file(value).toString() : value));
        ReloadingSslEngineFactory client = client(whole);
        assertThat(seen(client, BEFORE)).isEqualTo("CN=before");
        assertThatThrownBy(() -> seen(client, AFTER)).isInstanceOf(SSLException.class);
        trust(SECOND);
        assertThat(seen(client, AFTER)).isEqualTo("CN=before");
        assertThatThrownBy(() -> seen(client, BEFORE)).isInstanceOf(SSLException.class);
    }

    private void trust(TestAuthority authority) {
        write("trusted.pem", authority.pem());
        authority.writeTo(file("trusted.p12"), "PKCS12", PASSWORD);
    }

    /** As Kubernetes renews a mounted secret: files are links into ..data, which is a link to the current folder. */
    @Test
    void noticesALinkThatLeadsElsewhere() throws Exception {
        Form form = FORMS.get(4);
        for (TestIdentity identity : List.of(BEFORE, AFTER)) {
            Path version = Files.createDirectory(file(".." + identity));
            form.writer().accept(version, identity);
            setTime(version.resolve("tls.crt"));
            setTime(version.resolve("tls.key"));
        }
        Files.createSymbolicLink(file("..data"), Path.of(".." + BEFORE));
        Files.createSymbolicLink(file("tls.crt"), Path.of("..data/tls.crt"));
        Files.createSymbolicLink(file("tls.key"), Path.of("..data/tls.key"));
        ReloadingSslEngineFactory client = client(form.in(folder));
        assertThat(seen(client)).isEqualTo("CN=before");
        Files.createSymbolicLink(file("..data_tmp"), Path.of(".." + AFTER));
        Files.move(file("..data_tmp"), file("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(seen(client)).isEqualTo("CN=after");
    }

    private static void setTime(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    }

    @Test
    void noticesAnotherFileOfTheSameLengthAndTime() throws Exception {
        String before = BEFORE.keyPem() + BEFORE.chainPem();
        String after = AFTER.keyPem() + AFTER.chainPem();
        int length = Math.max(before.length(), after.length());
        Map<String, String> settings = FORMS.get(2).in(folder);
        setTime(write("both.pem", padded(before, length)));
        ReloadingSslEngineFactory client = client(settings);
        setTime(write("new.pem", padded(after, length)));
        Files.move(file("new.pem"), file("both.pem"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(seen(client)).isEqualTo("CN=after");
    }

    private static String padded(String text, int length) {
        return text + "\n".repeat(length - text.length());
    }

    @Test
    void filesThatAreAsTheyWereAreNotReadAgain() throws Exception {
        FORMS.get(0).writer().accept(folder, BEFORE);
        ReloadingSslEngineFactory client = client(FORMS.get(0).in(folder));
        KeyStore before = client.keystore();
        assertThat(seen(client)).isEqualTo("CN=before");
        assertThat(client.keystore()).isSameAs(before);
    }

    /** What may be found in the place of a store. */
    enum Broken {
        GARBAGE,
        HALF,
        EMPTY,
        GONE,
        OTHER_PASSWORD
    }

    static Stream<Arguments> broken() {
        return FORMS.stream().flatMap(form -> Stream.of(Broken.values()).map(broken -> Arguments.of(form, broken)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenFileLeavesTheFormerOneInUseAndIsToldOnce(Form form, Broken broken) throws Exception {
        form.writer().accept(folder, BEFORE);
        ReloadingSslEngineFactory client = client(form.in(folder));
        try (LogLines log = LogLines.of(ReloadingSslEngineFactory.class)) {
            damage(form, broken);
            assertThat(seen(client)).isEqualTo("CN=before");
            assertThat(seen(client)).isEqualTo("CN=before");
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains(folder.toString(), "cannot be used", "stays in use")
                    .doesNotContain(PASSWORD, "s3cr3t", BEFORE.keyPem().substring(30, 60));
            form.writer().accept(folder, AFTER);
            assertThat(seen(client)).isEqualTo("CN=after");
            assertThat(log.containing("INFO ")).hasSize(1);
        }
    }

    private void damage(Form form, Broken broken) throws IOException {
        form.writer().accept(folder, AFTER);
        String name = form.settings().containsKey("ssl.key.location") ? "ssl.key.location" : "ssl.keystore.location";
        Path file = file(form.settings().getOrDefault(name, ""));
        byte[] whole = Files.readAllBytes(file);
        switch (broken) {
            case GARBAGE -> Files.writeString(file, "these are not the keys that you are looking for");
            case HALF -> Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            case EMPTY -> Files.write(file, new byte[0]);
            case GONE -> Files.delete(file);
            case OTHER_PASSWORD -> otherPassword(form, file);
        }
    }

    private static void otherPassword(Form form, Path file) throws IOException {
        String type = form.settings().getOrDefault("ssl.keystore.type", "PEM");
        if (type.equals("PEM")) {
            Files.writeString(file, AFTER.keyPem("an0ther-s3cr3t") + AFTER.chainPem());
        } else {
            AFTER.writeTo(file, type, "an0ther-s3cr3t");
        }
    }

    @Test
    void aKeyThatIsNotThatOfTheCertificateIsAsGoodAsBroken() throws Exception {
        Form form = FORMS.get(4);
        form.writer().accept(folder, BEFORE);
        ReloadingSslEngineFactory client = client(form.in(folder));
        try (LogLines log = LogLines.of(ReloadingSslEngineFactory.class)) {
            write("tls.crt", AFTER.chainPem()); // the key is still to come
            assertThat(seen(client)).isEqualTo("CN=before");
            assertThat(log.all()).singleElement().asString().contains("the private key is not that of the certificate");
            write("tls.key", AFTER.keyPem(PASSWORD));
            assertThat(seen(client)).isEqualTo("CN=after");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-----BEGIN CERTIFICATE-----\nMIIB"})
    void authoritiesThatAreHalfWrittenLeaveTheFormerOnesInUse(String text) throws Exception {
        FORMS.get(0).writer().accept(folder, BEFORE);
        ReloadingSslEngineFactory client = client(FORMS.get(0).in(folder));
        write("ca.pem", text);
        assertThat(seen(client)).isEqualTo("CN=before");
    }

    @Test
    void whatIsWrongFromTheStartIsAnErrorThatNamesTheSettings() {
        FORMS.get(0).writer().accept(folder, BEFORE);
        Map<String, String> settings = new HashMap<>(FORMS.get(0).in(folder));
        settings.put("ssl.keystore.password", "wr0ng-s3cr3t");
        assertThatThrownBy(() -> client(settings))
                .isInstanceOf(TlsFailure.class)
                .hasMessage("Failed to load SSL keystore " + file("store") + " of type PKCS12: keystore password was"
                        + " incorrect; check ssl.keystore.location, ssl.keystore.type, ssl.ca.location,"
                        + " ssl.keystore.password");
        assertThatThrownBy(() -> client(Map.of(
                        "ssl.certificate.location", file("no.crt").toString(),
                        "ssl.key.location", file("no.key").toString())))
                .hasMessage(file("no.crt") + ", " + file("no.key") + " cannot be found; check"
                        + " ssl.certificate.location, ssl.key.location, ssl.ca.location");
    }

    @Test
    void aStoreWithoutAKeyIsAnError() {
        FIRST.writeTo(file("store"), "PKCS12", PASSWORD);
        assertThatThrownBy(() -> client(FORMS.get(0).in(folder)))
                .hasMessageContaining("the key store holds no private key");
    }
}
