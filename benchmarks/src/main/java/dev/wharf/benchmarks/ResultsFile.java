package dev.wharf.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Markdown file with one section a bench, each between two comments by which it is found again. */
final class ResultsFile {
    private static final String TITLE = """
        # Load comparison

        Written by `dev.wharf.benchmarks.LoadComparison`. Compare ratios only, and only within one table: the rates \
        depend on the machine and on what else it did.
        """;

    private ResultsFile() {}

    /** Replaces the section of the bench, or adds it at the end. */
    static void put(Path file, Bench bench, String section) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : TITLE;
        Files.writeString(file, replace(text, bench, section));
    }

    static String replace(String text, Bench bench, String section) {
        String start = "<!-- " + bench.label() + " -->\n";
        String end = "<!-- end of " + bench.label() + " -->\n";
        int from = text.indexOf(start);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            return text + "\n" + start + section + end;
        }
        return text.substring(0, from) + start + section + text.substring(to);
    }
}
