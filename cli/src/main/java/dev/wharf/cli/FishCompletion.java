package dev.wharf.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes what the fish shell needs to complete a command: which words may come behind which commands. */
final class FishCompletion {
    private final CommandSpec root;
    private final List<String> lines = new ArrayList<>();

    FishCompletion(CommandSpec root) {
        this.root = root;
    }

    String script() {
        List<String> paths = new ArrayList<>();
        paths(root, "", paths);
        lines.add("# Completion of " + root.name() + " for fish.");
        lines.add("function __" + root.name() + "_at --description 'The commands typed so far are these'");
        lines.add(
                "    set -l known " + paths.stream().map(FishCompletion::quoted).collect(Collectors.joining(" ")));
        lines.add("    set -l path ''");
        lines.add("    for word in (commandline -opc)[2..-1]");
        lines.add("        set -l longer (string trim -- \"$path $word\")");
        lines.add("        contains -- \"$longer\" $known; and set path $longer");
        lines.add("    end");
        lines.add("    test \"$path\" = \"$argv[1]\"");
        lines.add("end");
        lines.add("complete -c " + root.name() + " -f");
        command(root, "");
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static void paths(CommandSpec command, String path, List<String> paths) {
        subcommands(command).forEach(sub -> {
            String longer = (path + " " + sub.name()).strip();
            paths.add(longer);
            paths(sub, longer, paths);
        });
    }

    private static List<CommandSpec> subcommands(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(sub -> !sub.usageMessage().hidden())
                .toList();
    }

    private void command(CommandSpec command, String path) {
        for (CommandSpec sub : subcommands(command)) {
            add(
                    path,
                    "-a " + quoted(sub.name()) + description(sub.usageMessage().description()));
        }
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> option(option, path));
        command.positionalParameters().forEach(parameter -> {
            String words = words(parameter);
            if (!words.isEmpty()) {
                add(path, "-a " + quoted(words));
            } else if (isFile(parameter)) {
                add(path, "-F");
            }
        });
        subcommands(command).forEach(sub -> command(sub, (path + " " + sub.name()).strip()));
    }

    private void option(OptionSpec option, String path) {
        StringBuilder line = new StringBuilder();
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            String words = words(option);
            line.append(isFile(option) ? " -r -F" : " -x").append(words.isEmpty() ? "" : " -a " + quoted(words));
        }
        add(path, line.substring(1) + description(option.description()));
    }

    private void add(String path, String what) {
        lines.add("complete -c " + root.name() + " -n " + quoted("__" + root.name() + "_at " + quotedInside(path)) + " "
                + what);
    }

    private static String words(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? ""
                : StreamSupport.stream(candidates.spliterator(), false).collect(Collectors.joining(" "));
    }

    private static boolean isFile(ArgSpec argument) {
        return argument.type() == Path.class;
    }

    private static String description(String[] texts) {
        String text = String.join(" ", texts)
                .replaceAll("\\s*\\(default: [^)]*\\)", "")
                .replace("$$", "$");
        return text.isEmpty() ? "" : " -d " + quoted(text);
    }

    private static String quotedInside(String path) {
        return "\"" + path + "\"";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
