package dev.wharf.pipeline;

import dev.wharf.problem.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code [global.variables]}: {@code {{name}}} without inner spaces in the strings of a stage's configuration stands
 * for a variable; with spaces it is left to templates that run later. Variables may hold {@code ${NAME}} of the
 * environment.
 */
final class Variables {
    private static final Pattern USE = Pattern.compile("\\{\\{([A-Za-z_][A-Za-z0-9_]*)}}");
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{([A-Z_][A-Z0-9_]*)}");

    private final Map<String, String> values = new HashMap<>();

    /** Reads the table, reporting variables of the environment that are not set. */
    static Variables read(TomlTables table, Map<String, String> environment) {
        Variables variables = new Variables();
        for (String name : table.values().keySet()) {
            table.text(name).ifPresent(text -> variables.values.put(name, fill(table, name, text, environment)));
        }
        return variables;
    }

    static Variables none() {
        return new Variables();
    }

    private static String fill(TomlTables table, String name, String text, Map<String, String> environment) {
        return ENVIRONMENT.matcher(text).replaceAll(match -> {
            String value = environment.get(match.group(1));
            if (value == null) {
                table.report(name, "variable " + name + ": the environment has no " + match.group(1) + "; set it");
            }
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }

    /**
     * The value with every variable in place; texts inside arrays and tables too. Reports those that are not defined.
     */
    Object apply(Object value, TomlTables table, String key) {
        if (value instanceof String text) {
            return USE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(lookUp(match, table, key)));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(entry -> apply(entry, table, key)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> filled = new HashMap<>();
            map.forEach((name, entry) -> filled.put(String.valueOf(name), apply(entry, table, key)));
            return filled;
        }
        return value;
    }

    private String lookUp(MatchResult use, TomlTables table, String key) {
        String name = use.group(1);
        String value = values.get(name);
        if (value == null) {
            table.report(
                    key,
                    "variable " + name + " is not defined in [global.variables]" + Nearest.hint(name, values.keySet()));
        }
        return value == null ? "" : value;
    }
}
