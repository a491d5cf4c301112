package dev.wharf.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf dlq show}: everything about single dead letters. */
@Command(
        name = "show",
        description = "Shows dead letters: where they come from, why they failed, and the record itself.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf dlq show orders.dlq --reason \"no such customer\" --limit 3",
            "  wharf dlq show orders.dlq --at 2@1017 --brokers localhost:9092",
            "  wharf dlq show failed.jsonl --at 12 --json",
            "",
            "JSON and text are decoded, of other bytes the first are shown. Long values are",
            "cut; --json prints them whole.",
            "Exit codes: 0 done; 1 it could not be read; 2 wrong arguments, or there is none",
            "at that place; 3 no broker or no topic."
        })
final class DlqShowCommand implements Callable<Integer> {
    @Mixin
    private DlqOptions where;

    @Mixin
    private DlqSelection which;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "Show at most so many (default: ${DEFAULT-VALUE}).")
    private long limit;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    DlqShowCommand() {}

    @Override
    public Integer call() {
        DlqSelection.checkLimit(limit);
        which.check();
        return where.open(false, spec.commandLine().getErr(), (source, cluster) -> {
            show(source);
            return 0;
        });
    }

    /** One after another, as they are read. */
    private void show(DlqSource source) {
        PrintWriter out = spec.commandLine().getOut();
        long[] shown = {0};
        out.print(json ? "[" : "");
        which.read(source, () -> !out.checkError(), letter -> {
            print(letter, shown[0], out);
            shown[0]++;
            return shown[0] < limit;
        });
        out.print(json ? System.lineSeparator() + "]" + System.lineSeparator() : "");
        out.flush();
        sayWhatIsNotShown(source, shown[0]);
    }

    private void print(DlqLetter letter, long before, PrintWriter out) {
        if (json) {
            out.println(before == 0 ? "" : ",");
            out.print(Printable.lines(Json.pretty(DlqShown.asMap(letter))));
        } else {
            out.print(before == 0 ? "" : System.lineSeparator());
            DlqShown.lines(letter).forEach(out::println);
        }
    }

    private void sayWhatIsNotShown(DlqSource source, long shown) {
        PrintWriter err = spec.commandLine().getErr();
        if (shown == 0) {
            err.println((which.isAll() ? "no dead letters in " : "no such dead letter in ") + source.name());
        } else if (shown == limit && which.size(source) != shown) {
            err.println("stopped at --limit " + limit + "; there may be more");
        }
        err.flush();
    }
}
