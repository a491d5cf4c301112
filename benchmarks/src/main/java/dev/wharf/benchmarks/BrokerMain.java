package dev.wharf.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker on a fresh folder, until standard input ends. Prints {@link #READY} and its address once it
 * serves.
 */
public final class BrokerMain {
    static final String READY = "ready ";

    private BrokerMain() {}

    /** Takes the data folder as its only argument. */
    public static void main(String... args) throws Exception {
        Map<String, String> settings = settings(Path.of(args[0]));
        format(settings);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
            System.out.println(READY
                    + Objects.requireNonNull(settings.get("advertised.listeners"))
                            .substring("PLAINTEXT://".length()));
            System.in.transferTo(OutputStream.nullOutputStream());
        } finally {
            // A start that failed leaves threads running that are no daemons.
            server.shutdown();
        }
        System.exit(0);
    }

    private static Map<String, String> settings(Path folder) throws IOException {
        try (ServerSocket broker = freePort();
                ServerSocket controller = freePort()) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "process.roles",
                    "broker,controller",
                    "node.id",
                    "1",
                    "log.dirs",
                    folder.toString(),
                    "listeners",
                    address("PLAINTEXT", broker) + "," + address("CONTROLLER", controller),
                    "advertised.listeners",
                    address("PLAINTEXT", broker),
                    "listener.security.protocol.map",
                    "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                    "controller.listener.names",
                    "CONTROLLER",
                    "controller.quorum.voters",
                    "1@127.0.0.1:" + controller.getLocalPort()));
            settings.putAll(singleNode());
            return settings;
        }
    }

    private static Map<String, String> singleNode() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1"));
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        // The generated records carry timestamps of 2023.
        settings.put("log.retention.ms", "-1");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        return settings;
    }

    // The static quorum needs its port before the start, so the port is free for a moment; the caller tries again.
    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static String address(String listener, ServerSocket socket) {
        return listener + "://127.0.0.1:" + socket.getLocalPort();
    }

    private static void format(Map<String, String> settings) throws Exception {
        String folder = Objects.requireNonNull(settings.get("log.dirs"));
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(folder)
                .setMetadataLogDirectory(folder)
                .setControllerListenerName("CONTROLLER")
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }
}
