package dev.wharf.pipeline;

import dev.wharf.problem.Location;
import dev.wharf.problem.Nearest;
import dev.wharf.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads one table of a TOML file, with the place of each key, reporting what is of the wrong kind. */
final class TomlTables {
    private static final Pattern SECRET_LINE = Pattern.compile("(?i)password|secret|passphrase|jaas|token|private");

    private final String file;
    private final String name;
    private final TomlTable table;
    private final Location location;
    private final List<Problem> problems;

    /**
     * A table.
     *
     * @param name how errors call it, such as {@code [pipeline]}
     * @param location of the table itself
     */
    TomlTables(String file, String name, TomlTable table, Location location, List<Problem> problems) {
        this.file = file;
        this.name = name;
        this.table = table;
        this.location = location;
        this.problems = problems;
    }

    /** The table that is the whole file; empty where it is not TOML, which is reported. */
    static Optional<TomlTables> parse(String toml, String file, List<Problem> problems) {
        TomlParseResult parsed = Toml.parse(toml);
        for (TomlParseError error : parsed.errors()) {
            Location where = at(file, error.position()).orElse(new Location(file, 0, 0));
            problems.add(new Problem(where, "not valid TOML: " + reason(error, lineOf(toml, where))));
        }
        return parsed.hasErrors()
                ? Optional.empty()
                : Optional.of(new TomlTables(file, "the file", parsed, new Location(file, 1, 1), problems));
    }

    private static String lineOf(String toml, Location where) {
        return toml.lines().skip(Math.max(0, where.line() - 1)).findFirst().orElse("");
    }

    /** The parser's reason shows what it found, which on some lines may be a password whose quotes were forgotten. */
    private static String reason(TomlParseError error, String line) {
        return SECRET_LINE.matcher(line).find()
                ? "this line may hold a secret and is not shown; are the quotes around its value right?"
                : String.valueOf(error.getMessage());
    }

    Location location() {
        return location;
    }

    Location locationOf(String key) {
        return at(file, table.inputPositionOf(List.of(key))).orElse(location);
    }

    static Optional<Location> at(String file, @Nullable TomlPosition position) {
        return Optional.ofNullable(position).map(found -> new Location(file, found.line(), found.column()));
    }

    boolean has(String key) {
        return table.contains(List.of(key));
    }

    /** All keys, from top to bottom. */
    List<String> keys() {
        return table.keySet().stream()
                .sorted(Comparator.comparing(this::locationOf, Location.IN_FILE))
                .toList();
    }

    /** Reports the keys that are not among the known ones, each with the nearest that is, or where it belongs. */
    void onlyKeys(Collection<String> known) {
        onlyKeys(known, key -> FileKey.tableOf(key).map(table -> "; it belongs in " + table));
    }

    /** The same for another kind of file; {@code hint} knows of some keys what to say. */
    void onlyKeys(Collection<String> known, Function<String, Optional<String>> hint) {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                String meant = hint.apply(key).orElseGet(() -> Nearest.hint(key, known));
                report(key, "unknown key " + key + " in " + name + meant);
            }
        }
    }

    void report(String key, String text) {
        problems.add(new Problem(locationOf(key), text));
    }

    @Nullable
    Object value(String key) {
        return table.get(List.of(key));
    }

    Optional<String> text(String key) {
        return wanted(key, String.class, "a string");
    }

    Optional<Boolean> bool(String key) {
        return wanted(key, Boolean.class, "true or false");
    }

    /** A number, also where it is written as a string. */
    Optional<Long> integer(String key) {
        Object value = value(key);
        if (value instanceof String text && Numbers.isInteger(text)) {
            return Optional.of(Long.parseLong(text.strip()));
        }
        return wanted(key, Long.class, "a whole number");
    }

    /** A sub-table; empty if it is not there or no table. */
    Optional<TomlTables> table(String key) {
        return wanted(key, TomlTable.class, "a table")
                .map(found -> new TomlTables(file, nameOf(key), found, locationOf(key), problems));
    }

    /** {@code [global.variables]} in {@code [global]}, {@code [stages.config]} in {@code [[stages]]}. */
    private String nameOf(String key) {
        String outer = name.replace("[", "").replace("]", "");
        return outer.equals(name) ? "[" + key + "]" : "[" + outer + "." + key + "]";
    }

    /** The tables of an array of tables, each with its own place. */
    List<TomlTables> tables(String key) {
        List<TomlTables> found = new ArrayList<>();
        Optional<TomlArray> array = wanted(key, TomlArray.class, "an array of tables, written [[" + key + "]]");
        for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
            if (array.get().get(i) instanceof TomlTable entry) {
                Location where = at(file, array.get().inputPositionOf(i)).orElse(location);
                found.add(new TomlTables(file, "[[" + key + "]]", entry, where, problems));
            } else {
                report(key, key + " must be an array of tables, written [[" + key + "]]");
            }
        }
        return found;
    }

    /** An array of strings, or one string. */
    List<String> texts(String key) {
        Object value = value(key);
        if (value instanceof String text) {
            return List.of(text);
        }
        List<String> texts = new ArrayList<>();
        Optional<TomlArray> array = wanted(key, TomlArray.class, "an array of strings");
        for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
            if (array.get().get(i) instanceof String text) {
                texts.add(text);
            } else {
                report(key, key + " in " + name + " must be an array of strings");
            }
        }
        return texts;
    }

    /** Whether something stands there that is more than an empty array, be it of the right kind or not. */
    boolean isFilled(String key) {
        return has(key) && !(value(key) instanceof TomlArray array && array.isEmpty());
    }

    /** All keys with plain Java values: arrays as lists, tables as maps from dotted keys. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            Object value = value(key);
            if (value != null) {
                values.put(key, plain(value));
            }
        }
        return values;
    }

    /** The places of all keys, and of those in tables below by their dotted keys. */
    Map<String, Location> locations() {
        Map<String, Location> locations = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            locations.put(key, locationOf(key));
            if (value(key) instanceof TomlTable nested) {
                nested.keyPathSet()
                        .forEach(path -> at(file, nested.inputPositionOf(path))
                                .ifPresent(place -> locations.put(key + "." + String.join(".", path), place)));
            }
        }
        return locations;
    }

    private static Object plain(Object value) {
        if (value instanceof TomlArray array) {
            return array.toList().stream().map(TomlTables::plain).toList();
        }
        if (value instanceof TomlTable nested) {
            Map<String, Object> flat = new LinkedHashMap<>();
            // "security.protocol" = in quotes and security.protocol = mean the same setting.
            for (List<String> path : nested.keyPathSet()) {
                flat.put(String.join(".", path), plain(Objects.requireNonNull(nested.get(path))));
            }
            return flat;
        }
        return value;
    }

    private <T> Optional<T> wanted(String key, Class<T> type, String what) {
        Object value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            report(key, key + " in " + name + " must be " + what);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }
}
