package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.PlainJson;
import dev.wharf.large.Housekeeping;
import dev.wharf.store.StoredObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf payloads gc}: removes payloads that nothing refers to. */
@Command(
        name = "gc",
        description = "Finds payloads that no record refers to, and uploads that nobody completes; removes them with"
                + " --delete.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf payloads gc",
            "  wharf payloads gc --grace 48h --delete --manifest removed.jsonl",
            "",
            "It reads all topics that may refer to the store, from their beginning. Exit codes:",
            "0 done; 1 it failed; 2 wrong arguments; 3 no broker, no store, or a topic that",
            "cannot be read, and then nothing was removed."
        })
final class PayloadsGcCommand implements Callable<Integer> {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");

    @Mixin
    private PayloadsOptions options;

    @Option(names = "--delete", description = "Remove them (default: only say what would be removed).")
    private boolean delete;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "What is younger stays, because its record may be on its way: 90s, 30m, 24h, 7d. Longer than"
                    + " any upload, and the delivery and transaction timeouts behind it (default: ${DEFAULT-VALUE}).")
    private String grace;

    @Option(
            names = "--forget",
            paramLabel = "TOPIC",
            description = "A topic that was deleted for good, so that it need not be read. May be repeated.")
    private @Nullable List<String> forgotten;

    @Option(
            names = "--also",
            paramLabel = "TOPIC",
            description = "A topic that may refer to the store, too, because records were copied there by something"
                    + " else than Wharf. May be repeated.")
    private @Nullable List<String> also;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "Write what is (or would be) removed there, a line of JSON each, before it is.")
    private @Nullable Path manifest;

    @Option(names = "--json", description = "Print the summary as JSON on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    PayloadsGcCommand() {}

    @Override
    public Integer call() {
        Duration limit = parsed(grace);
        Set<String> gone = forgotten == null ? Set.of() : Set.copyOf(forgotten);
        Set<String> more = also == null ? Set.of() : Set.copyOf(also);
        return options.run(spec.commandLine().getErr(), housekeeping -> {
            Housekeeping.Swept swept = swept(housekeeping, new Housekeeping.Sweep(limit, gone, more, delete));
            print(housekeeping, swept);
            return 0;
        });
    }

    private static Duration parsed(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION, "--grace " + text + " is no time; write 90s, 30m, 24h or 7d");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).charAt(0)) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private Housekeeping.Swept swept(Housekeeping housekeeping, Housekeeping.Sweep how) {
        if (manifest == null) {
            PrintWriter out = spec.commandLine().getOut();
            return housekeeping.sweep(how, object -> {
                if (!json) {
                    out.println(object.key() + "  " + Progress.number(object.length()));
                }
            });
        }
        try (Writer lines =
                Files.newBufferedWriter(manifest, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return housekeeping.sweep(how, object -> write(lines, object));
        } catch (IOException | UncheckedIOException e) {
            throw new WharfException(
                    ErrorCode.SINK_FAILED, "--manifest " + manifest + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** On the disk before the object is removed. */
    private static void write(Writer lines, StoredObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", object.key());
        map.put("bytes", object.length());
        map.put("modified", object.modified().toString());
        try {
            lines.write(PlainJson.line(map) + "\n");
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(Housekeeping housekeeping, Housekeeping.Swept swept) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("store", housekeeping.toString());
            map.put("references", swept.marked());
            map.put("orphans", swept.objects());
            map.put("bytes", swept.bytes());
            map.put("unfinished", swept.unfinished());
            map.put("deleted", delete);
            out.println(Json.pretty(map));
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        err.println(Amount.counted(swept.marked(), "reference") + " to " + housekeeping + "; "
                + (delete ? "removed " : "would remove ") + Amount.counted(swept.objects(), "payload") + " ("
                + Amount.counted(swept.bytes(), "byte") + ") and "
                + Amount.counted(swept.unfinished(), "unfinished upload") + (delete ? "" : "; --delete does it"));
        err.flush();
    }
}
