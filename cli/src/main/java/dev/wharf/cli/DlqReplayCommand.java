package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.deadletter.Replays;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf dlq replay}: sends dead letters back. */
@Command(
        name = "replay",
        description = "Sends dead letters back to where they came from: the same key, value and headers.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf dlq replay orders.dlq --reason \"no such customer\" --dry-run",
            "  wharf dlq replay orders.dlq --at 2@1017 --brokers localhost:9092",
            "  wharf dlq replay failed.jsonl --to orders.retry --yes",
            "",
            "Dead letters stay where they are: doing it twice sends them twice. Each is sent",
            "with the header wharf.dlq.replays, which counts how often the record has come",
            "back so far, and is refused once that has reached --max-replays.",
            "Exit codes: 0 all were acknowledged; 1 some were refused or failed; 2 wrong",
            "arguments, or the answer was no; 3 no broker or no topic."
        })
final class DlqReplayCommand implements Callable<Integer> {
    @Mixin
    private DlqOptions where;

    @Mixin
    private DlqSelection which;

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description = "Send them to this topic (default: the one that each came from).")
    private @Nullable String to;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "" + Long.MAX_VALUE,
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Take at most so many, the first ones (default: all).")
    private long limit;

    @Option(
            names = "--max-replays",
            paramLabel = "N",
            defaultValue = "" + Replays.DEFAULT_LIMIT,
            description = "Refuse what came back so often already (default: ${DEFAULT-VALUE}).")
    private int maxReplays;

    @Option(names = "--dry-run", description = "Send nothing; say what would be sent, and what refused.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask; needed where there is no terminal to ask on.")
    private boolean yes;

    @Option(names = "--json", description = "Print the counts as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final AtomicBoolean stopped = new AtomicBoolean();

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    DlqReplayCommand() {}

    @Override
    public Integer call() {
        check();
        return where.open(true, spec.commandLine().getErr(), (source, cluster) -> {
            try (DlqTargets targets = DlqTargets.connect(cluster)) {
                checkTarget(source, targets);
                return dryRun ? dryRun(source, targets) : replay(source, cluster, targets);
            }
        });
    }

    private void check() {
        DlqSelection.checkLimit(limit);
        which.check();
        if (maxReplays < 1) {
            throw wrong("--max-replays " + maxReplays + " must be at least 1");
        }
        if (!yes && !dryRun && !Question.canAsk()) {
            throw wrong("this sends records, and there is no terminal to ask on; add --yes, or --dry-run to see what it"
                    + " would do");
        }
    }

    private void checkTarget(DlqSource source, DlqTargets targets) {
        if (to == null) {
            return;
        }
        if (source.isTopic() && source.name().equals(to)) {
            throw wrong("--to " + to + " is the topic that the dead letters are in; name another one");
        }
        targets.require(to);
    }

    private int dryRun(DlqSource source, DlqTargets targets) {
        DlqTally tally = look(source, targets);
        print(source, tally);
        return tally.complete() ? 0 : Main.FAILED;
    }

    private int replay(DlqSource source, ClientSettings cluster, DlqTargets targets) {
        long atMost = limit;
        if (!yes) {
            DlqTally found = look(source, targets);
            if (found.sent() > 1 && !confirmed(source, found)) {
                throw wrong("nothing was sent");
            }
            atMost = found.taken();
        }
        Signals.onFirst(() -> stopped.set(true));
        DlqTally tally = new DlqTally();
        try (DlqSender sender = DlqSender.open(cluster, tally)) {
            if (atMost > 0) {
                each(source, targets, tally, atMost, sender::send);
            }
        } finally {
            // Also if the source broke off in the middle: what was sent was sent.
            print(source, tally);
        }
        return tally.complete() ? 0 : Main.FAILED;
    }

    /** What would be done. */
    private DlqTally look(DlqSource source, DlqTargets targets) {
        DlqTally tally = new DlqTally();
        each(source, targets, tally, limit, (place, record) -> tally.send(record.topic()));
        return tally;
    }

    /** What is done with a record that goes back. */
    private interface Send {
        void send(String place, ProducerRecord<byte[], byte[]> record);
    }

    private void each(DlqSource source, DlqTargets targets, DlqTally tally, long atMost, Send send) {
        Replays replays = new Replays(Optional.ofNullable(to), maxReplays);
        AtomicLong looked = new AtomicLong();
        long size = which.size(source);
        Progress.during(
                () -> Progress.bar(looked.get(), size, "read") + ", " + Progress.number(tally.sent()) + " sent",
                spec.commandLine().getErr(),
                () -> which.read(source, () -> goOn(tally, looked), letter -> {
                    tally.take();
                    one(letter, replays, targets, tally, send);
                    return tally.taken() < atMost;
                }));
    }

    private boolean goOn(DlqTally tally, AtomicLong looked) {
        looked.incrementAndGet();
        if (stopped.get()) {
            tally.breakOff("stopped before the end");
        }
        return !tally.brokenOff();
    }

    private static void one(DlqLetter letter, Replays replays, DlqTargets targets, DlqTally tally, Send send) {
        String place = letter.place();
        try {
            ProducerRecord<byte[], byte[]> record = letter.replay(replays);
            Optional<String> problem = targets.problem(record.topic());
            if (problem.isEmpty()) {
                send.send(place, record);
            } else {
                tally.refuse(place, "dead letter " + place + " is not replayed: " + problem.get());
            }
        } catch (WharfException e) {
            if (e.code() == ErrorCode.RECORD_REFUSED) {
                String text = String.valueOf(e.getMessage());
                tally.refuse(place, text.contains(place) ? text : place + ": " + text);
            } else {
                tally.fail(place, "dead letter " + place + " was not sent: " + e.getMessage());
                tally.breakOff("stopped, since the brokers do not answer");
            }
        }
    }

    private boolean confirmed(DlqSource source, DlqTally found) {
        return Question.confirmed(
                "send " + DlqListCommand.counted(found.sent()) + " of " + source.name() + " (" + found.targets()
                        + (found.rest().isEmpty() ? "" : "; " + found.rest()) + ")",
                spec.commandLine().getErr());
    }

    private void print(DlqSource source, DlqTally tally) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("source", source.name());
            map.put("dry_run", dryRun);
            map.putAll(tally.asMap());
            out.println(Printable.lines(Json.pretty(map)));
        } else {
            out.println(result(source, tally));
            tally.problems().forEach(err::println);
        }
        out.flush();
        err.flush();
    }

    private String result(DlqSource source, DlqTally tally) {
        if (tally.taken() == 0) {
            return "no such dead letter in " + source.name() + "; nothing was sent";
        }
        String sent = (dryRun ? "would replay " : "replayed ") + DlqListCommand.counted(tally.sent());
        String targets = tally.targets().isEmpty() ? "" : ": " + tally.targets();
        String rest = tally.rest().isEmpty() ? "" : "; " + tally.rest();
        String stay = dryRun || tally.sent() == 0
                ? ""
                : System.lineSeparator() + "they stay in " + source.name() + "; doing this again sends them again";
        return sent + targets + rest + stay;
    }

    private static WharfException wrong(String text) {
        return new WharfException(ErrorCode.CONFIGURATION, text);
    }
}
