package dev.wharf.client;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's own factory of TLS engines, made anew when a file of certificates or keys has changed: the next connection
 * uses what is in the files then, and those that are open stay as they are. By itself a client of Kafka's reads the
 * files once, so one that runs longer than its certificate is valid cannot connect any more.
 *
 * <p>Files are looked at when a connection is made, and at no other time. While they cannot be used, because one of
 * them is broken, half written or gone, the former ones stay in use; the log says so once for each state of the files.
 *
 * <p>{@link ClientSettings} plugs it into each client. Its public methods are called by the one thread of a client that
 * makes its connections.
 */
public final class ReloadingSslEngineFactory implements SslEngineFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadingSslEngineFactory.class);

    private Map<String, ?> configs = Map.of();
    private List<Path> files = List.of();
    private @Nullable Loaded loaded;
    private @Nullable FileStamps refused;

    /** Called by Kafka. */
    public ReloadingSslEngineFactory() {}

    /**
     * What is in use.
     *
     * @param files as they were just before they were read, so that a change meanwhile is noticed
     */
    private record Loaded(DefaultSslEngineFactory engines, FileStamps files) {}

    @Override
    public void configure(Map<String, ?> given) {
        configs = given;
        try {
            files = TlsSettings.files(given);
            loaded = load(FileStamps.of(files));
        } catch (RuntimeException e) { // parsers of broken files throw whatever they stumble over
            throw TlsFailure.of(given, e);
        }
    }

    private Loaded load(FileStamps seen) {
        // Kafka would log an error of its own, each time.
        if (!seen.missing().isEmpty()) {
            throw new KafkaException(names(seen.missing()) + " cannot be found");
        }
        Map<String, Object> kafka = TlsSettings.forKafka(configs);
        DefaultSslEngineFactory engines = new DefaultSslEngineFactory();
        engines.configure(kafka);
        try {
            check(engines, kafka);
        } catch (GeneralSecurityException e) {
            throw new KafkaException(e);
        }
        return new Loaded(engines, seen);
    }

    private static void check(DefaultSslEngineFactory engines, Map<String, Object> kafka)
            throws GeneralSecurityException {
        KeyStore keys = engines.keystore();
        if (keys != null) {
            Object ofKey = kafka.get(SslConfigs.SSL_KEY_PASSWORD_CONFIG);
            Object password = ofKey == null ? kafka.get(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG) : ofKey;
            StoreCheck.requireKeys(
                    keys, password instanceof Password secret ? secret.value().toCharArray() : null);
        }
        KeyStore trusted = engines.truststore();
        if (trusted != null) {
            StoreCheck.requireCertificates(trusted);
        }
    }

    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, String endpointIdentification) {
        return upToDate().createClientSslEngine(peerHost, peerPort, endpointIdentification);
    }

    @Override
    public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
        return upToDate().createServerSslEngine(peerHost, peerPort);
    }

    /** What its engines are made of, up to date; for connections by sockets. */
    SSLContext context() {
        return upToDate().sslContext();
    }

    private DefaultSslEngineFactory upToDate() {
        FileStamps now = FileStamps.of(files);
        if (!now.equals(inUse().files())) {
            reload(now);
        }
        return inUse().engines();
    }

    private void reload(FileStamps now) {
        try {
            loaded = load(now);
            refused = null;
            LOG.info("TLS: {} changed; connections from now on use what is there now", names(files));
        } catch (RuntimeException e) { // as above; at the next connection it is tried again
            if (!now.equals(refused)) {
                refused = now;
                LOG.warn(
                        "TLS: {} changed and cannot be used, so what was read before stays in use: {}",
                        names(files),
                        TlsFailure.reason(e));
            }
        }
    }

    private static String names(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private Loaded inUse() {
        return Objects.requireNonNull(loaded, "not configured");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
        return inUse().engines().shouldBeRebuilt(nextConfigs);
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return SslConfigs.RECONFIGURABLE_CONFIGS;
    }

    @Override
    public @Nullable KeyStore keystore() {
        return inUse().engines().keystore();
    }

    @Override
    public @Nullable KeyStore truststore() {
        return inUse().engines().truststore();
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.engines().close();
        }
    }
}
