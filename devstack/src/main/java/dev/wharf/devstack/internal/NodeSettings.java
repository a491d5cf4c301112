package dev.wharf.devstack.internal;

import dev.wharf.devstack.DevstackException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of a single node that is controller and broker at once. */
public final class NodeSettings {

    public static final int NODE_ID = 1;
    public static final String CLIENT = "CLIENT";
    public static final String INTERNAL = "INTERNAL";
    public static final String CONTROLLER = "CONTROLLER";

    /** What the embedding itself decides; another value would break it. */
    private static final Set<String> FIXED = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "log.dir",
            "log.dirs",
            "metadata.log.dir",
            "listeners",
            "advertised.listeners",
            "controller.listener.names",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "inter.broker.listener.name",
            "security.inter.broker.protocol");

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            // Kafka makes 50 partitions of each on first use, which takes seconds and serves nobody on one node.
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            // Retention goes by the record's timestamp: Kafka's 7 days would drop replayed old events within minutes.
            Map.entry("log.retention.ms", "-1"),
            // Ten years: the folder may rest for weeks, and a group must then go on where it was.
            Map.entry("offsets.retention.minutes", "5256000"));

    private NodeSettings() {}

    /** The ports of the node's listeners; without client security INTERNAL and CLIENT are one. */
    public record Ports(int client, int internal, int controller) {}

    /** Kafka's properties, each a text. Later ones win: defaults, client security, the caller's, what is fixed. */
    public static Map<String, String> of(
            Path dataFolder, Ports ports, ClientSecurity security, Map<String, String> overrides) {
        Map<String, String> settings = new LinkedHashMap<>(DEFAULTS);
        settings.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,CLIENT:" + security.protocol());
        settings.putAll(security.settings());
        settings.putAll(overrides);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", dataFolder.toString());
        addListeners(settings, ports, security.secured());
        return settings;
    }

    private static void addListeners(Map<String, String> settings, Ports ports, boolean secured) {
        List<String> brokerListeners = secured
                ? List.of(listener(CLIENT, ports.client()), listener(INTERNAL, ports.internal()))
                : List.of(listener(CLIENT, ports.client()));
        settings.put("listeners", String.join(",", brokerListeners) + "," + listener(CONTROLLER, ports.controller()));
        settings.put("advertised.listeners", String.join(",", brokerListeners));
        settings.put("inter.broker.listener.name", secured ? INTERNAL : CLIENT);
        settings.put("controller.listener.names", CONTROLLER);
        // Static voters are not stored, so the ports may differ at every start on the same data.
        settings.put("controller.quorum.voters", NODE_ID + "@" + ServerSockets.HOST + ":" + ports.controller());
    }

    private static String listener(String name, int port) {
        return name + "://" + ServerSockets.HOST + ":" + port;
    }

    /** Refuses settings that the embedding decides, all of them at once. */
    public static void requireFree(Map<String, String> overrides) {
        List<String> refused =
                overrides.keySet().stream().filter(FIXED::contains).sorted().toList();
        if (!refused.isEmpty()) {
            throw new DevstackException("broker settings " + String.join(", ", refused)
                    + " are decided by the embedded broker; leave them out (data folder and port have their"
                    + " own setting)");
        }
    }

    /** Kafka takes a list of data folders and knows no escape. */
    public static void requireUsable(Path dataFolder) {
        if (dataFolder.toString().contains(",")) {
            throw new DevstackException("folder " + dataFolder
                    + " has a comma in its name, where Kafka would split it; choose another folder");
        }
    }
}
