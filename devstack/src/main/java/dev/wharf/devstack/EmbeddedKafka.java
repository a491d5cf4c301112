package dev.wharf.devstack;

import dev.wharf.devstack.internal.ClientSecurity;
import dev.wharf.devstack.internal.Folders;
import dev.wharf.devstack.internal.KafkaExits;
import dev.wharf.devstack.internal.KafkaNode;
import dev.wharf.devstack.internal.LockFile;
import dev.wharf.devstack.internal.NodeSettings;
import dev.wharf.devstack.internal.ServerSockets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker, with its controller, in this process; it listens on 127.0.0.1 only. Made for tests.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
 *     kafka.createTopic("orders", 4);
 *     ... Map.of("bootstrap.servers", kafka.bootstrapServers()) ...
 * }
 * }</pre>
 *
 * <p>A broker on the same data folder has the topics and records of the last one, whatever its port. Topics are never
 * created by use. Records are kept until a topic says otherwise. Every method may be called from any thread.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Duration KNOWN_WITHIN = Duration.ofMinutes(1);
    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

    private final Path dataFolder;
    private final boolean temporary;
    private final LockFile lock;
    private final KafkaNode node;
    private final NodeSettings.Ports ports;
    private boolean closed;

    private EmbeddedKafka(Builder builder, Path dataFolder, LockFile lock) {
        this.dataFolder = dataFolder;
        this.temporary = builder.dataFolder == null;
        this.lock = lock;
        try (ServerSockets sockets = new ServerSockets()) {
            ports = bind(sockets, builder);
            node = startNode(sockets, builder);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    private static NodeSettings.Ports bind(ServerSockets sockets, Builder builder) {
        int client = sockets.bind(NodeSettings.CLIENT, builder.port);
        int internal = builder.security().secured() ? sockets.bind(NodeSettings.INTERNAL, 0) : client;
        return new NodeSettings.Ports(client, internal, sockets.bind(NodeSettings.CONTROLLER, 0));
    }

    private KafkaNode startNode(ServerSockets sockets, Builder builder) {
        try {
            Map<String, String> settings =
                    NodeSettings.of(dataFolder, ports, builder.security(), builder.brokerSettings);
            KafkaNode.format(dataFolder, builder.security().scramArguments());
            return KafkaNode.start(settings, sockets, builder.onFatalFault);
        } catch (Exception e) {
            throw new DevstackException(
                    "the embedded Kafka broker on " + dataFolder + " could not be started: " + causes(e), e);
        }
    }

    /** The texts of an exception and its causes: Kafka's outermost one alone seldom says what was wrong. */
    private static String causes(Throwable e) {
        StringBuilder text = new StringBuilder(e.toString());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            text.append("; caused by ").append(cause);
        }
        return text.toString();
    }

    /** Host and port for clients, for example {@code 127.0.0.1:39127}. */
    public String bootstrapServers() {
        return ServerSockets.HOST + ":" + ports.client();
    }

    public Path dataFolder() {
        return dataFolder;
    }

    /**
     * Creates a topic, also where the client listener asks for credentials.
     *
     * @throws DevstackException when it exists already or the name is not valid
     */
    public void createTopic(String name, int partitions) {
        // The broker's own listener is on loopback and open, so this needs none of the users' credentials.
        String address = ServerSockets.HOST + ":" + ports.internal();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
            awaitServed(admin, name, partitions);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new DevstackException("topic " + name + " could not be created: " + cause, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevstackException("interrupted while topic " + name + " was created", e);
        }
    }

    /**
     * The controller has created it; the broker hears of it a moment later, and leads its partitions another moment
     * later. A producer that is quicker can fall into repeating a batch out of sequence for good (KAFKA-15591).
     */
    private static void awaitServed(Admin admin, String name, int partitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        IntStream.range(0, partitions).forEach(i -> all.put(new TopicPartition(name, i), OffsetSpec.latest()));
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                admin.describeTopics(List.of(name)).allTopicNames().get();
                // Only a leader answers.
                admin.listOffsets(all).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException)) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        throw new DevstackException("topic " + name + " was created, but the broker does not serve it after "
                + KNOWN_WITHIN.toSeconds() + " s");
    }

    /** Stops the broker cleanly; a temporary data folder is deleted. Further calls do nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            node.close();
        } finally {
            letGo(lock, dataFolder, temporary);
        }
    }

    private static void letGo(LockFile lock, Path dataFolder, boolean temporary) {
        lock.close();
        if (temporary) {
            Folders.delete(dataFolder);
        }
    }

    /** What an {@link EmbeddedKafka} is started with. Not safe for use by several threads. */
    public static final class Builder {

        private @Nullable Path dataFolder;
        private int port;
        private Map<String, String> brokerSettings = Map.of();
        private Map<String, String> plainUsers = Map.of();
        private ClientSecurity.@Nullable User scramUser;
        private final Map<String, Map<String, String>> otherMechanisms = new LinkedHashMap<>();
        private ClientSecurity.@Nullable Keystore keystore;
        private boolean ownProcess;
        private Runnable onFatalFault = () -> {};

        private Builder() {}

        /** Where topics and records are kept. Without it: a temporary folder that is deleted at close. */
        public Builder dataFolder(Path folder) {
            dataFolder = folder;
            return this;
        }

        /** The port for clients on 127.0.0.1; 0, the default, takes a free one. */
        public Builder port(int value) {
            if (value < 0 || value > 65535) {
                throw new DevstackException("port " + value + " is not between 0 and 65535 (0 takes a free one)");
            }
            port = value;
            return this;
        }

        /** Kafka broker settings that replace those chosen here; folders and listeners can't be replaced. */
        public Builder brokerSettings(Map<String, String> settings) {
            brokerSettings = Map.copyOf(settings);
            return this;
        }

        /** Clients log in with SASL PLAIN as one of these users (name to password). */
        public Builder saslPlain(Map<String, String> users) {
            plainUsers = Map.copyOf(users);
            return this;
        }

        /**
         * Clients log in with SCRAM-SHA-256 or SCRAM-SHA-512 as this user. It is created when the data folder is new;
         * later starts keep the first password.
         */
        public Builder saslScram(String user, String password) {
            scramUser = new ClientSecurity.User(user, password);
            return this;
        }

        /**
         * Clients log in with another SASL mechanism, alone or besides those of further calls.
         *
         * @param mechanism Kafka's name of it: {@code OAUTHBEARER}, say, or {@code GSSAPI}
         * @param settings what the broker needs for it, {@code sasl.jaas.config} first of all, without the prefix of
         *     listener and mechanism; a setting that Kafka does not know by mechanism goes into the broker settings
         */
        public Builder sasl(String mechanism, Map<String, String> settings) {
            otherMechanisms.put(mechanism, Map.copyOf(settings));
            return this;
        }

        /**
         * Clients connect with TLS, alone or together with SASL. The keystore is PKCS12 (or JKS by its ending) and its
         * certificate has to name the IP address 127.0.0.1. Client certificates can be asked for with the broker
         * settings {@code listener.name.client.ssl.client.auth} and {@code listener.name.client.ssl.truststore.*}.
         */
        public Builder tls(Path keystorePath, String password) {
            keystore = new ClientSecurity.Keystore(keystorePath, password);
            return this;
        }

        /** For a JVM that is there for the broker alone: a fatal fault runs this, and Kafka may end the process. */
        Builder ownProcess(Runnable fatalFault) {
            ownProcess = true;
            onFatalFault = fatalFault;
            return this;
        }

        private ClientSecurity security() {
            return new ClientSecurity(plainUsers, scramUser, otherMechanisms, keystore);
        }

        /**
         * Starts the broker and returns when it serves clients, after about two seconds.
         *
         * @throws DevstackException when the port is taken, the folder is in use or can't be written, or Kafka refuses
         *     a setting; nothing is left running then
         */
        public EmbeddedKafka start() {
            NodeSettings.requireFree(brokerSettings);
            Path folder = dataFolder == null ? Folders.temporary() : Folders.create(dataFolder);
            NodeSettings.requireUsable(folder);
            Folders.requireSpace(folder, Folders.BROKER_MIN_FREE_BYTES);
            LockFile lock = LockFile.tryExclusive(folder.resolve("wharf.lock"))
                    .orElseThrow(() -> new DevstackException("folder " + folder
                            + " is in use by another embedded Kafka broker; close that one or choose another folder"));
            if (!ownProcess) {
                KafkaExits.keepJvmAlive();
            }
            boolean started = false;
            try {
                EmbeddedKafka kafka = new EmbeddedKafka(this, folder, lock);
                started = true;
                return kafka;
            } finally {
                if (!started) {
                    letGo(lock, folder, dataFolder == null);
                }
            }
        }
    }
}
