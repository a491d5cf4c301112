package dev.wharf.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code in a document. A comment on the line before it may say more: {@code <!-- file: late.toml -->} names
 * the file that a reader puts it in, {@code <!-- not run: why -->} excuses commands, {@code <!-- exit: 2 -->} expects a
 * failure.
 *
 * @param place path and line of its first line, for errors
 * @param language the word after the back ticks
 * @param directive the word before the colon in the comment, or an empty text
 * @param argument what stands behind the colon
 */
record Fence(String place, String language, String directive, String argument, List<String> lines) {

    private static final Pattern DIRECTIVE = Pattern.compile("<!-- (file|not run|exit):(.*)-->");
    private static final Pattern COMMAND = Pattern.compile("^(\\$ )?(.*[|;] *|(\\w+=\\S+ )*)(\\./)?wharf( .*)?$");
    private static final String MARK = "```";

    /** All blocks of the document. */
    static List<Fence> in(SourceFile document) {
        List<Fence> fences = new ArrayList<>();
        List<String> lines = document.lines();
        int from = 0;
        while (from < lines.size()) {
            String line = lines.get(from);
            if (line.startsWith(MARK)) {
                int end = from + 1 + lines.subList(from + 1, lines.size()).indexOf(MARK);
                if (end <= from) {
                    throw new AssertionError(document.path() + ":" + (from + 1) + ": the block has no end");
                }
                fences.add(fence(document, from, end));
                from = end;
            }
            from++;
        }
        return fences;
    }

    private static Fence fence(SourceFile document, int from, int end) {
        List<String> lines = document.lines();
        Matcher directive = DIRECTIVE.matcher(from == 0 ? "" : lines.get(from - 1));
        boolean directed = directive.matches();
        return new Fence(
                document.path() + ":" + (from + 1),
                lines.get(from).substring(MARK.length()),
                directed ? directive.group(1) : "",
                directed ? directive.group(2).strip() : "",
                List.copyOf(lines.subList(from + 1, end)));
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    boolean isToml() {
        return language.equals("toml");
    }

    boolean isWholePipeline() {
        return isToml() && lines.contains("[pipeline]") && lines.contains("[[stages]]");
    }

    /** Whether it shows a wharf command for a reader to type. */
    boolean hasCommand() {
        boolean shell = language.equals("sh") || language.equals("console");
        return shell && lines.stream().anyMatch(line -> COMMAND.matcher(line).matches());
    }

    /** The exit code that its commands should have. */
    int exit() {
        return directive.equals("exit") ? Integer.parseInt(argument) : 0;
    }

    /** The commands with what they print; a block of the language sh is one command that says nothing of its output. */
    List<Step> steps() {
        if (!language.equals("console")) {
            return List.of(new Step(text(), List.of()));
        }
        List<Step> steps = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else {
                steps.get(steps.size() - 1).output().add(line);
            }
        }
        return steps;
    }

    /** A command and the lines that it prints, in any order; {@code ...} among them stands for others. */
    record Step(String command, List<String> output) {}
}
