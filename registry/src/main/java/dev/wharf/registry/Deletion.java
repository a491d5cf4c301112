package dev.wharf.registry;

import dev.wharf.registry.Journal.Decided;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Hides versions, and then forgets them. Safe for use by many threads. */
final class Deletion {
    private final Journal journal;

    Deletion(Journal journal) {
        this.journal = journal;
    }

    /** The numbers of the versions that it is done to. */
    List<Integer> subject(SubjectName subject, boolean permanent) {
        return journal.write(state -> {
            Registration.writable(state, subject);
            List<Version> all = state.versions(subject);
            List<Version> living = all.stream().filter(each -> !each.deleted()).toList();
            requireState(subject, all, living, permanent);
            List<Version> gone = permanent ? all : living;
            // A subject may refer to itself; that does not keep it.
            gone.forEach(each -> requireUnused(
                    state, subject, each, permanent, use -> !use.subject().equals(subject)));
            return new Decided<>(
                    permanent ? forgotten(state, subject, gone) : hidden(state, subject, gone),
                    gone.stream().map(Version::number).toList());
        });
    }

    private static void requireState(SubjectName subject, List<Version> all, List<Version> living, boolean permanent) {
        if (all.isEmpty()) {
            throw Refusal.noSubject(subject);
        }
        if (permanent && !living.isEmpty()) {
            throw Refusal.subjectNotSoftDeleted(subject);
        }
        if (!permanent && living.isEmpty()) {
            throw Refusal.subjectSoftDeleted(subject);
        }
    }

    /** The number of the version. */
    int version(SubjectName subject, VersionWish wish, boolean permanent) {
        return journal.write(state -> {
            Registration.writable(state, subject);
            List<Version> all = state.versions(subject);
            if (all.isEmpty()) {
                throw Refusal.noSubject(subject);
            }
            Version version =
                    wish.in(all, permanent || !wish.isLatest()).orElseThrow(() -> Refusal.noVersion(wish.number()));
            if (permanent && !version.deleted()) {
                throw Refusal.versionNotSoftDeleted(subject, version.number());
            }
            if (!permanent && version.deleted()) {
                throw Refusal.versionSoftDeleted(subject, version.number());
            }
            requireUnused(state, subject, version, permanent, use -> true);
            List<Version> gone = List.of(version);
            return new Decided<>(
                    permanent ? forgotten(state, subject, gone) : hidden(state, subject, gone), version.number());
        });
    }

    /** What is hidden may still be needed to read what is hidden itself; so it is forgotten after that only. */
    private static void requireUnused(
            RegistryState state,
            SubjectName subject,
            Version version,
            boolean permanent,
            Predicate<RegistryState.Use> counts) {
        List<Integer> ids = state.referrers(subject, version.number()).stream()
                .filter(use -> permanent || !use.version().deleted())
                .filter(counts)
                .map(use -> use.version().id())
                .distinct()
                .toList();
        if (!ids.isEmpty()) {
            throw Refusal.referenced(subject, version.number(), ids);
        }
    }

    /** A subject of which nothing is left to see has no configuration of its own any more. */
    private static List<Change> hidden(RegistryState state, SubjectName subject, List<Version> gone) {
        List<Change> changes = new ArrayList<>();
        gone.forEach(each -> changes.add(new Change.OfVersion(subject, each.number(), each.asDeleted())));
        boolean last = state.versions(subject).stream().allMatch(each -> each.deleted() || gone.contains(each));
        if (last && state.config(subject).isPresent()) {
            changes.add(new Change.OfConfig(subject, null));
        }
        if (last && state.mode(subject).isPresent()) {
            changes.add(new Change.OfMode(subject, null));
        }
        return changes;
    }

    /** A schema goes with the last version that has it. */
    private static List<Change> forgotten(RegistryState state, SubjectName subject, List<Version> gone) {
        List<Change> changes = new ArrayList<>();
        gone.forEach(each -> changes.add(new Change.OfVersion(subject, each.number(), null)));
        gone.stream()
                .map(Version::id)
                .distinct()
                .filter(id -> state.uses(subject.context(), id).stream()
                        .allMatch(use -> use.subject().equals(subject) && gone.contains(use.version())))
                .forEach(id -> changes.add(new Change.OfSchema(subject.context(), id, null)));
        return changes;
    }
}
