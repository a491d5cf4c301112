package dev.wharf.registry;

import dev.wharf.registry.Journal.Decided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Gives schemas their ids and versions, and finds those that have some. Safe for use by many threads. */
final class Registration {
    private final Journal journal;
    private final SchemaReader reader;
    private final Compatibility compatibility;

    Registration(Journal journal, SchemaReader reader) {
        this.journal = journal;
        this.reader = reader;
        this.compatibility = new Compatibility(reader);
    }

    /** A version of a subject, with its schema. */
    record Registered(SubjectName subject, Version version, Schema schema) {}

    /**
     * Registers the schema under the subject. One that is there already keeps its id and version.
     *
     * @param normalize whether one that means the same is the same
     */
    Registered register(SubjectName subject, Proposal proposal, boolean normalize) {
        if (subject.name().isBlank() || subject.name().chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalidSubject(subject.toString());
        }
        return journal.write(state -> register(state, subject, proposal, normalize));
    }

    private Decided<Registered> register(
            RegistryState state, SubjectName subject, Proposal proposal, boolean normalize) {
        Mode mode = writable(state, subject);
        SchemaReader.Read read = reader.read(state, subject.context(), proposal);
        Schema schema = read.schema();
        if (mode == Mode.IMPORT) {
            return imported(state, subject, proposal, schema);
        }
        if (proposal.id() > 0) {
            throw Refusal.notPermitted("Subject '" + subject + "' is not in mode IMPORT, so it gives the ids itself");
        }
        boolean byMeaning = normalize || state.configFor(subject).normalizes();
        Optional<Registered> there = find(state, subject, schema, byMeaning, false);
        if (there.isPresent()) {
            return Decided.nothing(there.get());
        }
        requireCompatible(state, subject, read);
        int number = next(state, subject);
        if (proposal.version() > 0 && proposal.version() != number) {
            throw Refusal.invalidSchema(
                    "its version would be " + number + ", and not " + proposal.version() + "; leave the version out");
        }
        OptionalInt known = known(state, subject.context(), schema, byMeaning);
        int id = known.isPresent() ? known.getAsInt() : newId(state, subject.context());
        Schema kept = state.schema(subject.context(), id).orElse(schema);
        return decided(subject, new Version(number, id, false), kept, known.isPresent() ? null : schema);
    }

    /** The mode, if it allows changes. */
    static Mode writable(RegistryState state, SubjectName subject) {
        Mode mode = state.modeFor(subject);
        if (mode.readOnly()) {
            throw Refusal.notPermitted(
                    (subject.isGlobal() ? "The registry" : "Subject '" + subject + "'") + " is in mode " + mode);
        }
        return mode;
    }

    private void requireCompatible(RegistryState state, SubjectName subject, SchemaReader.Read read) {
        Level level = state.configFor(subject).levelOrDefault();
        List<Version> versions = Compatibility.relevant(state.versions(subject), level);
        List<String> reasons = compatibility.reasons(state, subject, read.parsed(), versions, level);
        if (!reasons.isEmpty()) {
            throw Refusal.incompatible(subject, reasons);
        }
    }

    /** Also of soft-deleted versions: a number is given once, until the whole subject is deleted for good. */
    private static int next(RegistryState state, SubjectName subject) {
        int highest =
                state.versions(subject).stream().mapToInt(Version::number).max().orElse(0);
        return successor(highest, "version");
    }

    private static int newId(RegistryState state, String context) {
        return successor(state.lastId(context), "id");
    }

    private static int successor(int highest, String what) {
        if (highest == Integer.MAX_VALUE) {
            throw Refusal.notPermitted("there is no " + what + " left: the highest one, " + highest + ", is given");
        }
        return highest + 1;
    }

    private static OptionalInt known(RegistryState state, String context, Schema schema, boolean byMeaning) {
        OptionalInt same = state.idOf(context, schema.guid());
        return same.isEmpty() && byMeaning ? state.idOfMeaning(context, schema.meaning()) : same;
    }

    private static Decided<Registered> decided(
            SubjectName subject, Version version, Schema schema, @Nullable Schema added) {
        List<Change> changes = new ArrayList<>();
        if (added != null) {
            changes.add(new Change.OfSchema(subject.context(), version.id(), added));
            changes.add(new Change.OfLastId(subject.context(), version.id()));
        }
        changes.add(new Change.OfVersion(subject, version.number(), version));
        return new Decided<>(changes, new Registered(subject, version, schema));
    }

    /** The schema has its id from elsewhere, and mostly its version too. */
    private static Decided<Registered> imported(
            RegistryState state, SubjectName subject, Proposal proposal, Schema schema) {
        int id = proposal.id();
        if (id == 0) {
            throw Refusal.notPermitted("Subject '" + subject + "' is in mode IMPORT: say which id the schema has");
        }
        Optional<Schema> there = state.schema(subject.context(), id);
        if (there.isPresent() && !there.get().guid().equals(schema.guid())) {
            throw Refusal.notPermitted("the id " + id + " is that of another schema");
        }
        int number = proposal.version() > 0 ? proposal.version() : next(state, subject);
        for (Version each : state.versions(subject)) {
            if (proposal.version() == 0 && each.id() == id && !each.deleted()) {
                return Decided.nothing(new Registered(subject, each, schema));
            }
            if (each.number() == number && each.id() != id) {
                throw Refusal.notPermitted(
                        "version " + number + " of subject '" + subject + "' has the id " + each.id() + " already");
            }
        }
        return decided(subject, new Version(number, id, false), schema, there.isPresent() ? null : schema);
    }

    /**
     * The version of the subject that has this schema.
     *
     * @param deleted whether a soft-deleted one counts, too
     * @throws Refusal 40401 if there is no such subject, 40403 if it has no such schema
     */
    Registered lookup(SubjectName subject, Proposal proposal, boolean normalize, boolean deleted) {
        RegistryState state = journal.state();
        Schema schema = reader.read(state, subject.context(), proposal).schema();
        boolean byMeaning = normalize || state.configFor(subject).normalizes();
        return find(state, subject, schema, byMeaning, deleted).orElseThrow(() -> {
            boolean there = state.versions(subject).stream().anyMatch(each -> deleted || !each.deleted());
            return there ? Refusal.noSchema("") : Refusal.noSubject(subject);
        });
    }

    private static Optional<Registered> find(
            RegistryState state, SubjectName subject, Schema schema, boolean byMeaning, boolean deletedToo) {
        List<Version> versions = state.versions(subject);
        for (int i = versions.size() - 1; i >= 0; i--) {
            Version version = versions.get(i);
            Optional<Schema> there = state.schema(subject.context(), version.id());
            if (there.isPresent()
                    && (deletedToo || !version.deleted())
                    && (there.get().guid().equals(schema.guid())
                            || (byMeaning && there.get().meaning().equals(schema.meaning())))) {
                return Optional.of(new Registered(subject, version, there.get()));
            }
        }
        return Optional.empty();
    }
}
