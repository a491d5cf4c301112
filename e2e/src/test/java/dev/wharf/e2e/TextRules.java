package dev.wharf.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Rules that look at one line at a time. Each returns what it finds as {@code path:line: what}. */
final class TextRules {

    static final int COLUMNS = 120;

    /** Written in pieces, so that this file does not break its own rules. */
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|\\b(?i:not (yet )?impl" + "emented)\\b");

    private static final Pattern REGISTRY = Pattern.compile(String.join(
            "|",
            "repo1?\\.maven\\.(apache\\.)?" + "org",
            "search\\.maven\\." + "org",
            "mvnrepository\\." + "com",
            "sonatype\\." + "(org|com)",
            "jitpack\\." + "io",
            "plugins\\.gradle\\." + "org",
            "registry\\.npmjs\\." + "org",
            "\\bpypi\\." + "org",
            "pythonhosted\\." + "org",
            "\\bcrates\\." + "io",
            "proxy\\.golang\\." + "org",
            "rubygems\\." + "org"));

    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit\\s*\\.\\s*\\w+)\\s*\\.\\s*sle" + "ep\\b");
    private static final Pattern DISABLED = Pattern.compile("@Dis" + "abled\\b");

    private TextRules() {}

    static List<String> tooWide(SourceFile file) {
        return file.java() || file.script()
                ? lines(file, line -> line.length() > COLUMNS, "over 120 columns")
                : List.of();
    }

    static List<String> tabs(SourceFile file) {
        return file.written() ? lines(file, line -> line.contains("\t"), "tab") : List.of();
    }

    static List<String> trailingSpace(SourceFile file) {
        Predicate<String> trailing = line -> !line.isEmpty() && Character.isWhitespace(line.charAt(line.length() - 1));
        return file.written() ? lines(file, trailing, "trailing space") : List.of();
    }

    static List<String> noNewlineAtEnd(SourceFile file) {
        boolean fine = !file.written() || file.text().isEmpty() || file.text().endsWith("\n");
        return fine ? List.of() : List.of(file.path() + ": no newline at the end");
    }

    static List<String> unfinishedMarks(SourceFile file) {
        return file.written() ? lines(file, UNFINISHED.asPredicate(), "unfinished mark") : List.of();
    }

    static List<String> registryHosts(SourceFile file) {
        return lines(file, REGISTRY.asPredicate(), "host name of a package registry");
    }

    static List<String> sleepsInTests(SourceFile file) {
        return file.test() && file.java() ? lines(file, SLEEP.asPredicate(), "await a condition instead") : List.of();
    }

    static List<String> disabledTests(SourceFile file) {
        return file.test() && file.java() ? lines(file, DISABLED.asPredicate(), "mend or remove it") : List.of();
    }

    private static List<String> lines(SourceFile file, Predicate<String> bad, String what) {
        List<String> found = new ArrayList<>();
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (bad.test(lines.get(i))) {
                found.add(file.path() + ":" + (i + 1) + ": " + what);
            }
        }
        return found;
    }
}
