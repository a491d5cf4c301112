package dev.wharf.cli;

import dev.wharf.problem.Nearest;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in one line, with what was probably meant. */
final class WrongArguments {
    private WrongArguments() {}

    /** Gives the exit code. */
    static int report(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        err.println(name + ": " + textOf(wrong) + "; " + name + " --help shows what there is");
        err.flush();
        return Main.WRONG_INPUT;
    }

    private static String textOf(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(wrong.getMessage());
        }
        CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        String word = unmatched.getUnmatched().get(0);
        if (word.startsWith("-")) {
            String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            return "there is no option " + option
                    + Nearest.hint(option, spec.optionsMap().keySet());
        }
        return spec.subcommands().isEmpty()
                ? "the argument " + word + " is one too many"
                : "there is no command " + word
                        + Nearest.hint(word, spec.subcommands().keySet());
    }
}
