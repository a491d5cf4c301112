package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.TopicReport;
import dev.wharf.topic.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wharf topics delete}: deletes topics with all their records. */
@Command(
        name = "delete",
        description = "Deletes topics with all their records, and waits until they are gone.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics delete orders --brokers localhost:9092",
            "  wharf topics delete orders invoices --yes --if-exists",
            "",
            "Topics of Kafka itself are refused. A problem with one topic does not keep the",
            "others from being deleted.",
            "Exit codes: 0 gone; 1 one was refused; 2 wrong arguments, or the answer was no;",
            "3 no such topic (unless --if-exists), no broker, or the login was refused."
        })
final class TopicsDeleteCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The topics.")
    private List<String> topics;

    @Option(names = "--if-exists", description = "A topic that is not there is no failure.")
    private boolean ifExists;

    @Option(names = "--yes", description = "Do not ask; needed where there is no terminal to ask on.")
    private boolean yes;

    @Option(names = "--json", description = "Print what became of each as JSON on standard output.")
    private boolean json;

    @Mixin
    private ClientOptions clientOptions;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsDeleteCommand() {}

    @Override
    public Integer call() {
        if (!yes && !Question.canAsk()) {
            throw wrong("this deletes records for good, and there is no terminal to ask on; add --yes");
        }
        ClientSettings client = clientOptions.settings();
        try (Embedded kafka = clientOptions.embedded(true, spec.commandLine().getErr());
                Topics cluster = Topics.connect(kafka.address().map(client::at).orElse(client))) {
            return delete(cluster);
        }
    }

    private int delete(Topics cluster) {
        TopicsTally tally = new TopicsTally("deleted", json, spec.commandLine());
        TopicsLookup found = TopicsLookup.of(cluster, topics);
        found.missing().forEach(topic -> missing(topic, found, tally));
        List<TopicReport> reports = cluster.reports(found.there());
        reports.stream()
                .filter(TopicReport::internal)
                .forEach(topic -> tally.problem(
                        topic.name(), topic.name() + " belongs to Kafka itself, and is not deleted", Main.FAILED));
        List<TopicReport> ours =
                reports.stream().filter(topic -> !topic.internal()).toList();
        if (!yes && !ours.isEmpty() && !confirmed(ours)) {
            throw wrong("nothing was deleted");
        }
        for (TopicReport topic : ours) {
            tally.each(topic.name(), () -> delete(cluster, topic.name(), tally));
        }
        return tally.finish();
    }

    private void missing(String topic, TopicsLookup found, TopicsTally tally) {
        if (ifExists) {
            tally.unchanged(topic, topic + " is not there");
        } else {
            tally.problem(topic, found.problem(topic), Main.ENVIRONMENT_MISSING);
        }
    }

    private static void delete(Topics cluster, String topic, TopicsTally tally) {
        if (cluster.delete(topic)) {
            tally.done(topic, "deleted " + topic);
        } else {
            tally.unchanged(topic, topic + " is gone already");
        }
    }

    private boolean confirmed(List<TopicReport> ours) {
        PrintWriter err = spec.commandLine().getErr();
        String what = ours.stream()
                .map(topic -> topic.name() + " (" + Progress.number(topic.records()) + " records at most)")
                .collect(Collectors.joining(", "));
        return Question.confirmed("delete for good " + what, err);
    }

    private static WharfException wrong(String text) {
        return new WharfException(ErrorCode.CONFIGURATION, text);
    }
}
