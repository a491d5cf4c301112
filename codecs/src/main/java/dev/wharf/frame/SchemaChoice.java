package dev.wharf.frame;

import dev.wharf.codec.CodecSettings;
import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.Schema;
import dev.wharf.schema.SchemaReference;
import dev.wharf.schema.SchemaRegistry;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import dev.wharf.schema.SubjectStrategy;
import dev.wharf.schema.WriterPolicy;
import dev.wharf.schema.WriterSchemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Finds the schema of a registry that a topic is written with, as its options say. */
record SchemaChoice(
        CodecSettings settings,
        SchemaType type,
        SchemaRules rules,
        SchemaRegistry registry,
        Optional<SchemaText> given) {

    /** The subject whose context counts when schemas are looked up for reading. */
    String contextSubject() {
        return settings.option("subject").orElse("");
    }

    /** Asks the registry; may wait for it. */
    FramedTopicCodec.Writer writer(SchemaFormat format, Framing framing) {
        RegisteredSchema found = found();
        RegistrySource source = new RegistrySource(registry, contextSubject());
        SchemaFormat.Writing writing = format.writing(source.text(found, String.valueOf(found.id())));
        if (framing == Framing.CONFLUENT_HEADER) {
            UUID guid = guid(found);
            return new FramedTopicCodec.Writer(
                    writing.codec(),
                    Framer.header(guid, writing.behind(), settings.key()),
                    Optional.of(new SchemaKey.Guid(guid)));
        }
        if (framing != Framing.CONFLUENT && framing != Framing.AUTO) {
            throw CodecSettings.wrong("framing = \"" + framing.word() + "\" is only read; write with one of "
                    + String.join(", ", Framing.writable()));
        }
        return new FramedTopicCodec.Writer(
                writing.codec(),
                Framer.prefix(found.id(), writing.behind()),
                Optional.of(new SchemaKey.Id(found.id())));
    }

    private UUID guid(RegisteredSchema found) {
        return registry.guid(found, contextSubject())
                .orElseThrow(() -> CodecSettings.wrong("the registry gives no GUID for schema " + found.id()
                        + "; use framing = \"confluent\", which needs none"));
    }

    private RegisteredSchema found() {
        WriterPolicy policy = policy();
        if (policy instanceof WriterPolicy.FixedId fixed) {
            return registry.byId(fixed.id(), contextSubject());
        }
        if (given.isEmpty()) {
            if (!(policy instanceof WriterPolicy.Latest)) {
                throw CodecSettings.wrong("writer = \"register\" and \"lookup\" need a schema; give schema or"
                        + " schema_file, or writer = \"latest\"");
            }
            return registry.latest(subject(""));
        }
        String text = given.get().text();
        String name = rules.parse(text, given.get().references()).name();
        String subject = subject(name);
        WriterSchemas schemas = new WriterSchemas(registry, List.of(rules));
        Map<String, SchemaReference> known = new HashMap<>();
        // None comes before one that it needs.
        given.get().references().forEach((imported, importedText) -> {
            String of = SchemaRegistry.context(subject) + imported;
            Schema schema = withReferences(importedText, known);
            int version = version(schemas.resolve(of, schema, ofImports(policy)), of, schema);
            known.put(imported, new SchemaReference(imported, of, version));
        });
        return schemas.resolve(subject, withReferences(text, known), policy);
    }

    /** Some registries do not say it when they register. */
    private int version(RegisteredSchema registered, String subject, Schema schema) {
        return registered.version() > 0
                ? registered.version()
                : registry.lookup(subject, schema, false).version();
    }

    private Schema withReferences(String text, Map<String, SchemaReference> known) {
        return Schema.of(
                type,
                text,
                rules.needs(text).stream()
                        .map(known::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** What a schema imports is a schema of its own, under its own name, and has to be that very one. */
    private static WriterPolicy ofImports(WriterPolicy policy) {
        return switch (policy) {
            case WriterPolicy.Register register -> register;
            case WriterPolicy.Lookup lookup -> lookup;
            case WriterPolicy.Latest latest -> new WriterPolicy.Lookup(false);
            case WriterPolicy.FixedId fixed -> new WriterPolicy.Lookup(false);
        };
    }

    private String subject(String recordName) {
        return settings.option("subject")
                .orElseGet(() -> strategy().subject(settings.topic(), settings.key(), recordName));
    }

    private SubjectStrategy strategy() {
        String named = settings.option("subject_strategy").orElse("topic");
        SubjectStrategy configured = settings.key()
                ? registry.settings().keySubject()
                : registry.settings().valueSubject();
        return named.equals("topic") ? configured : SubjectStrategy.named(named);
    }

    private WriterPolicy policy() {
        boolean normalize = settings.flag("normalize");
        Optional<String> word = settings.option("writer");
        if (word.isEmpty()) {
            return given.isEmpty() && !(registry.settings().writer() instanceof WriterPolicy.FixedId)
                    ? new WriterPolicy.Latest(false)
                    : registry.settings().writer();
        }
        return switch (word.get()) {
            case "register" -> new WriterPolicy.Register(normalize);
            case "lookup" -> new WriterPolicy.Lookup(normalize);
            case "latest" -> new WriterPolicy.Latest(given.isPresent());
            default -> new WriterPolicy.FixedId(schemaId());
        };
    }

    private int schemaId() {
        String written = settings.option("schema_id")
                .orElseThrow(() -> CodecSettings.wrong("writer = \"fixed\" needs schema_id"));
        try {
            return Integer.parseInt(written);
        } catch (NumberFormatException e) {
            throw CodecSettings.wrong("schema_id = " + written + " is no whole number");
        }
    }
}
