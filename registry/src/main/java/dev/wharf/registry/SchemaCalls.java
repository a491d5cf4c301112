package dev.wharf.registry;

import dev.wharf.registry.Registration.Registered;
import dev.wharf.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What is asked below {@code /schemas} and {@code /contexts}. Safe for use by many threads. */
final class SchemaCalls {
    private final Journal journal;
    private final SchemaReader reader;

    SchemaCalls(Journal journal, SchemaReader reader) {
        this.journal = journal;
        this.reader = reader;
    }

    Value types() {
        return Json.array(reader.types().stream().map(Enum::name).toList());
    }

    Value contexts(Call call) {
        return Json.array(call.page(journal.state().contextNames().stream()));
    }

    /** Every version of every subject that the prefix matches. */
    Value all(Call call) {
        Formats.require(call.text("format"));
        boolean everywhere = call.context().equals(SubjectName.DEFAULT_CONTEXT);
        String otherwise = everywhere ? Prefix.EVERYTHING : "";
        Prefix wanted = Prefix.parse(
                call.query().has("subjectPrefix") ? call.text("subjectPrefix") : otherwise, call.context());
        RegistryState state = journal.state();
        Stream<Registered> found = state.subjects().stream()
                .filter(wanted::matches)
                .flatMap(subject -> versions(state, subject, call.flag("deleted"), call.flag("latestOnly"))
                        .flatMap(version -> state.schema(subject.context(), version.id()).stream()
                                .map(schema -> new Registered(subject, version, schema))));
        return Json.array(call.page(found.map(SubjectCalls::entry)));
    }

    private static Stream<Version> versions(
            RegistryState state, SubjectName subject, boolean deletedToo, boolean latestOnly) {
        List<Version> all = state.versions(subject);
        return latestOnly
                ? VersionWish.LATEST.in(all, deletedToo).stream()
                : all.stream().filter(each -> deletedToo || !each.deleted());
    }

    Value byId(Call call) {
        Formats.require(call.text("format"));
        Located located = locate(call);
        Json.Builder answer = SchemaJson.schema(Json.object(), located.schema());
        if (call.flag("fetchMaxId")) {
            answer.with("maxId", journal.state().lastId(located.context()));
        }
        return answer.build();
    }

    String textById(Call call) {
        Formats.require(call.text("format"));
        return locate(call).schema().text();
    }

    Value subjectsById(Call call) {
        return Json.array(
                call.page(uses(call).map(use -> use.subject().toString()).distinct()));
    }

    Value versionsById(Call call) {
        return Json.array(call.page(uses(call)
                .map(use -> Json.object()
                        .with("subject", use.subject().toString())
                        .with("version", use.version().number())
                        .build())));
    }

    private Stream<RegistryState.Use> uses(Call call) {
        Located located = locate(call);
        String name = SubjectName.parse(call.text("subject"), call.context()).name();
        boolean deletedToo = call.flag("deleted");
        return journal.state().uses(located.context(), call.id()).stream()
                .filter(use -> deletedToo || !use.version().deleted())
                .filter(use -> name.isEmpty() || use.subject().name().equals(name));
    }

    /** A schema that was found, and where. */
    private record Located(String context, Schema schema) {}

    /**
     * An id is one of a context. The subject that a client names says in which: by its own context, or, if it names
     * none, as the one in which a subject of that name has this id.
     */
    private Located locate(Call call) {
        RegistryState state = journal.state();
        SubjectName hint = SubjectName.parse(call.text("subject"), call.context());
        int id = call.id();
        Stream<String> others = hint.context().equals(SubjectName.DEFAULT_CONTEXT)
                        && !hint.name().isEmpty()
                ? Stream.concat(Stream.of(SubjectName.DEFAULT_CONTEXT), state.contextNames().stream())
                        .filter(context -> state.uses(context, id).stream()
                                .anyMatch(use -> use.subject().name().equals(hint.name())))
                : Stream.of();
        String context = others.findFirst().orElse(hint.context());
        return state.schema(context, id)
                .map(schema -> new Located(context, schema))
                .orElseThrow(() -> Refusal.noSchema(id + " "));
    }

    Value byGuid(Call call) {
        Formats.require(call.text("format"));
        Map.Entry<String, Integer> first = idsByGuid(call).entrySet().iterator().next();
        Optional<Schema> schema = journal.state().schema(first.getKey(), first.getValue());
        return SchemaJson.schema(
                        Json.object(),
                        schema.orElseThrow(() -> Refusal.noSchema(call.path().get("guid") + " ")))
                .build();
    }

    Value idsOfGuid(Call call) {
        return Json.array(idsByGuid(call).entrySet().stream()
                .map(each -> Json.object()
                        .with("context", each.getKey())
                        .with("id", each.getValue())
                        .build())
                .toList());
    }

    /** By contexts; there is one at least. */
    private Map<String, Integer> idsByGuid(Call call) {
        String text = call.path().getOrDefault("guid", "");
        Optional<UUID> guid = Guids.parse(text);
        Map<String, Integer> ids = guid.map(journal.state()::idsOf).orElse(Map.of());
        if (ids.isEmpty()) {
            throw Refusal.noSchema(text + " ");
        }
        return ids;
    }
}
