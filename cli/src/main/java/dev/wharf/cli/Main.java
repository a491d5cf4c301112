package dev.wharf.cli;

import dev.wharf.devstack.DevstackException;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code wharf} command. */
@Command(
        name = "wharf",
        description = "Moves records in and out of Apache Kafka, and never loses one.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            ExplainCommand.class,
            ListCommand.class,
            InfoCommand.class,
            ProduceCommand.class,
            ConsumeCommand.class,
            NewCommand.class,
            DoctorCommand.class,
            TopicsCommand.class,
            SchemasCommand.class,
            DlqCommand.class,
            PayloadsCommand.class,
            DevCommand.class,
            CompletionCommand.class,
            VersionCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf run examples/flights.toml      run a pipeline",
            "  wharf consume orders --follow        print a topic",
            "  wharf info kafka                     what the kafka stage understands",
            "",
            "Exit codes: 0 done, 1 the work failed, 2 the input or configuration is wrong,",
            "3 something around us is missing (no broker, no topic)."
        })
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;
    static final int ENVIRONMENT_MISSING = 3;
    private static final String JSON = "--json";

    private final StandardStreams streams;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    Main(StandardStreams streams) {
        this.streams = streams;
    }

    /** The program. */
    public static void main(String[] args) {
        int exitCode = execute(args);
        // Writers swallow errors: what was to be read by somebody may be on a full disk, and so nowhere.
        boolean lost = System.out.checkError();
        if (lost && exitCode == 0) {
            System.err.println("wharf: standard output could not be written to its end: a full disk, or a closed pipe");
        }
        System.exit(lost && exitCode == 0 ? FAILED : exitCode);
    }

    /** Runs one command line; gives its exit code. */
    public static int execute(String... args) {
        return execute(StandardStreams.ofProcess(), args);
    }

    /** The same with other streams for data. */
    static int execute(StandardStreams streams, String... args) {
        CommandLine command = new CommandLine(new Main(streams));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        Watched out = new Watched(command.getOut());
        command.setOut(out);
        command.setParameterExceptionHandler((wrong, words) -> {
            int exitCode = WrongArguments.report(wrong);
            asJson(wrong.getCommandLine(), words, WrongArguments.textOf(wrong), exitCode, out);
            return exitCode;
        });
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            int exitCode = report(failure, line.getErr());
            asJson(line, args, String.valueOf(failure.getMessage()), exitCode, out);
            return exitCode;
        });
        command.setExitCodeExceptionMapper(failure -> FAILED);
        return command.execute(args);
    }

    /** Whoever asked for JSON gets some, also when the command failed before it could print any. */
    private static void asJson(CommandLine line, String[] words, String error, int exitCode, Watched out) {
        boolean wanted = !out.used()
                && List.of(words).contains(JSON)
                && line.getCommandSpec().optionsMap().containsKey(JSON);
        if (wanted) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("ok", false);
            map.put("error", error);
            map.put("exit_code", exitCode);
            out.println(Json.pretty(map));
            out.flush();
        }
    }

    /** Where commands read and write data. */
    StandardStreams streams() {
        return streams;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Says what failed, and turns it into an exit code; a defect of ours is shown with its stack. */
    static int report(Exception failure, PrintWriter err) {
        switch (failure) {
            case WharfException known -> err.println("wharf: " + known.getMessage());
            case DevstackException known -> err.println("wharf: " + known.getMessage());
            default -> {
                err.println("wharf: an unexpected failure, which is a defect; please report it:");
                failure.printStackTrace(err);
            }
        }
        err.flush();
        return exitCode(failure);
    }

    /** What a command that ended so tells those who started it. */
    static int exitCode(Throwable failure) {
        if (failure instanceof DevstackException) {
            return ENVIRONMENT_MISSING;
        }
        if (!(failure instanceof WharfException known)) {
            return FAILED;
        }
        if (known.code() == ErrorCode.CONFIGURATION) {
            return WRONG_INPUT;
        }
        return known.code() == ErrorCode.ENVIRONMENT ? ENVIRONMENT_MISSING : FAILED;
    }
}
