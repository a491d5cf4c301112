package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.codec.TopicCodec;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.large.PayloadReader;
import dev.wharf.large.PayloadSettings;
import dev.wharf.loop.RecordLoop;
import dev.wharf.topic.Topics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code wharf consume}: prints the records of topics, or writes them to files. */
@Command(
        name = "consume",
        description = "Prints the records of topics, or writes them to files.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf consume orders --follow --from end",
            "  wharf consume orders --format json --from -10 | jq .key",
            "  wharf consume orders --group backup --output orders.jsonl.gz",
            "  wharf consume images --format raw --output images/ --suffix .png",
            "  wharf consume payments --codec auto",
            "",
            "Without --follow it reads to the end as of the start. Without --group nothing",
            "is committed, and no group notices.",
            "Exit codes: 0 done, or whoever read from the pipe has enough; 1 it failed, or was",
            "stopped before the end; 2 wrong arguments; 3 no broker or no topic."
        })
final class ConsumeCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The topics.")
    private List<String> topics;

    @Mixin
    private ConsumeWhat what;

    @Mixin
    private ConsumeWhere where;

    @Mixin
    private PayloadOptions payloads;

    @Mixin
    private CodecOptions codec;

    @Option(names = "--verbose", description = "Also say what was read of each partition.")
    private boolean verbose;

    @Option(names = "--quiet", description = "No summary and no progress; errors are still told.")
    private boolean quiet;

    @Option(names = "--json", description = "With --output: print the summary as JSON on standard output.")
    private boolean json;

    @Mixin
    private ClientOptions client;

    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    private final ConsumeTally tally = new ConsumeTally();
    private final List<String> announcements = new ArrayList<>();
    private long startNanos;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ConsumeCommand() {}

    @Override
    public Integer call() {
        check();
        ClientSettings settings = what.settings(client.settings());
        PrintWriter err = spec.commandLine().getErr();
        try (Embedded kafka = client.embedded(true, err);
                DevRegistryLease registry = DevRegistryLease.acquire(codec.wantsDevRegistry(), kafka, err)) {
            ClientSettings cluster = kafka.address().map(settings::at).orElse(settings);
            boolean embedded = kafka.address().isPresent();
            List<String> named = topics.stream().distinct().toList();
            Map<String, Integer> partitions = partitions(cluster, embedded, named);
            Optional<TopicCodec> opened = codec.open(named.get(0), registry.url());
            PayloadSettings settingsOfPayloads = payloads.settings(cluster, embedded ? client.data() : null, Map.of());
            try (PayloadReader reader = PayloadReader.open(settingsOfPayloads, "wharf-consume", named)) {
                opened.ifPresent(TopicCodec::reach);
                return consume(new ConsumeRun(cluster, what, partitions, opened, reader), err);
            } finally {
                opened.ifPresent(TopicCodec::close);
            }
        }
    }

    private static Map<String, Integer> partitions(ClientSettings cluster, boolean embedded, List<String> named) {
        try (Topics connected = Topics.connect(cluster)) {
            return NamedTopics.partitions(connected, cluster, embedded, Optional.empty(), named);
        }
    }

    private void check() {
        List<String> problems = new ArrayList<>();
        NamedTopics.check(topics, problems);
        what.check(problems);
        where.check(what, problems);
        codec.check(problems);
        if (json && where.toStream()) {
            problems.add("--json is the summary and goes with --output; for records as JSON use --format json");
        }
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
    }

    private int consume(ConsumeRun run, PrintWriter err) {
        startNanos = System.nanoTime();
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        try (ConsumeOutput output = where.open(
                main.streams(),
                what.group().isPresent(),
                codec.given(),
                tally,
                () -> stop.get().run())) {
            RecordLoop loop = run.loop(output);
            stop.set(loop::stop);
            Signals.onFirst(loop::stop);
            run.notes().forEach(err::println);
            RecordLoop.Outcome outcome = run(loop, output, run.size(), err);
            boolean readerGone = output instanceof ConsumeToStream stream && stream.readerGone();
            boolean complete = outcome.failure() == null && (readerGone || !outcome.unfinishedInput());
            print(outcome.failure(), complete, run.mayHaveMore(), err);
            return complete ? 0 : exitCode(outcome.failure());
        }
    }

    private RecordLoop.Outcome run(RecordLoop loop, ConsumeOutput output, long size, PrintWriter err) {
        RecordLoop.Finish finish = complete -> {
            String announcement = output.finish(complete);
            if (!announcement.isEmpty()) {
                announcements.add(announcement);
            }
        };
        boolean onScreen = where.toStream() && StandardStreams.outIsTerminal();
        if (quiet || onScreen) {
            return ConsumeRun.run(loop, finish);
        }
        AtomicReference<RecordLoop.Outcome> outcome = new AtomicReference<>(new RecordLoop.Outcome(null, true));
        Progress.during(
                () -> Progress.bar(tally.records(), size, "records") + ", " + Amount.counted(tally.bytes(), "byte"),
                err,
                () -> outcome.set(ConsumeRun.run(loop, finish)));
        return outcome.get();
    }

    private void print(@Nullable Throwable failure, boolean complete, boolean mayHaveMore, PrintWriter err) {
        if (json) {
            spec.commandLine().getOut().println(Json.pretty(asMap(failure, complete)));
            spec.commandLine().getOut().flush();
        } else if (!quiet) {
            err.println(summary(mayHaveMore));
            announcements.forEach(err::println);
        }
        if (verbose) {
            tally.lines().forEach(err::println);
        }
        if (failure != null) {
            err.println("wharf: " + textOf(failure));
            Arrays.stream(failure.getSuppressed())
                    .map(ConsumeCommand::textOf)
                    .filter(further -> !further.equals(textOf(failure)))
                    .distinct()
                    .forEach(further -> err.println("wharf: and then: " + further));
        } else if (!complete) {
            err.println("wharf: stopped before the end");
        }
        err.flush();
    }

    private String summary(boolean mayHaveMore) {
        String names = String.join(", ", topics.stream().distinct().toList());
        String more = mayHaveMore && tally.records() == what.limit() ? "; stopped at --limit, there may be more" : "";
        return "consumed " + Amount.of(tally.records(), tally.bytes()) + " of " + names
                + Amount.rate(tally.records(), startNanos) + more;
    }

    private Map<String, Object> asMap(@Nullable Throwable failure, boolean complete) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topics", topics.stream().distinct().toList());
        map.put("ok", complete);
        map.put("error", failure != null ? textOf(failure) : complete ? "" : "stopped before the end");
        map.put("records", tally.records());
        map.put("bytes", tally.bytes());
        map.put("seconds", Amount.seconds(startNanos));
        map.put("announcements", announcements);
        map.put("partitions", tally.asList());
        return map;
    }

    private static int exitCode(@Nullable Throwable failure) {
        return failure == null ? Main.FAILED : Main.exitCode(failure);
    }

    private static String textOf(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
