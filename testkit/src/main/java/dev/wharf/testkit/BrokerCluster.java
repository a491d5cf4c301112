package dev.wharf.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Real brokers, each in a JVM of its own, that can be killed, frozen and started again on the same port and data. Each
 * is controller and broker at once. With three brokers every topic has three replicas unless it says otherwise, two of
 * which must be in sync: one broker may be away. Brokers are counted from 0; any thread may call any method, but only
 * one at a time for one broker.
 *
 * <pre>{@code
 * try (BrokerCluster cluster = BrokerCluster.in(harness, folder).proxied().start()) {
 *     TestTopics.create(cluster.bootstrapServers(), 3, "orders");
 *     cluster.kill(0);
 *     cluster.restart(0);
 *     cluster.awaitAllInSync();
 * }
 * }</pre>
 */
public final class BrokerCluster implements AutoCloseable {
    private final KillHarness harness;
    private final List<Broker> brokers;

    private BrokerCluster(KillHarness harness, List<Broker> brokers) {
        this.harness = harness;
        this.brokers = List.copyOf(brokers);
    }

    /** A cluster of three, to be started. Its data stays in the folder, and a later cluster there goes on with it. */
    public static Builder in(KillHarness harness, Path folder) {
        return new Builder(harness, folder);
    }

    /** What a cluster is started with. One thread. */
    public static final class Builder {
        private static final int MOST_ATTEMPTS = 3;

        private final KillHarness harness;
        private final Path folder;
        private int brokers = 3;
        private boolean proxied;
        private Map<String, String> settings = Map.of();

        private Builder(KillHarness harness, Path folder) {
            this.harness = harness;
            this.folder = folder;
        }

        /** One broker has the same settings, but one replica of everything. */
        public Builder brokers(int count) {
            if (count < 1) {
                throw new IllegalArgumentException(count + " brokers are no cluster");
            }
            brokers = count;
            return this;
        }

        /** Clients reach each broker through a {@link TcpProxy}; the brokers reach each other without. */
        public Builder proxied() {
            proxied = true;
            return this;
        }

        /** Kafka's broker settings that replace those chosen here. */
        public Builder settings(Map<String, String> values) {
            settings = Map.copyOf(values);
            return this;
        }

        /** Starts all brokers, and returns when all serve. */
        public BrokerCluster start() {
            for (int attempt = 1; ; attempt++) {
                try {
                    return startIn(attempt == 1 ? folder : folder.resolve("attempt-" + attempt));
                } catch (AssertionError e) {
                    boolean taken = String.valueOf(e.getMessage()).contains("Address already in use");
                    if (!taken || attempt == MOST_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }

        /** Ports are free when they are chosen; somebody else may take one before its broker does. */
        private BrokerCluster startIn(Path home) {
            List<Integer> free = StablePorts.free(3 * brokers);
            List<ClusterSettings.Ports> ports = new ArrayList<>();
            List<Broker> made = new ArrayList<>();
            for (int i = 0; i < brokers; i++) {
                int client = free.get(3 * i);
                TcpProxy proxy = proxied ? TcpProxy.start("127.0.0.1", client) : null;
                int advertised = proxy == null ? client : proxy.port();
                ports.add(new ClusterSettings.Ports(client, advertised, free.get(3 * i + 1), free.get(3 * i + 2)));
                made.add(new Broker(i, home.resolve("broker-" + i), ports.get(i), proxy));
            }
            for (Broker broker : made) {
                broker.configure(ClusterSettings.of(broker.index, ports, broker.folder.resolve("data"), settings));
            }
            return new BrokerCluster(harness, made).started();
        }
    }

    private static final class Broker {
        private final int index;
        private final Path folder;
        private final ClusterSettings.Ports ports;
        private final @Nullable TcpProxy proxy;
        private volatile @Nullable ChildProcess process;

        Broker(int index, Path folder, ClusterSettings.Ports ports, @Nullable TcpProxy proxy) {
            this.index = index;
            this.folder = folder;
            this.ports = ports;
            this.proxy = proxy;
        }

        Path file() {
            return folder.resolve("broker.properties");
        }

        void configure(Properties settings) {
            try {
                Files.createDirectories(folder);
                try (Writer writer = Files.newBufferedWriter(file())) {
                    settings.store(writer, null);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        ChildProcess process() {
            ChildProcess now = process;
            if (now == null) {
                throw new IllegalStateException("broker " + index + " was never started");
            }
            return now;
        }
    }

    /** A quorum needs a majority: all start before any is waited for. */
    private BrokerCluster started() {
        boolean ready = false;
        try {
            brokers.forEach(this::launch);
            brokers.forEach(BrokerCluster::awaitReady);
            awaitAllInSync();
            ready = true;
            return this;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    private void launch(Broker broker) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx320m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=dev/wharf/devstack/kafka-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ClusterNode.class.getName(),
                broker.file().toAbsolutePath().toString());
        broker.process = harness.start("broker-" + broker.index, command, Map.of("PATH", "/usr/bin:/bin"));
    }

    private static void awaitReady(Broker broker) {
        var unused = broker.process().awaitLine(ClusterNode.READY, Await.LIMIT);
    }

    public int size() {
        return brokers.size();
    }

    /** All brokers, through their proxies if they have any. */
    public String bootstrapServers() {
        return addresses(
                brokers.stream().map(broker -> broker.ports.advertised()).toList());
    }

    /** All brokers without proxies, for those that watch a test and must not be disturbed by it. */
    public String directServers() {
        return addresses(brokers.stream().map(broker -> broker.ports.internal()).toList());
    }

    private static String addresses(List<Integer> ports) {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Kafka's name for the broker, as in descriptions of topics. */
    public int nodeId(int index) {
        return brokers.get(index).index + 1;
    }

    public ChildProcess process(int index) {
        return brokers.get(index).process();
    }

    /** As with kill -9, also while it is frozen. */
    public void kill(int index) {
        process(index).kill();
    }

    /** It keeps its connections and answers nothing, until it is thawed. */
    public void freeze(int index) {
        process(index).send(ChildProcess.Signal.STOP);
    }

    public void thaw(int index) {
        process(index).send(ChildProcess.Signal.CONT);
    }

    /** Starts it again on its port and data, and waits until it serves; if it still runs, it is killed first. */
    public void restart(int index) {
        kill(index);
        launch(brokers.get(index));
        awaitReady(brokers.get(index));
    }

    /** The proxy before a broker of a cluster that is {@linkplain Builder#proxied() proxied}. */
    public TcpProxy proxy(int index) {
        TcpProxy proxy = brokers.get(index).proxy;
        if (proxy == null) {
            throw new IllegalStateException("this cluster has no proxies; start it with proxied()");
        }
        return proxy;
    }

    /**
     * Waits until every broker itself says that all brokers are up and every replica is in sync. One that was frozen
     * believes for a while that nothing has happened, so the word of a single broker proves nothing.
     *
     * @throws AssertionError after three minutes
     */
    public void awaitAllInSync() {
        List<BrokerMetadata> asked = brokers.stream()
                .map(broker -> new BrokerMetadata(broker.ports.internal(), brokers.size()))
                .toList();
        // Twice, since the news of a restart may be on its way to the others.
        for (int look = 0; look < 2; look++) {
            Await.until(
                    "all brokers to be up and in sync\n" + harness.tails(),
                    Await.LIMIT,
                    () -> asked.stream().allMatch(BrokerMetadata::allInSync));
            Await.pause();
        }
    }

    /** Kills all brokers and closes the proxies; the data stays. */
    @Override
    public void close() {
        for (Broker broker : brokers) {
            ChildProcess process = broker.process;
            if (process != null) {
                process.close();
            }
            if (broker.proxy != null) {
                broker.proxy.close();
            }
        }
    }
}
