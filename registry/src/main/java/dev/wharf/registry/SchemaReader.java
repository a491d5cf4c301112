package dev.wharf.registry;

import dev.wharf.error.WharfException;
import dev.wharf.schema.ParsedSchema;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Reads schemas by the rules of their languages, with all that they refer to. Safe for use by many threads. */
final class SchemaReader {
    /** So many schemas may belong to one, directly or through others. */
    static final int MAX_REFERENCES = 1_000;
    /** Beyond so many, all are read anew. */
    private static final int MAX_KEPT = 10_000;

    private final Map<SchemaType, SchemaRules> rules = new EnumMap<>(SchemaType.class);
    private final Map<Place, ParsedSchema> kept = new ConcurrentHashMap<>();

    /** The same text may refer to other schemas in another context. */
    private record Place(String context, UUID guid) {}

    /** A proposal that is a right schema. */
    record Read(Schema schema, ParsedSchema parsed) {}

    SchemaReader(List<SchemaRules> rules) {
        rules.forEach(each -> this.rules.put(each.type(), each));
    }

    List<SchemaType> types() {
        return List.copyOf(rules.keySet());
    }

    /**
     * Reads a proposal for that context.
     *
     * @throws Refusal 42201 if it is wrong, or refers to a version that is not there
     */
    Read read(RegistryState state, String context, Proposal proposal) {
        Proposal exact = proposal.withReferences(numbered(state, context, proposal.references()));
        ParsedSchema parsed = parse(exact.type(), exact.text(), texts(state, context, exact.references()));
        Schema schema = new Schema(
                exact.type(),
                exact.text(),
                exact.references(),
                exact.metadata(),
                exact.ruleSet(),
                Identity.of(exact, parsed.canonical()),
                Identity.of(exact, parsed.normalized()));
        return new Read(schema, parsed);
    }

    /** Reads a schema that is registered in that context. */
    ParsedSchema read(RegistryState state, String context, Schema schema) {
        Place place = new Place(context, schema.guid());
        ParsedSchema known = kept.get(place);
        if (known != null) {
            return known;
        }
        ParsedSchema parsed = parse(schema.type(), schema.text(), texts(state, context, schema.references()));
        if (kept.size() >= MAX_KEPT) {
            kept.clear();
        }
        kept.put(place, parsed);
        return parsed;
    }

    private ParsedSchema parse(SchemaType type, String text, Map<String, String> references) {
        SchemaRules language = rules.get(type);
        if (language == null) {
            throw Refusal.invalidSchema("schemas of type " + type + " cannot be read here; " + types() + " can");
        }
        try {
            return language.parse(text, references);
        } catch (WharfException e) {
            throw Refusal.invalidSchema(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw Refusal.invalidSchema("it is nested too deep");
        }
    }

    /** References to versions that may be used in a new schema, with the number of the last one for -1. */
    private static List<Reference> numbered(RegistryState state, String context, List<Reference> references) {
        List<Reference> numbered = new ArrayList<>();
        for (Reference each : references) {
            SubjectName subject = each.subjectIn(context);
            Version version = VersionWish.of(each.version())
                    .in(state.versions(subject), false)
                    .orElseThrow(() -> missing(each));
            numbered.add(new Reference(each.name(), each.subject(), version.number()));
        }
        return numbered;
    }

    private static Refusal missing(Reference reference) {
        return Refusal.invalidSchema("it refers to version " + reference.version() + " of subject '"
                + reference.subject() + "' as " + reference.name() + ", which is not there; register that first");
    }

    /** The texts of all that these refer to, those first that others need. */
    private static Map<String, String> texts(RegistryState state, String context, List<Reference> references) {
        Map<String, String> texts = new LinkedHashMap<>();
        collect(state, context, references, texts, new HashSet<>());
        return texts;
    }

    private static void collect(
            RegistryState state,
            String context,
            List<Reference> references,
            Map<String, String> texts,
            Set<Reference> seen) {
        for (Reference each : references) {
            if (!seen.add(each)) {
                continue;
            }
            if (seen.size() > MAX_REFERENCES) {
                throw Refusal.invalidSchema("it refers to more than " + MAX_REFERENCES + " others");
            }
            SubjectName subject = each.subjectIn(context);
            Schema schema = schema(state, subject, each.version()).orElseThrow(() -> missing(each));
            collect(state, subject.context(), schema.references(), texts, seen);
            texts.putIfAbsent(each.name(), schema.text());
        }
    }

    /** Soft-deleted ones too: what is registered stays what it is. */
    private static Optional<Schema> schema(RegistryState state, SubjectName subject, int number) {
        return VersionWish.of(number)
                .in(state.versions(subject), true)
                .flatMap(version -> state.schema(subject.context(), version.id()));
    }
}
