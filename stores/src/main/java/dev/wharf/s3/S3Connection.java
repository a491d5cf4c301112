package dev.wharf.s3;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's client, made when it is needed first: it may look around for the region. Any thread. */
final class S3Connection implements AutoCloseable {
    /** One more waits until another is free, as long as for an answer. */
    private static final int MAX_CONNECTIONS = 256;

    private static final Duration MAX_CONNECT = Duration.ofSeconds(10);

    /** Of servers that are somewhere else than Amazon's, and mostly do not care. */
    private static final String REGION_OF_OTHERS = "us-east-1";

    private final S3Settings settings;
    private @Nullable AwsCredentialsProvider credentials;
    private @Nullable S3Client client;
    private boolean closed;

    S3Connection(S3Settings settings) {
        this.settings = settings;
    }

    synchronized S3Client client() {
        if (closed) {
            throw new IllegalStateException(settings + " is closed");
        }
        if (client == null) {
            AwsCredentialsProvider provider = credentials();
            credentials = provider;
            client = make(provider);
        }
        return client;
    }

    /** A profile that somebody has named counts for more than what happens to be in the environment. */
    private AwsCredentialsProvider credentials() {
        return settings.profile()
                .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private S3Client make(AwsCredentialsProvider provider) {
        Duration timeout = settings.timeout();
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(provider)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(MAX_CONNECTIONS)
                        .connectionTimeout(timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT)
                        .connectionAcquisitionTimeout(timeout)
                        .socketTimeout(timeout)
                        .tcpKeepAlive(true))
                .overrideConfiguration(override())
                // Checksums are ours to send, in headers: servers that do not know trailers do not understand the
                // SDK's.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .forcePathStyle(settings.pathStyle());
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.region()
                .or(() -> settings.endpoint().map(elsewhere -> REGION_OF_OTHERS))
                .ifPresent(region -> builder.region(Region.of(region)));
        return builder.build();
    }

    private ClientOverrideConfiguration override() {
        ClientOverrideConfiguration.Builder override = ClientOverrideConfiguration.builder()
                .retryStrategy(RetryMode.STANDARD)
                .apiCallAttemptTimeout(settings.timeout().multipliedBy(2));
        settings.profile().ifPresent(override::defaultProfileName);
        return override.build();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
