package dev.wharf.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Kafka's properties of the brokers of a {@link BrokerCluster}. */
final class ClusterSettings {
    static final String CONTROLLER = "CONTROLLER";

    /** What does not depend on the number of brokers. Times are short: tests wait for them. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry("inter.broker.listener.name", "INTERNAL"),
            Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,CLIENT:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            // With Kafka's 9 s the unluckiest kill stalled acknowledgements for 20 s.
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("offsets.topic.num.partitions", "3"),
            Map.entry("transaction.state.log.num.partitions", "3"),
            Map.entry("share.coordinator.state.topic.num.partitions", "3"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.session.timeout.ms", "6000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
            Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
            // Three brokers share a small machine, its memory and its disk.
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("log.retention.ms", "-1"));

    private ClusterSettings() {}

    /**
     * Where one broker listens, on 127.0.0.1.
     *
     * @param advertised where its clients are sent: {@code client}, or a proxy before it
     */
    record Ports(int client, int advertised, int internal, int controller) {}

    /**
     * The properties of one broker.
     *
     * @param index from 0; Kafka's node id is one higher
     * @param overrides win over all but identity, folder and listeners
     */
    static Properties of(int index, List<Ports> all, Path data, Map<String, String> overrides) {
        Map<String, String> settings = new HashMap<>(DEFAULTS);
        settings.putAll(replication(all.size()));
        settings.putAll(overrides);
        Ports own = all.get(index);
        settings.put("node.id", String.valueOf(index + 1));
        settings.put("log.dirs", data.toString());
        settings.put(
                "listeners",
                listener("CLIENT", own.client()) + "," + listener("INTERNAL", own.internal()) + ","
                        + listener(CONTROLLER, own.controller()));
        settings.put(
                "advertised.listeners",
                listener("CLIENT", own.advertised()) + "," + listener("INTERNAL", own.internal()));
        settings.put("controller.quorum.voters", voters(all));
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** One broker may be away. */
    private static Map<String, String> replication(int brokers) {
        String replicas = String.valueOf(Math.min(3, brokers));
        String inSync = String.valueOf(Math.clamp(brokers - 1, 1, 2));
        return Map.of(
                "default.replication.factor",
                replicas,
                "min.insync.replicas",
                inSync,
                "offsets.topic.replication.factor",
                replicas,
                "transaction.state.log.replication.factor",
                replicas,
                "transaction.state.log.min.isr",
                inSync,
                "share.coordinator.state.topic.replication.factor",
                replicas,
                "share.coordinator.state.topic.min.isr",
                inSync);
    }

    private static String voters(List<Ports> all) {
        return IntStream.range(0, all.size())
                .mapToObj(index -> (index + 1) + "@127.0.0.1:" + all.get(index).controller())
                .collect(Collectors.joining(","));
    }

    private static String listener(String name, int port) {
        return name + "://127.0.0.1:" + port;
    }
}
