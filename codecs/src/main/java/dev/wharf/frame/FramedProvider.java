package dev.wharf.frame;

import dev.wharf.codec.Codec;
import dev.wharf.codec.CodecOption;
import dev.wharf.codec.CodecProvider;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.TopicCodec;
import dev.wharf.schema.RegistrySettings;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Offers a format with schemas: what they all have in common, frames and registries. */
public abstract class FramedProvider implements CodecProvider {
    private static final int ASKING_THREADS = 4;

    /** Shared: schemas are asked for seldom. */
    private static final Executor ASKING = executor();

    private final String name;
    private final SchemaType type;

    protected FramedProvider(String name, SchemaType type) {
        this.name = name;
        this.type = type;
    }

    private static Executor executor() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                ASKING_THREADS,
                ASKING_THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("wharf-schemas-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean usesRegistry() {
        return true;
    }

    @Override
    public final List<CodecOption> options() {
        List<CodecOption> all = new ArrayList<>(List.of(
                CodecOption.of(
                        "schema",
                        null,
                        "The schema: to write with, and of what has no frame; for Avro, the one to read by, too."),
                CodecOption.of("schema_file", null, "The same in a file."),
                new CodecOption(
                        "framing",
                        null,
                        Framing.readable(),
                        "How payloads name their schema; confluent where there is a registry, else none."),
                CodecOption.of("subject", null, "The subject in the registry, if not by subject_strategy."),
                CodecOption.choice(
                        "subject_strategy",
                        "topic",
                        List.of("topic", "record", "topic_record"),
                        "Under which subject schemas are written: by topic, by record, or both."),
                new CodecOption(
                        "writer",
                        null,
                        List.of("register", "lookup", "latest", "fixed"),
                        "Which schema is written with: ours, registered if need be; ours, which has to be there (the"
                                + " default with a schema); the latest of the subject (the default without); or that"
                                + " of schema_id."),
                CodecOption.of("schema_id", null, "With writer = \"fixed\": the id of the schema."),
                CodecOption.flag("normalize", false, "Whether the registry compares schemas in their normal form.")));
        all.addAll(more());
        return all;
    }

    /** Options of this format alone. */
    protected List<CodecOption> more() {
        return List.of();
    }

    /** The texts of what a schema that was given imports, by name; none before one that it needs. */
    protected Map<String, String> imports(CodecSettings settings, String text) {
        return Map.of();
    }

    /** What knows the language of its schemas. */
    protected abstract SchemaRules rules();

    /**
     * The format with these options.
     *
     * @param given the schema that was given; empty where none was
     */
    protected abstract SchemaFormat format(CodecSettings settings, Optional<SchemaText> given);

    @Override
    public final TopicCodec create(CodecSettings settings) {
        Map<String, String> registry = registrySettings(settings.registry());
        boolean registered = isNamed(registry);
        Optional<SchemaText> given = given(settings);
        Framing framing =
                settings.option("framing").flatMap(Framing::of).orElse(registered ? Framing.CONFLUENT : Framing.NONE);
        check(framing, registered, given);
        SchemaFormat format = format(settings, given);
        Optional<Codec> bare = given.map(schema -> format.writing(schema).codec());
        if (!registered) {
            return new FramedTopicCodec(
                    format, settings, framing, key -> Optional.empty(), bare, () -> bareWriter(bare), ASKING, () -> {});
        }
        SharedRegistries.Lease lease = SharedRegistries.acquire(registry);
        SchemaChoice choice = new SchemaChoice(settings, type, rules(), lease.registry(), given);
        return new FramedTopicCodec(
                format,
                settings,
                framing,
                new RegistrySource(lease.registry(), choice.contextSubject()),
                framing == Framing.NONE || framing == Framing.AUTO ? bare : Optional.empty(),
                () -> framing == Framing.NONE ? bareWriter(bare) : choice.writer(format, framing),
                ASKING,
                lease.end());
    }

    /**
     * Reads whatever names a schema, of any format among these providers; empty where no registry is named. It does not
     * write.
     */
    public static Optional<TopicCodec> reading(CodecSettings settings, List<CodecProvider> providers) {
        Map<String, String> registry = registrySettings(settings.registry());
        if (!isNamed(registry)) {
            return Optional.empty();
        }
        Map<SchemaType, SchemaFormat> formats = new EnumMap<>(SchemaType.class);
        for (CodecProvider provider : providers) {
            if (provider instanceof FramedProvider framed) {
                formats.put(framed.type, framed.format(settings.with(framed.defaults()), Optional.empty()));
            }
        }
        SharedRegistries.Lease lease = SharedRegistries.acquire(registry);
        return Optional.of(new FramedTopicCodec(
                new AnyFormat(formats),
                settings,
                Framing.AUTO,
                new RegistrySource(lease.registry(), ""),
                Optional.empty(),
                () -> {
                    throw CodecSettings.wrong("codec auto only reads");
                },
                ASKING,
                lease.end()));
    }

    private Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (CodecOption option : options()) {
            if (option.fallback() != null) {
                defaults.put(option.name(), option.fallback());
            }
        }
        return defaults;
    }

    private static boolean isNamed(Map<String, String> registry) {
        return registry.containsKey("registry.url") || registry.containsKey("schema.registry.url");
    }

    private FramedTopicCodec.Writer bareWriter(Optional<Codec> bare) {
        Codec codec = bare.orElseThrow(() -> CodecSettings.wrong(
                "codec " + name + " needs a schema to write with; give codec_options schema or schema_file"));
        return new FramedTopicCodec.Writer(codec, Framer.none(), Optional.empty());
    }

    private void check(Framing framing, boolean registered, Optional<SchemaText> given) {
        if (framing != Framing.NONE && !registered) {
            throw CodecSettings.wrong("codec " + name + " with framing = \"" + framing.word()
                    + "\" needs a registry, which knows the schemas; give registry, or framing = \"none\" and"
                    + " a schema");
        }
        if (framing == Framing.NONE && given.isEmpty()) {
            throw CodecSettings.wrong("codec " + name
                    + " needs a registry, or a schema of its own: give registry, or schema or schema_file in"
                    + " codec_options");
        }
    }

    /** Of a larger configuration, what is a setting of the registry's client. */
    private static Map<String, String> registrySettings(Map<String, String> all) {
        Map<String, String> own = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith("registry.") || RegistrySettings.isKey(key)) {
                own.put(key, value);
            }
        });
        return own;
    }

    private Optional<SchemaText> given(CodecSettings settings) {
        if (settings.option("schema").isPresent()
                && settings.option("schema_file").isPresent()) {
            throw CodecSettings.wrong("schema and schema_file say the same in two ways; remove one");
        }
        return settings.option("schema")
                .or(() -> settings.file("schema_file"))
                .map(text -> SchemaText.given(
                        type, text, settings.imports().isEmpty() ? imports(settings, text) : settings.imports()));
    }
}
