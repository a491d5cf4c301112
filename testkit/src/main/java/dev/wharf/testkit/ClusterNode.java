package dev.wharf.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** The program of one broker of a {@link BrokerCluster}: Kafka's own server, controller and broker at once. */
final class ClusterNode {
    /** Begins the line that it prints when it serves. */
    static final String READY = "broker ready: ";

    /** The same always, so that a cluster can be started again on its data. */
    private static final String CLUSTER = new Uuid(0x7768617266L, 0x746573746b6974L).toString();

    private ClusterNode() {}

    /** Argument: a file with Kafka's properties. Runs until it is killed or its parent has ended. */
    public static void main(String[] args) {
        endWithParent();
        try {
            Properties settings = read(Path.of(args[0]));
            format(settings);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            System.out.println(READY + settings.getProperty("node.id"));
            server.awaitShutdown();
        } catch (Throwable e) {
            // Kafka's Scala code throws checked exceptions undeclared, and leaves threads that are no daemons.
            e.printStackTrace(System.err);
            Runtime.getRuntime().halt(1);
        }
    }

    /** A test JVM that was killed cannot kill what it has started. */
    private static void endWithParent() {
        var unused = ProcessHandle.current()
                .parent()
                .map(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    }

    private static Properties read(Path file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }

    private static void format(Properties settings) throws Exception {
        String data = settings.getProperty("log.dirs");
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setIgnoreFormatted(true)
                .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                .setClusterId(CLUSTER)
                .setDirectories(List.of(data))
                .setMetadataLogDirectory(data)
                .setControllerListenerName(ClusterSettings.CONTROLLER)
                .run();
    }
}
