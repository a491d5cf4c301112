package dev.wharf.stage.internal;

import dev.wharf.stage.StageConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where records are written: one file, or files whose names follow from fields of the records, as in {@code
 * out/{{ country }}/orders.jsonl}.
 *
 * @param text as it was written
 * @param folder what stands before the first field, up to its last slash; the path itself where it has no field
 * @param texts what stands between the fields, behind the folder: one more than fields
 * @param fields the names of the fields; empty for one file
 */
record FilePath(String text, Path folder, List<String> texts, List<String> fields) {
    private static final Pattern FIELD = Pattern.compile("\\{\\{\\s+([^{}]*?)\\s+}}");
    private static final Pattern BRACES = Pattern.compile("\\{\\{|}}");

    /** Reads the key, and reports what is wrong with it. */
    static FilePath of(StageConfig config, String key) {
        String text = config.text(key);
        List<String> texts = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        Matcher found = FIELD.matcher(text);
        int end = 0;
        while (found.find()) {
            texts.add(text.substring(end, found.start()));
            fields.add(found.group(1));
            end = found.end();
        }
        texts.add(text.substring(end));
        check(config, key, texts, fields);
        if (fields.isEmpty()) {
            return new FilePath(text, config.path(key), List.of(""), List.of());
        }
        String first = texts.get(0);
        int slash = first.lastIndexOf('/') + 1;
        texts.set(0, first.substring(slash));
        checkNames(config, key, texts);
        return new FilePath(text, folder(config, key, first.substring(0, slash)), texts, fields);
    }

    private static void check(StageConfig config, String key, List<String> texts, List<String> fields) {
        if (texts.stream().anyMatch(part -> BRACES.matcher(part).find())
                || fields.stream().anyMatch(String::isBlank)) {
            config.problem(
                    key, key + " has braces that are no field: a field is written {{ name }}, with spaces inside");
        }
    }

    /** What stands behind the first field is made of names: nothing in it may lead elsewhere. */
    private static void checkNames(StageConfig config, String key, List<String> texts) {
        for (String name : String.join("x", texts).split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                config.problem(
                        key,
                        key + " has \"" + name + "\" as a name behind its first field; only names of folders and, at"
                                + " the end, of a file may stand there");
            }
        }
    }

    private static Path folder(StageConfig config, String key, String text) {
        try {
            return Path.of(text.isEmpty() ? "." : text);
        } catch (InvalidPathException e) {
            config.problem(key, key + " is not a path: " + e.getReason());
            return Path.of(".");
        }
    }

    /** Whether it depends on the record. */
    boolean computed() {
        return !fields.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
