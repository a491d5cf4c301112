package dev.wharf.cli;

import dev.wharf.large.Housekeeping;
import java.io.PrintWriter;
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

/** {@code wharf payloads fsck}: finds records that refer to nothing. */
@Command(
        name = "fsck",
        description = "Finds records whose payload is not in the store, or is not as long as they say.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf payloads fsck",
            "  wharf payloads fsck archive --store archive=s3://my-bucket/payloads --json",
            "",
            "It asks for each object, and reads none. Exit codes: 0 all are there; 1 some are",
            "not; 2 wrong arguments; 3 no broker, no store, or a topic that cannot be read."
        })
final class PayloadsFsckCommand implements Callable<Integer> {
    @Mixin
    private PayloadsOptions options;

    @Option(names = "--json", description = "Print them as JSON on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    PayloadsFsckCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        return options.run(err, housekeeping -> {
            PrintWriter out = spec.commandLine().getOut();
            List<Map<String, Object>> found = new ArrayList<>();
            long references = housekeeping.fsck(dangling -> {
                found.add(asMap(dangling));
                if (!json) {
                    out.println(dangling.position() + ": " + dangling.key() + " " + dangling.problem());
                }
            });
            if (json) {
                out.println(Json.pretty(Map.of("references", references, "dangling", found)));
            }
            out.flush();
            err.println(Amount.counted(references, "reference") + " to " + housekeeping + ", "
                    + Progress.number(found.size()) + " of them to nothing");
            err.flush();
            return found.isEmpty() ? 0 : Main.FAILED;
        });
    }

    private static Map<String, Object> asMap(Housekeeping.Dangling dangling) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("record", dangling.position());
        map.put("key", dangling.key());
        map.put("problem", dangling.problem());
        return map;
    }
}
