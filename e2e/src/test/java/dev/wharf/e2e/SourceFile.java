package dev.wharf.e2e;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A text file of the repository: its path below the root, with '/' between names, and what it says. */
record SourceFile(String path, String text) {

    private static final Set<String> PROSE_AND_CODE =
            Set.of("java", "md", "xml", "toml", "sh", "txt", "yml", "yaml", "properties", "proto", "avsc");

    boolean java() {
        return path.endsWith(".java");
    }

    boolean markdown() {
        return path.endsWith(".md");
    }

    boolean script() {
        return path.endsWith(".sh") || text.startsWith("#!");
    }

    boolean test() {
        return path.contains("/src/test/");
    }

    /** Whether people write it, so that rules of style apply; data for tests and examples is left as it is. */
    boolean written() {
        boolean data = path.contains("/src/test/resources/") || path.startsWith("examples/data/");
        return !data
                && (script()
                        || PROSE_AND_CODE.contains(extension())
                        || !fileName().contains("."));
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String folder() {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    /** The lines, without the empty one after the last newline. */
    List<String> lines() {
        List<String> lines = List.of(text.split("\n", -1));
        return text.endsWith("\n") ? lines.subList(0, lines.size() - 1) : lines;
    }

    private String extension() {
        return fileName().substring(fileName().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
