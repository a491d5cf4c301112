package dev.wharf.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the files that a run has written: which records of the input, and how often each.
 *
 * @param counts how often each record is there
 */
record RollingOutput(Map<Place, Integer> counts) {
    private static final Pattern ROW = Pattern.compile(
            "\\{\"id\":\\d+,.*\"_kafka_partition\":(\\d+),\"_kafka_offset\":(\\d+),\"_kafka_timestamp\":\\d+}");

    /** A record of the input. */
    record Place(int partition, long offset) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return partition == other.partition
                    ? Long.compare(offset, other.offset)
                    : Integer.compare(partition, other.partition);
        }
    }

    /** Reads every file that can be seen; throws if one is not whole. */
    static RollingOutput read(Path folder) {
        Map<Place, Integer> counts = new HashMap<>();
        for (Path file : visible(folder)) {
            for (String line : lines(file)) {
                Matcher row = ROW.matcher(line);
                if (!row.matches()) {
                    throw new AssertionError(file + " has a broken row: " + line);
                }
                counts.merge(new Place(Integer.parseInt(row.group(1)), Long.parseLong(row.group(2))), 1, Integer::sum);
            }
        }
        return new RollingOutput(counts);
    }

    private static List<Path> visible(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            String text = Files.readString(file);
            if (!text.endsWith("\n")) {
                throw new AssertionError(file + " is not whole: it has " + text.length() + " characters");
            }
            return text.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records below these offsets that are not there. */
    Set<Place> missing(Map<Integer, Long> ends) {
        Set<Place> missing = new TreeSet<>();
        ends.forEach((partition, end) -> {
            for (long offset = 0; offset < end; offset++) {
                Place place = new Place(partition, offset);
                if (!counts.containsKey(place)) {
                    missing.add(place);
                }
            }
        });
        return missing;
    }

    /** Records from these offsets on. */
    List<Place> from(Map<Integer, Long> committed) {
        List<Place> beyond = new ArrayList<>();
        for (Place place : counts.keySet()) {
            if (place.offset >= committed.getOrDefault(place.partition, 0L)) {
                beyond.add(place);
            }
        }
        return beyond;
    }

    /** Records that are there more than once. */
    Set<Place> repeated() {
        Set<Place> repeated = new TreeSet<>();
        counts.forEach((place, count) -> {
            if (count > 1) {
                repeated.add(place);
            }
        });
        return repeated;
    }
}
