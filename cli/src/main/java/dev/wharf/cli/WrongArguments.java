package dev.wharf.cli;

import dev.wharf.problem.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in one line, with what was probably meant. */
final class WrongArguments {
    private static final Pattern MISSING = Pattern.compile("Missing required (?:parameter|option)s?: (.+)");
    private static final Pattern NO_VALUE =
            Pattern.compile("(?:Missing required|Expected) parameter for option '(\\S+)' \\((.+)\\).*");
    private static final String INVALID =
            "Invalid value for (?:option '|positional parameter at index \\S+ \\()" + "(\\S+?)[')](?: \\(.+?\\))?: ";
    private static final Pattern NO_NUMBER = Pattern.compile(INVALID + "'(.*)' is not an? (?:int|long)");
    private static final Pattern NO_CHOICE =
            Pattern.compile(INVALID + "expected one of \\[(.+)\\] \\(.+\\) but was '(.*)'");

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

    /** What is wrong, and what was probably meant. */
    static String textOf(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return inOurWords(String.valueOf(wrong.getMessage()));
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

    /** The parser speaks of Java's types. */
    private static String inOurWords(String text) {
        Matcher missing = MISSING.matcher(text);
        if (missing.matches()) {
            List<String> names = List.of(missing.group(1).replace("'", "").split(", "));
            return String.join(" and ", names) + (names.size() == 1 ? " is" : " are") + " missing";
        }
        Matcher noValue = NO_VALUE.matcher(text);
        if (noValue.matches()) {
            return noValue.group(1) + " needs a value: " + noValue.group(2);
        }
        Matcher number = NO_NUMBER.matcher(text);
        if (number.matches()) {
            return number.group(1) + ": " + number.group(2) + " is no whole number";
        }
        Matcher choice = NO_CHOICE.matcher(text);
        if (choice.matches()) {
            String chosen = choice.group(3);
            List<String> known = List.of(
                    choice.group(2).toLowerCase(Locale.ROOT).replace('_', '-').split(", "));
            return choice.group(1) + ": there is no " + chosen + Nearest.hint(chosen.toLowerCase(Locale.ROOT), known);
        }
        return text;
    }
}
