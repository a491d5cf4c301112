package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.topic.TopicReport;
import dev.wharf.topic.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wharf topics describe}: everything about some topics. */
@Command(
        name = "describe",
        description = "Shows partitions, offsets, settings and consumer groups of topics.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics describe orders --brokers localhost:9092",
            "  wharf topics describe orders invoices --json",
            "",
            "Exit codes: 0 done; 2 wrong arguments; 3 no such topic, no broker, or the login",
            "was refused."
        })
final class TopicsDescribeCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The topics.")
    private List<String> topics;

    @Option(names = "--json", description = "Print them as JSON on standard output.")
    private boolean json;

    @Mixin
    private ClientOptions clientOptions;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsDescribeCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        ClientSettings client = clientOptions.settings();
        try (Embedded kafka = clientOptions.embedded(true, err);
                Topics cluster = Topics.connect(kafka.address().map(client::at).orElse(client))) {
            TopicsLookup found = TopicsLookup.of(cluster, topics);
            print(cluster.reports(found.there()));
            found.missing().forEach(topic -> err.println("wharf: " + found.problem(topic)));
            err.flush();
            return found.missing().isEmpty() ? 0 : Main.ENVIRONMENT_MISSING;
        }
    }

    private void print(List<TopicReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(reports.stream().map(TopicText::asMap).toList()));
        } else {
            out.print(String.join(
                    System.lineSeparator(),
                    reports.stream().map(TopicText::block).toList()));
        }
        out.flush();
    }
}
