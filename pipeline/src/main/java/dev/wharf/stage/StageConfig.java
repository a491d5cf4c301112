package dev.wharf.stage;

import dev.wharf.problem.Location;
import dev.wharf.problem.Problem;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one stage, with the place of each value. Values are String, Long, Double, Boolean, List of
 * those, or (for tables) a Map from dotted key to text. Used by one thread while a plan is put together.
 */
public final class StageConfig {
    private final String id;
    private final Place place;
    private final StageDescriptor descriptor;
    private final Map<String, Object> values;
    private final Map<String, Location> locations;
    private final Location location;
    private final boolean streaming;
    private final List<Problem> problems;
    private final Set<String> written;
    private final Set<String> discarded = new HashSet<>();

    /**
     * Made by whoever puts a plan together.
     *
     * @param location of the stage, for problems with keys that are not there
     * @param streaming whether the plan runs until it is stopped
     * @param problems where problems are put
     */
    public StageConfig(
            String id,
            Place place,
            StageDescriptor descriptor,
            Map<String, Object> values,
            Map<String, Location> locations,
            Location location,
            boolean streaming,
            List<Problem> problems) {
        this.id = id;
        this.place = place;
        this.descriptor = descriptor;
        this.values = new LinkedHashMap<>(values);
        this.written = Set.copyOf(values.keySet());
        this.locations = Map.copyOf(locations);
        this.location = location;
        this.streaming = streaming;
        this.problems = problems;
    }

    /** The stage's id in its plan. */
    public String id() {
        return id;
    }

    public Place place() {
        return place;
    }

    /** Whether the plan runs until it is stopped. */
    public boolean streaming() {
        return streaming;
    }

    /** Whether the key was written, with a value that can be used or not, as opposed to its default being in force. */
    public boolean has(String key) {
        return written.contains(key);
    }

    /** The text of a key that is required or has a default. */
    public String text(String key) {
        return optionalText(key).orElse("");
    }

    public Optional<String> optionalText(String key) {
        return Optional.ofNullable(value(key)).map(StageConfig::asText);
    }

    /** The number of a key that is required or has a default. */
    public long integer(String key) {
        return optionalText(key).map(text -> Long.parseLong(text.strip())).orElse(0L);
    }

    public boolean bool(String key) {
        return optionalText(key).map(Boolean::parseBoolean).orElse(false);
    }

    /** One value or many, as texts. */
    public List<String> texts(String key) {
        return scalars(key).stream().map(StageConfig::asText).toList();
    }

    /** The value as it was written: String, Long, Double or Boolean. */
    public Object scalar(String key) {
        List<Object> all = scalars(key);
        return all.isEmpty() ? "" : all.get(0);
    }

    public List<Object> scalars(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? new ArrayList<>(list) : List.of(value);
    }

    /** A table as dotted keys to texts; a text alone stands under {@code url}. */
    public Map<String, String> table(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        Object value = value(key);
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, one) -> texts.put(String.valueOf(name), asText(one)));
        } else if (value != null) {
            texts.put("url", asText(value));
        }
        return texts;
    }

    /** A path; one that is empty, or can be no path at all, is reported. */
    public Path path(String key) {
        String text = text(key);
        if (text.isBlank()) {
            problem(key, key + " is empty; name a file");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            problem(key, key + " is not a path: " + e.getReason());
            return Path.of("");
        }
    }

    /** Reports what is wrong with a key; the place is that of the key, or of the stage where the key is not there. */
    public void problem(String key, String text) {
        problemAt(key, key, text);
    }

    /** Reports what is wrong with a setting inside a table, by its dotted key there. */
    public void problem(String table, String setting, String text) {
        problemAt(table, table + "." + setting, text);
    }

    private void problemAt(String key, String place, String text) {
        if (!discarded.contains(key)) {
            Location where = locations.getOrDefault(place, locations.getOrDefault(key, location));
            problems.add(new Problem(where, "stage " + id + ": " + text));
        }
    }

    /**
     * Makes the value count as not there, because of a problem that is reported already. Problems reported with it from
     * now on would only follow from that one, and are left out.
     */
    public void discard(String key) {
        values.remove(key);
        discarded.add(key);
    }

    private @Nullable Object value(String key) {
        Object written = values.get(key);
        return written != null
                ? written
                : descriptor.parameter(key, place).map(Parameter::fallback).orElse(null);
    }

    private static String asText(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(StageConfig::asText).collect(Collectors.joining(","));
        }
        return value instanceof Double number ? BigDecimal.valueOf(number).toPlainString() : String.valueOf(value);
    }
}
