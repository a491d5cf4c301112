package dev.wharf.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf version}. */
@Command(
        name = "version",
        description = "Prints the versions of Wharf, its Kafka client and Java.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  wharf version --json")
final class VersionCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    VersionCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.pretty(Versions.all()) : Versions.line());
        out.flush();
        return 0;
    }
}
