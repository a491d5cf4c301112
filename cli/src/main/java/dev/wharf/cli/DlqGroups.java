package dev.wharf.cli;

import dev.wharf.deadletter.Failure;
import dev.wharf.deadletter.Provenance;
import dev.wharf.failure.FailureKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts dead letters by why they failed. Memory does not depend on how many there are: of many reasons only the first
 * ones that come get a group, and the rest is counted together. For one thread.
 */
final class DlqGroups {
    /** How many reasons are told apart. */
    static final int MAX_GROUPS = 1_000;

    private final Map<Key, Group> groups = new HashMap<>();
    private long total;
    private long unknown;
    private long others;

    /** What a group has in common; all texts are bounded, and empty where nothing is known. */
    private record Key(String reason, String stage, String kind, String exception) {
        static Key of(DlqLetter letter) {
            return letter.provenance().map(Provenance::failure).map(Key::of).orElse(new Key("", "", "", ""));
        }

        private static Key of(Failure failure) {
            return new Key(
                    DlqReason.normal(failure.reason()),
                    Printable.cut(failure.stage(), DlqReason.MAX_CHARS),
                    failure.kind().map(Key::word).orElse(""),
                    Printable.cut(failure.exception(), DlqReason.MAX_CHARS));
        }

        private static String word(FailureKind kind) {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Dead letters of one reason. */
    static final class Group {
        private final Key key;
        private final String example;
        private boolean varied;
        private long count;
        private long firstMs = -1;
        private long lastMs = -1;
        private String firstPlace = "";

        private Group(Key key, String example) {
            this.key = key;
            this.example = example;
        }

        private void add(DlqLetter letter) {
            count++;
            varied |= !example.equals(example(letter));
            long timeMs = letter.timeMs();
            boolean earlier = timeMs >= 0 && (firstMs < 0 || timeMs < firstMs);
            if (earlier || firstPlace.isEmpty()) {
                firstMs = timeMs;
                firstPlace = letter.place();
            }
            lastMs = Math.max(lastMs, timeMs);
        }

        private static String example(DlqLetter letter) {
            return Printable.cut(letter.reason(), DlqReason.MAX_CHARS);
        }

        /** As it was told, if all say the same; else with {@code #} for numbers. */
        String reason() {
            return varied ? key.reason() : example;
        }

        /** The reason of the one that came first. */
        String example() {
            return example;
        }

        String stage() {
            return key.stage();
        }

        String kind() {
            return key.kind();
        }

        /** Class name of what was thrown. */
        String exception() {
            return key.exception();
        }

        long count() {
            return count;
        }

        /** When the earliest failed, in milliseconds since the epoch, or -1. */
        long firstMs() {
            return firstMs;
        }

        /** When the latest failed, in milliseconds since the epoch, or -1. */
        long lastMs() {
            return lastMs;
        }

        /** Where the earliest is. */
        String firstPlace() {
            return firstPlace;
        }
    }

    void add(DlqLetter letter) {
        total++;
        if (letter.provenance().isEmpty()) {
            unknown++;
        }
        Key key = Key.of(letter);
        Group group = groups.get(key);
        if (group == null && groups.size() < MAX_GROUPS) {
            group = new Group(key, Group.example(letter));
            groups.put(key, group);
        }
        if (group == null) {
            others++;
        } else {
            group.add(letter);
        }
    }

    /** The largest first. */
    List<Group> largest() {
        return groups.values().stream()
                .sorted(Comparator.comparingLong(Group::count).reversed().thenComparing(Group::firstPlace))
                .toList();
    }

    /** All that were added. */
    long total() {
        return total;
    }

    /** Those of them that tell nothing of where they come from. */
    long unknown() {
        return unknown;
    }

    /** Those of them that are in no group. */
    long others() {
        return others;
    }
}
