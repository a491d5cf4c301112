package dev.wharf.registry;

import dev.wharf.registry.Registration.Registered;
import dev.wharf.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is asked below {@code /subjects} and {@code /compatibility}. Safe for use by many threads. */
final class SubjectCalls {
    private final Journal journal;
    private final SchemaReader reader;
    private final Registration registration;
    private final Deletion deletion;
    private final Compatibility compatibility;

    SubjectCalls(Journal journal, SchemaReader reader) {
        this.journal = journal;
        this.reader = reader;
        this.registration = new Registration(journal, reader);
        this.deletion = new Deletion(journal);
        this.compatibility = new Compatibility(reader);
    }

    Value subjects(Call call) {
        // Without a prefix it is about all contexts, or about the one that the path names.
        boolean everywhere = call.context().equals(SubjectName.DEFAULT_CONTEXT);
        String otherwise = everywhere ? Prefix.EVERYTHING : "";
        String prefix = call.query().has("subjectPrefix") ? call.text("subjectPrefix") : otherwise;
        Prefix wanted = Prefix.parse(prefix, call.context());
        boolean deletedToo = call.flag("deleted");
        boolean deletedOnly = call.flag("deletedOnly");
        RegistryState state = journal.state();
        Stream<SubjectName> found = state.subjects().stream()
                .filter(wanted::matches)
                .filter(subject -> {
                    boolean hidden = state.versions(subject).stream().allMatch(Version::deleted);
                    return deletedOnly ? hidden : deletedToo || !hidden;
                });
        return Json.array(call.page(found.map(SubjectName::toString)));
    }

    Value versions(Call call) {
        List<Version> all = journal.state().versions(call.subject());
        boolean deletedOnly = call.flag("deletedOnly");
        boolean deletedToo = call.flag("deleted");
        List<Integer> numbers = all.stream()
                .filter(each -> deletedOnly ? each.deleted() : deletedToo || !each.deleted())
                .map(Version::number)
                .toList();
        if (numbers.isEmpty()) {
            throw Refusal.noSubject(call.subject());
        }
        return Json.array(call.page(numbers.stream()));
    }

    Value version(Call call) {
        return entry(find(call));
    }

    String text(Call call) {
        return find(call).schema().text();
    }

    private Registered find(Call call) {
        Formats.require(call.text("format"));
        SubjectName subject = call.subject();
        VersionWish wish = call.version();
        RegistryState state = journal.state();
        List<Version> versions = state.versions(subject);
        boolean deletedToo = call.flag("deleted");
        if (versions.stream().noneMatch(each -> deletedToo || !each.deleted())) {
            throw Refusal.noSubject(subject);
        }
        Version version = wish.in(versions, deletedToo).orElseThrow(() -> Refusal.noVersion(wish.number()));
        Schema schema =
                state.schema(subject.context(), version.id()).orElseThrow(() -> Refusal.noVersion(wish.number()));
        return new Registered(subject, version, schema);
    }

    static Value entry(Registered found) {
        return SchemaJson.schema(
                        Json.object()
                                .with("subject", found.subject().toString())
                                .with("version", found.version().number())
                                .with("id", found.version().id()),
                        found.schema())
                .build();
    }

    Value referencedBy(Call call) {
        Registered found = find(call);
        boolean deletedToo = call.flag("deleted");
        return Json.array(call.page(
                journal.state().referrers(found.subject(), found.version().number()).stream()
                        .filter(use -> deletedToo || !use.version().deleted())
                        .map(use -> use.version().id())
                        .distinct()
                        .sorted()));
    }

    /** The last version whose metadata has these properties. */
    Value withMetadata(Call call) {
        Formats.require(call.text("format"));
        SubjectName subject = call.subject();
        RegistryState state = journal.state();
        List<Version> versions = state.versions(subject);
        boolean deletedToo = call.flag("deleted");
        Optional<Registered> found = versions.stream()
                .filter(each -> deletedToo || !each.deleted())
                .flatMap(each -> state.schema(subject.context(), each.id()).stream()
                        .map(schema -> new Registered(subject, each, schema)))
                .filter(each -> Metadata.has(each.schema(), call.query().pairs("key", "value")))
                .reduce((earlier, later) -> later);
        return entry(found.orElseThrow(() -> versions.isEmpty() ? Refusal.noSubject(subject) : Refusal.noSchema("")));
    }

    Value register(Call call) {
        Formats.require(call.text("format"));
        Registered registered =
                registration.register(call.subject(), SchemaJson.proposal(call.members()), call.flag("normalize"));
        return SchemaJson.schema(
                        Json.object()
                                .with("id", registered.version().id())
                                .with("version", registered.version().number()),
                        registered.schema())
                .build();
    }

    Value lookup(Call call) {
        Formats.require(call.text("format"));
        return entry(registration.lookup(
                call.subject(), SchemaJson.proposal(call.members()), call.flag("normalize"), call.flag("deleted")));
    }

    Value deleteSubject(Call call) {
        return Json.array(deletion.subject(call.subject(), call.flag("permanent")));
    }

    Value deleteVersion(Call call) {
        return Value.Int.of(deletion.version(call.subject(), call.version(), call.flag("permanent")));
    }

    /** Against one version, whatever the level says about others. */
    Value compatibleWith(Call call) {
        SubjectName subject = call.subject();
        VersionWish wish = call.version();
        Optional<Version> version = wish.in(journal.state().versions(subject), false);
        if (version.isEmpty() && !wish.isLatest()) {
            throw Refusal.noVersion(wish.number());
        }
        return verdict(call, subject, version.stream().toList());
    }

    /** Against all that the level asks for. */
    Value compatible(Call call) {
        SubjectName subject = call.subject();
        RegistryState state = journal.state();
        Level level = state.configFor(subject).levelOrDefault();
        return verdict(call, subject, Compatibility.relevant(state.versions(subject), level));
    }

    private Value verdict(Call call, SubjectName subject, List<Version> versions) {
        RegistryState state = journal.state();
        Level level = state.configFor(subject).levelOrDefault();
        SchemaReader.Read read = reader.read(state, subject.context(), SchemaJson.proposal(call.members()));
        List<String> reasons = compatibility.reasons(state, subject, read.parsed(), versions, level);
        Json.Builder answer = Json.object().with("is_compatible", reasons.isEmpty());
        if (call.flag("verbose")) {
            Stream<String> asked = reasons.isEmpty() ? Stream.of() : Stream.of("asked for: " + level);
            answer.with(
                    "messages",
                    Json.array(Stream.concat(reasons.stream(), asked).toList()));
        }
        return answer.build();
    }
}
