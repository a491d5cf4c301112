package dev.wharf.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The {@code --name value} pairs of a command line. */
final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Arguments() {}

    /**
     * Reads the pairs.
     *
     * @throws IllegalArgumentException for a name that is not among {@code known}, or has no value
     */
    static Arguments parse(Set<String> known, String... args) {
        Arguments parsed = new Arguments();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!known.contains(name)) {
                throw new IllegalArgumentException(args[i] + " is not an option; known are " + new TreeSet<>(known));
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            parsed.values.put(name, args[i + 1]);
        }
        return parsed;
    }

    static String[] format(Map<String, String> values) {
        return values.entrySet().stream()
                .flatMap(pair -> List.of("--" + pair.getKey(), pair.getValue()).stream())
                .toArray(String[]::new);
    }

    String text(String name) {
        @Nullable String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    long number(String name, long otherwise) {
        return Long.parseLong(text(name, Long.toString(otherwise)));
    }
}
