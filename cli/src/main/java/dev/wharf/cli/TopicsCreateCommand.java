package dev.wharf.cli;

import dev.wharf.chunk.ChunkTopic;
import dev.wharf.chunk.ChunkTopics;
import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.Topics;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wharf topics create}: creates topics. */
@Command(
        name = "create",
        description = "Creates topics.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics create orders --partitions 6 --brokers localhost:9092",
            "  wharf topics create orders invoices",
            "  wharf topics create scans --chunks",
            "",
            "Exit codes: 0 created; 1 one is there already (unless --if-not-exists);",
            "2 wrong arguments, or refused as wrong by the brokers; 3 no broker, or the login",
            "was refused."
        })
final class TopicsCreateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The topics.")
    private List<String> topics;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of each (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Copies of each partition (default: what the cluster has for default).")
    private int replicationFactor;

    @Option(
            names = "--chunks",
            description = "Also a topic of chunks beside each, TOPIC.chunks, that keeps them as long as TOPIC keeps"
                    + " records; for a topic that is there already, too.")
    private boolean chunks;

    @Option(names = "--if-not-exists", description = "A topic that is there already is no failure.")
    private boolean ifNotExists;

    @Option(names = "--json", description = "Print what became of each as JSON on standard output.")
    private boolean json;

    @Mixin
    private ClientOptions clientOptions;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsCreateCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (partitions < 1) {
            throw new WharfException(ErrorCode.CONFIGURATION, "--partitions " + partitions + " must be at least 1");
        }
        ClientSettings client = clientOptions.settings();
        try (Embedded kafka = clientOptions.embedded(true, err);
                Topics cluster = Topics.connect(kafka.address().map(client::at).orElse(client))) {
            return create(cluster, kafka.address().orElse(client.brokers()));
        }
    }

    private int create(Topics cluster, String brokers) {
        TopicsTally tally = new TopicsTally("created", json, spec.commandLine());
        for (String topic : new LinkedHashSet<>(topics)) {
            tally.each(topic, () -> create(cluster, topic, brokers, tally));
        }
        return tally.finish();
    }

    private void create(Topics cluster, String topic, String brokers, TopicsTally tally) {
        boolean created = cluster.create(topic, partitions, replicationFactor);
        if (chunks) {
            ChunkTopic beside = ChunkTopics.ensure(cluster, topic, brokers);
            tally.done(
                    beside.name(),
                    "chunks of " + topic + " go to " + beside.name() + " with " + beside.partitions() + " partitions");
        }
        if (created) {
            tally.done(topic, "created " + topic + " with " + partitions + " partitions");
        } else if (ifNotExists || chunks) {
            tally.unchanged(topic, topic + " is there already");
        } else {
            tally.problem(topic, topic + " is there already", Main.FAILED);
        }
    }
}
