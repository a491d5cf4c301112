package dev.wharf.cli;

import dev.wharf.large.Housekeeping;
import dev.wharf.store.UnfinishedUpload;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf payloads stat}: counts what a store holds. */
@Command(
        name = "stat",
        description = "Counts the payloads of a store, by the topic that they were sent to.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf payloads stat",
            "  wharf payloads stat archive --store archive=s3://my-bucket/payloads --json",
            "",
            "Exit codes: 0 done; 2 wrong arguments; 3 no broker or no store."
        })
final class PayloadsStatCommand implements Callable<Integer> {
    @Mixin
    private PayloadsOptions options;

    @Option(names = "--json", description = "Print it as JSON on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    PayloadsStatCommand() {}

    @Override
    public Integer call() {
        return options.run(spec.commandLine().getErr(), housekeeping -> {
            Housekeeping.Stat stat = housekeeping.stat();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.pretty(asMap(housekeeping, stat)));
            } else {
                print(housekeeping, stat, out);
            }
            out.flush();
            return 0;
        });
    }

    private static void print(Housekeeping housekeeping, Housekeeping.Stat stat, PrintWriter out) {
        out.println(housekeeping);
        TextTable table = new TextTable().row("topic", "payloads", "bytes", "oldest");
        stat.byTopic()
                .forEach((topic, held) -> table.row(
                        topic,
                        Progress.number(held.objects()),
                        Progress.number(held.bytes()),
                        held.oldest().truncatedTo(ChronoUnit.SECONDS).toString()));
        if (stat.byTopic().isEmpty()) {
            out.println("it holds no payloads");
        } else {
            table.lines().forEach(out::println);
        }
        if (!stat.holders().isEmpty()) {
            out.println("records that refer to them may be in " + String.join(", ", stat.holders()));
        }
        for (UnfinishedUpload upload : stat.unfinished()) {
            out.println("unfinished since " + upload.begun().truncatedTo(ChronoUnit.SECONDS) + ": " + upload.key());
        }
    }

    private static Map<String, Object> asMap(Housekeeping housekeeping, Housekeeping.Stat stat) {
        List<Map<String, Object>> topics = new ArrayList<>();
        stat.byTopic().forEach((topic, held) -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("topic", topic);
            map.put("payloads", held.objects());
            map.put("bytes", held.bytes());
            map.put("oldest", held.oldest().toString());
            topics.add(map);
        });
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("store", housekeeping.toString());
        map.put("topics", topics);
        map.put("holders", List.copyOf(stat.holders()));
        map.put(
                "unfinished",
                stat.unfinished().stream().map(UnfinishedUpload::key).toList());
        return map;
    }
}
