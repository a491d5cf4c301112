package dev.wharf.registry;

import dev.wharf.schema.ParsedSchema;
import java.util.ArrayList;
import java.util.List;

/** Holds new schemas against older ones. Safe for use by many threads. */
final class Compatibility {
    /** More reasons than so many help nobody. */
    private static final int MAX_REASONS = 50;

    private final SchemaReader reader;

    Compatibility(SchemaReader reader) {
        this.reader = reader;
    }

    /** The versions that the level asks to look at: none, the last one, or all; no soft-deleted ones. */
    static List<Version> relevant(List<Version> versions, Level level) {
        if (level == Level.NONE) {
            return List.of();
        }
        List<Version> living = versions.stream().filter(each -> !each.deleted()).toList();
        return level.transitive() || living.isEmpty() ? living : List.of(living.get(living.size() - 1));
    }

    /** What is in the way of the new schema, a line each, the newest version first; empty if nothing is. */
    List<String> reasons(
            RegistryState state, SubjectName subject, ParsedSchema now, List<Version> versions, Level level) {
        List<String> reasons = new ArrayList<>();
        for (int i = versions.size() - 1; i >= 0 && reasons.size() < MAX_REASONS; i--) {
            Version version = versions.get(i);
            state.schema(subject.context(), version.id())
                    .map(schema -> reader.read(state, subject.context(), schema))
                    .ifPresent(old -> compare(now, old, version.number(), level, reasons));
        }
        return reasons.size() > MAX_REASONS ? List.copyOf(reasons.subList(0, MAX_REASONS)) : reasons;
    }

    private static void compare(ParsedSchema now, ParsedSchema old, int number, Level level, List<String> reasons) {
        if (level == Level.NONE) {
            return;
        }
        if (now.type() != old.type()) {
            reasons.add(
                    "version " + number + " is of type " + old.type() + ", and the new schema of type " + now.type());
            return;
        }
        if (level.newReadsOld()) {
            now.cannotRead(old)
                    .forEach(line -> reasons.add("the new schema cannot read version " + number + ": " + line));
        }
        if (level.oldReadsNew()) {
            old.cannotRead(now)
                    .forEach(line -> reasons.add("version " + number + " cannot read the new schema: " + line));
        }
    }
}
