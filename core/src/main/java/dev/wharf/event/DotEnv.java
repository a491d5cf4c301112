package dev.wharf.event;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of variables, as many tools read it: lines of {@code NAME=value}, also behind {@code export}; comments begin
 * with {@code #}. In single quotes everything stands for itself, in double quotes {@code \n}, {@code \"} and {@code \\}
 * are read. A variable that the environment has already is not changed by the file.
 */
public final class DotEnv {
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*$");

    private DotEnv() {}

    /**
     * The variables of the file, with those of the environment over them.
     *
     * @throws WharfException with {@code CONFIGURATION} if it is not there, or a line is none of these; the text of the
     *     line is not shown, for it may be a secret
     */
    public static Map<String, String> over(Path file, Map<String, String> environment) {
        Map<String, String> all = read(file);
        all.putAll(environment);
        return all;
    }

    private static Map<String, String> read(Path file) {
        List<String> lines = lines(file);
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw wrong(file, i, "a line is NAME=value");
                }
                variables.put(parts.group(1), value(parts.group(2), file, i));
            }
        }
        return variables;
    }

    private static String value(String written, Path file, int line) {
        Matcher single = SINGLE.matcher(written);
        if (single.matches()) {
            return single.group(1);
        }
        Matcher quoted = DOUBLE.matcher(written);
        if (quoted.matches()) {
            return ESCAPE.matcher(quoted.group(1)).replaceAll(DotEnv::unescaped);
        }
        if (written.startsWith("'") || written.startsWith("\"")) {
            throw wrong(file, line, "a quote is not closed, or something follows it");
        }
        return COMMENT.matcher(written).replaceFirst("").strip();
    }

    private static String unescaped(MatchResult escape) {
        return switch (escape.group(1)) {
            case "n" -> "\n";
            case "\"", "\\" -> Matcher.quoteReplacement(escape.group(1));
            default -> Matcher.quoteReplacement(escape.group());
        };
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "there is no file " + file + " (looked for at " + file.toAbsolutePath() + ")",
                    e);
        } catch (IOException e) {
            throw new WharfException(ErrorCode.CONFIGURATION, file + " cannot be read: " + e, e);
        }
    }

    private static WharfException wrong(Path file, int line, String text) {
        return new WharfException(ErrorCode.CONFIGURATION, file + ":" + (line + 1) + ": " + text);
    }
}
