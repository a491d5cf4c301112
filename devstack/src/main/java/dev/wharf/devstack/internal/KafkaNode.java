package dev.wharf.devstack.internal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.FaultHandlerFactory;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's own controller and broker, put together as {@code kafka.server.KafkaRaftServer} does it, but with sockets
 * that are already bound and with fault handlers that leave it to the caller whether a fault ends the process.
 */
public final class KafkaNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

    private final Metrics metrics = new Metrics();
    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaNode(Map<String, String> settings, ServerSockets sockets, Runnable onFatalFault) {
        InetSocketAddress controllerAddress = sockets.address(NodeSettings.CONTROLLER);
        KafkaConfig config = new KafkaConfig(settings, false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                stored._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(Map.of(NodeSettings.NODE_ID, controllerAddress)),
                List.of(),
                faultHandlers(onFatalFault),
                sockets);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
    }

    private static FaultHandlerFactory faultHandlers(Runnable onFatalFault) {
        return (name, fatal, action) -> new LoggingFaultHandler(name, () -> {
            action.run();
            if (fatal) {
                onFatalFault.run();
            }
        });
    }

    /** Writes Kafka's identity files into an empty data folder; a folder that has them is left as it is. */
    public static void format(Path dataFolder, List<String> scramArguments) throws Exception {
        // Written last and atomically, so a folder that has it is complete.
        if (Files.exists(dataFolder.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NodeSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(dataFolder.toString()))
                .setMetadataLogDirectory(dataFolder.toString())
                .setControllerListenerName(NodeSettings.CONTROLLER)
                .setScramArguments(scramArguments)
                .run();
    }

    /** Returns when the broker serves clients. After a failure nothing of it is left running. */
    public static KafkaNode start(Map<String, String> settings, ServerSockets sockets, Runnable onFatalFault) {
        KafkaNode node = new KafkaNode(settings, sockets, onFatalFault);
        try {
            node.controller.startup();
            node.broker.startup();
            return node;
        } catch (Throwable e) {
            // Kafka's Scala code throws checked exceptions undeclared, and its threads are no daemons.
            node.close();
            throw e;
        }
    }

    /** Hands leadership over and stops, which takes some tenths of a second. */
    @Override
    public void close() {
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
        metrics.close();
    }
}
