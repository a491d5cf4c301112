package dev.wharf.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf dlq list}: counts dead letters by why they failed. */
@Command(
        name = "list",
        description = "Counts dead letters by why they failed, the most frequent reason first.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf dlq list orders.dlq --brokers localhost:9092",
            "  wharf dlq list failed.jsonl --json",
            "",
            "Reads everything up to now, and changes nothing. Reasons that differ in numbers",
            "only are one, with # for the numbers.",
            "Exit codes: 0 done; 1 it could not be read; 2 wrong arguments; 3 no broker or",
            "no topic."
        })
final class DlqListCommand implements Callable<Integer> {
    @Mixin
    private DlqOptions where;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Print at most so many reasons (default: ${DEFAULT-VALUE}).")
    private long limit;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    DlqListCommand() {}

    @Override
    public Integer call() {
        DlqSelection.checkLimit(limit);
        PrintWriter err = spec.commandLine().getErr();
        return where.open(false, err, (source, cluster) -> {
            DlqGroups groups = count(source, err);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Printable.lines(Json.pretty(asMap(source.name(), groups, limit))));
            } else {
                lines(source.name(), groups, limit).forEach(out::println);
            }
            out.flush();
            return 0;
        });
    }

    private static DlqGroups count(DlqSource source, PrintWriter err) {
        DlqGroups groups = new DlqGroups();
        AtomicLong read = new AtomicLong();
        long size = source.size();
        Runnable work = () -> source.read(letter -> {
            groups.add(letter);
            read.incrementAndGet();
            return true;
        });
        Progress.during(() -> Progress.bar(read.get(), size, "read"), err, work);
        return groups;
    }

    static List<String> lines(String name, DlqGroups groups, long limit) {
        if (groups.total() == 0) {
            return List.of("no dead letters in " + name);
        }
        List<String> lines = new ArrayList<>();
        groups.largest().stream().limit(limit).forEach(group -> {
            lines.addAll(lines(group));
            lines.add("");
        });
        lines.add(counted(groups.total()) + " in " + name + ", "
                + reasons(groups.largest().size()));
        long printed = groups.largest().stream()
                .limit(limit)
                .mapToLong(DlqGroups.Group::count)
                .sum();
        long notPrinted = groups.total() - groups.others() - printed;
        if (notPrinted > 0) {
            lines.add("not printed: " + counted(notPrinted) + " of rarer reasons; a larger --limit prints more");
        }
        if (groups.others() > 0) {
            lines.add("not told apart: " + counted(groups.others()) + " of further reasons, beyond the first "
                    + Progress.number(DlqGroups.MAX_GROUPS));
        }
        if (groups.unknown() > 0) {
            lines.add("without a story: " + counted(groups.unknown())
                    + ", whose headers tell neither a reason nor where they come from");
        }
        return lines;
    }

    private static List<String> lines(DlqGroups.Group group) {
        String reason = Printable.line(group.reason());
        List<String> facts = new ArrayList<>();
        fact(facts, "stage ", group.stage());
        fact(facts, "", group.kind());
        fact(facts, "", group.exception());
        List<String> lines = new ArrayList<>();
        lines.add(Progress.number(group.count()) + " × " + (reason.isEmpty() ? "(no reason given)" : reason));
        if (!facts.isEmpty()) {
            lines.add("    " + String.join(", ", facts));
        }
        String first = "    first " + time(group.firstMs()) + "at " + group.firstPlace();
        lines.add(
                group.count() == 1 || group.lastMs() < 0
                        ? first
                        : first + ", last " + time(group.lastMs()).strip());
        return lines;
    }

    private static void fact(List<String> facts, String name, String fact) {
        if (!fact.isEmpty()) {
            facts.add(name + Printable.line(fact));
        }
    }

    private static String time(long timeMs) {
        return timeMs < 0 ? "" : Instant.ofEpochMilli(timeMs) + " ";
    }

    private static String reasons(int count) {
        return Progress.number(count) + (count == 1 ? " reason" : " reasons");
    }

    static String counted(long count) {
        return Progress.number(count) + (count == 1 ? " dead letter" : " dead letters");
    }

    static Map<String, Object> asMap(String name, DlqGroups groups, long limit) {
        List<DlqGroups.Group> all = groups.largest();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", name);
        map.put("total", groups.total());
        map.put("reasons", all.size());
        map.put("not_told_apart", groups.others());
        map.put("without_story", groups.unknown());
        map.put("groups", all.stream().limit(limit).map(DlqListCommand::asMap).toList());
        return map;
    }

    private static Map<String, Object> asMap(DlqGroups.Group group) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("count", group.count());
        map.put("reason", group.reason());
        map.put("example", group.example());
        map.put("stage", group.stage());
        map.put("kind", group.kind());
        map.put("exception", group.exception());
        map.put("first_time", group.firstMs());
        map.put("last_time", group.lastMs());
        map.put("first_at", group.firstPlace());
        return map;
    }
}
