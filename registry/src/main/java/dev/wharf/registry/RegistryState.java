package dev.wharf.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows: all changes so far, put together. Answers are copies. Safe for use by many threads; its
 * monitor is held for looking things up only.
 */
final class RegistryState {
    private final Map<String, ContextSchemas> contexts = new TreeMap<>();
    private final NavigableMap<SubjectName, NavigableMap<Integer, Version>> subjects = new TreeMap<>();
    private final Map<SubjectName, Config> configs = new HashMap<>();
    private final Map<SubjectName, Mode> modes = new HashMap<>();

    /** A version of a subject. */
    record Use(SubjectName subject, Version version) {}

    synchronized void apply(List<Change> changes) {
        changes.forEach(this::apply);
    }

    private void apply(Change change) {
        switch (change) {
            case Change.OfSchema it -> context(it.context()).put(it.id(), it.schema());
            case Change.OfVersion it -> put(it.subject(), it.number(), it.version());
            case Change.OfConfig it -> put(configs, it.place(), it.config());
            case Change.OfMode it -> put(modes, it.place(), it.mode());
            case Change.OfLastId it -> context(it.context()).given(it.last());
        }
    }

    private ContextSchemas context(String name) {
        return contexts.computeIfAbsent(name, same -> new ContextSchemas());
    }

    private void put(SubjectName subject, int number, @Nullable Version version) {
        NavigableMap<Integer, Version> versions = subjects.computeIfAbsent(subject, same -> new TreeMap<>());
        if (version == null) {
            versions.remove(number);
        } else {
            versions.put(number, version);
        }
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
    }

    private static <T> void put(Map<SubjectName, T> places, SubjectName place, @Nullable T what) {
        if (what == null) {
            places.remove(place);
        } else {
            places.put(place, what);
        }
    }

    synchronized Optional<Schema> schema(String context, int id) {
        ContextSchemas schemas = contexts.get(context);
        return schemas == null ? Optional.empty() : Optional.ofNullable(schemas.get(id));
    }

    /** The id of the schema in that context. */
    synchronized OptionalInt idOf(String context, UUID guid) {
        ContextSchemas schemas = contexts.get(context);
        return schemas == null ? OptionalInt.empty() : schemas.idOf(guid);
    }

    /** The id of a schema that means the same, in that context. */
    synchronized OptionalInt idOfMeaning(String context, UUID meaning) {
        ContextSchemas schemas = contexts.get(context);
        return schemas == null ? OptionalInt.empty() : schemas.idOfMeaning(meaning);
    }

    /** The ids of the schema, by contexts. */
    synchronized Map<String, Integer> idsOf(UUID guid) {
        Map<String, Integer> ids = new TreeMap<>();
        contexts.forEach((name, schemas) -> schemas.idOf(guid).ifPresent(id -> ids.put(name, id)));
        return ids;
    }

    /** The highest id that was ever given in that context, 0 if none was. */
    synchronized int lastId(String context) {
        ContextSchemas schemas = contexts.get(context);
        return schemas == null ? 0 : schemas.lastId();
    }

    /** The contexts with subjects, and the default one. */
    synchronized List<String> contextNames() {
        TreeSet<String> names = new TreeSet<>(List.of(SubjectName.DEFAULT_CONTEXT));
        subjects.keySet().forEach(subject -> names.add(subject.context()));
        return List.copyOf(names);
    }

    /** All that have versions, soft-deleted ones too, by contexts and names. */
    synchronized List<SubjectName> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** All versions of the subject, soft-deleted ones too, the oldest first; none if there is no such subject. */
    synchronized List<Version> versions(SubjectName subject) {
        NavigableMap<Integer, Version> versions = subjects.get(subject);
        return versions == null ? List.of() : List.copyOf(versions.values());
    }

    /** The versions that have the schema of that id, soft-deleted ones too. */
    synchronized List<Use> uses(String context, int id) {
        List<Use> uses = new ArrayList<>();
        subjects.forEach((subject, versions) -> versions.values().stream()
                .filter(version -> version.id() == id && subject.context().equals(context))
                .forEach(version -> uses.add(new Use(subject, version))));
        return uses;
    }

    /** The versions whose schemas refer to that one, soft-deleted ones too. */
    synchronized List<Use> referrers(SubjectName subject, int version) {
        List<Use> referrers = new ArrayList<>();
        subjects.forEach((from, versions) -> versions.values().stream()
                .filter(each -> refers(from.context(), each.id(), subject, version))
                .forEach(each -> referrers.add(new Use(from, each))));
        return referrers;
    }

    private boolean refers(String context, int id, SubjectName subject, int version) {
        return schema(context, id).stream()
                .flatMap(schema -> schema.references().stream())
                .anyMatch(reference -> reference.version() == version
                        && reference.subjectIn(context).equals(subject));
    }

    synchronized Optional<Config> config(SubjectName place) {
        return Optional.ofNullable(configs.get(place));
    }

    synchronized Optional<Mode> mode(SubjectName place) {
        return Optional.ofNullable(modes.get(place));
    }

    /** What holds for the subject: its own configuration, where that is silent its context's, then the global one. */
    Config configFor(SubjectName subject) {
        return config(subject)
                .orElse(Config.EMPTY)
                .orElse(config(subject.wholeContext()).orElse(Config.EMPTY))
                .orElse(config(SubjectName.GLOBAL).orElse(Config.EMPTY))
                .orElse(Config.DEFAULT);
    }

    /** What may be done with the subject. */
    Mode modeFor(SubjectName subject) {
        Optional<Mode> global = mode(SubjectName.GLOBAL);
        if (global.filter(Mode.READONLY_OVERRIDE::equals).isPresent()) {
            return Mode.READONLY_OVERRIDE;
        }
        return mode(subject)
                .or(() -> mode(subject.wholeContext()))
                .or(() -> global)
                .orElse(Mode.READWRITE);
    }
}
