package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.topic.TopicSummary;
import dev.wharf.topic.Topics;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf topics list}: the topics there are. */
@Command(
        name = "list",
        description = "Lists the topics there are, with their partitions and copies.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics list --brokers localhost:9092",
            "  wharf topics list --json",
            "",
            "Exit codes: 0 done; 2 wrong arguments; 3 no broker, or the login was refused."
        })
final class TopicsListCommand implements Callable<Integer> {
    @Option(names = "--internal", description = "List the topics of Kafka itself, too.")
    private boolean internal;

    @Option(names = "--json", description = "Print them as JSON on standard output.")
    private boolean json;

    @Mixin
    private ClientOptions clientOptions;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsListCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        ClientSettings client = clientOptions.settings();
        try (Embedded kafka = clientOptions.embedded(true, err);
                Topics cluster = Topics.connect(kafka.address().map(client::at).orElse(client))) {
            List<TopicSummary> topics = cluster.summaries(cluster.names()).stream()
                    .filter(topic -> internal || !topic.internal())
                    .toList();
            print(topics);
            return 0;
        }
    }

    private void print(List<TopicSummary> topics) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    Json.pretty(topics.stream().map(TopicsListCommand::asMap).toList()));
        } else if (topics.isEmpty()) {
            spec.commandLine().getErr().println("no topics; wharf topics create NAME makes one");
            spec.commandLine().getErr().flush();
        } else {
            TextTable table = new TextTable().row("topic", "partitions", "copies");
            topics.forEach(topic -> table.row(
                    topic.name(), String.valueOf(topic.partitions()), String.valueOf(topic.replicationFactor())));
            table.lines().forEach(out::println);
        }
        out.flush();
    }

    private static Map<String, Object> asMap(TopicSummary topic) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topic", topic.name());
        map.put("partitions", topic.partitions());
        map.put("replication_factor", topic.replicationFactor());
        map.put("internal", topic.internal());
        return map;
    }
}
