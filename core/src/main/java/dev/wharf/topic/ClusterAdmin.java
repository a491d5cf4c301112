package dev.wharf.topic;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.OpenFailure;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;

/**
 * Kafka's administration client, with a limit on every wait and errors in our words. Opening one connects, so that a
 * broker that is not there, or refuses the password, is known before anything starts. Safe for use by many threads;
 * close it.
 */
public final class ClusterAdmin implements AutoCloseable {
    /** How long a broker may take to show itself before it counts as not there. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    private final Admin admin;
    private final ClientSettings client;

    private ClusterAdmin(Admin admin, ClientSettings client) {
        this.admin = admin;
        this.client = client;
    }

    /**
     * Connects within a few seconds.
     *
     * @throws WharfException with {@code ENVIRONMENT} when no broker answers or it refuses us
     */
    public static ClusterAdmin connect(ClientSettings client) {
        ClusterAdmin cluster = new ClusterAdmin(open(client), client);
        try {
            cluster.await(cluster.admin.describeCluster().nodes(), CONNECT_TIMEOUT);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Admin open(ClientSettings client) {
        try {
            return Admin.create(client.admin(Map.of(
                    CommonClientConfigs.CLIENT_ID_CONFIG,
                    "wharf-admin",
                    CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    500,
                    CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                    false)));
        } catch (KafkaException e) {
            throw OpenFailure.of(client, ErrorCode.ENVIRONMENT, e);
        }
    }

    /** The client itself; what it returns is waited for with {@link #await}. */
    public Admin admin() {
        return admin;
    }

    public ClientSettings client() {
        return client;
    }

    /** Waits for an answer, half a minute at the most. */
    public <T> T await(KafkaFuture<T> future) {
        return await(future, CALL_TIMEOUT);
    }

    /**
     * Waits for an answer.
     *
     * @throws WharfException with the failure as Kafka told it for cause: {@code CONFIGURATION} where a name, a
     *     number or a setting is refused as wrong, else {@code ENVIRONMENT}
     */
    public <T> T await(KafkaFuture<T> future, Duration limit) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw environment(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw OpenFailure.silence(client, limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WharfException(ErrorCode.UNAVAILABLE, "interrupted while waiting for " + client.brokers(), e);
        }
    }

    private WharfException environment(Throwable cause) {
        return cause instanceof AuthenticationException refusal
                ? OpenFailure.refused(client, refusal)
                : new WharfException(codeOf(cause), "brokers " + client.brokers() + ": " + cause.getMessage(), cause);
    }

    /** A name, a number or a setting that the brokers refuse was wrong in the command; anything else is up to them. */
    private static ErrorCode codeOf(Throwable cause) {
        // The class itself: Kafka 4 derives from it what no command can be blamed for, a missing permission among it.
        boolean wrong = cause.getClass() == InvalidConfigurationException.class
                || cause instanceof InvalidTopicException
                || cause instanceof InvalidPartitionsException
                || cause instanceof InvalidReplicationFactorException;
        return wrong ? ErrorCode.CONFIGURATION : ErrorCode.ENVIRONMENT;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
