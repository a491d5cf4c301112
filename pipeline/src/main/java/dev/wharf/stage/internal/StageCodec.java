package dev.wharf.stage.internal;

import dev.wharf.client.Secrets;
import dev.wharf.codec.CodecCatalog;
import dev.wharf.codec.CodecProvider;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.Limits;
import dev.wharf.codec.TopicCodec;
import dev.wharf.stage.OutsideContext;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.TopicUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which format a stage reads or writes its topic, as configured: secrets are still references.
 *
 * @param name such as {@code avro}, or {@code json|gzip}
 * @param registry settings of the registry's client, by their names without {@code registry.}; empty for the one
 *     that is started beside the embedded Kafka
 */
record StageCodec(String name, Map<String, String> options, Map<String, String> registry) {
    static final String JSON = "json";
    private static final String PREFIX = "registry.";
    private static final String FRAMING = "framing";

    StageCodec {
        options = Map.copyOf(options);
        registry = Map.copyOf(registry);
    }

    static List<Parameter> parameters() {
        return List.of(
                Parameter.optional(
                        "codec",
                        Parameter.Type.TEXT,
                        null,
                        "The format of the values: json, avro, protobuf, json_schema, msgpack, cbor, arrow, string,"
                                + " bytes, or one of a plugin; with |gzip, |zstd or |lz4 behind it where they are"
                                + " compressed. A source without it reads JSON, a sink passes on the format that values"
                                + " have."),
                Parameter.optional(
                        "codec_options", Parameter.Type.TABLE, null, "Options of the codec; its page lists them."),
                Parameter.optional(
                        "registry",
                        Parameter.Type.URL_TABLE,
                        null,
                        "The schema registry: its URL, or a table with url and settings of its client. Without it, the"
                                + " one that is started beside the embedded Kafka."));
    }

    /** Reads it, and reports what is wrong. */
    static StageCodec of(StageConfig config, String fallback) {
        String name = config.optionalText("codec").orElse(fallback);
        StageCodec codec = new StageCodec(name, config.table("codec_options"), config.table("registry"));
        CodecCatalog catalog = CodecCatalog.load();
        catalog.nameProblems(name).forEach(problem -> config.problem("codec", problem));
        catalog.optionProblems(name, codec.options).forEach(problem -> config.problem("codec_options", problem));
        boolean ours = config.text("brokers").equals(TopicUse.EMBEDDED);
        boolean bare = codec.options.containsKey("schema") || codec.options.containsKey("schema_file");
        if (codec.wantsRegistry() && !ours && !bare) {
            config.problem(
                    "codec",
                    "codec = \"" + name
                            + "\" needs to know where schemas are; add registry = \"http://...\", or a schema"
                            + " in codec_options");
        }
        return codec;
    }

    /** Whether schemas are looked up, and it was not said where. */
    boolean wantsRegistry() {
        return registry.isEmpty() && !"none".equals(options.get(FRAMING)) && usesRegistry(name);
    }

    private static boolean usesRegistry(String name) {
        return CodecCatalog.load().find(name).map(CodecProvider::usesRegistry).orElse(false);
    }

    /** Opens it for the values of a topic; it is closed with the run. */
    TopicCodec open(OutsideContext context, String topic) {
        Secrets secrets = new Secrets(System.getenv());
        Map<String, String> settings = new LinkedHashMap<>();
        registry.forEach((key, value) -> settings.put(PREFIX + key, secrets.resolve(value)));
        if (registry.isEmpty()) {
            context.registry().ifPresent(url -> settings.put(PREFIX + "url", url));
        }
        TopicCodec codec =
                CodecCatalog.load().create(name, new CodecSettings(topic, false, options, settings, Limits.DEFAULT));
        context.closes(codec);
        return codec;
    }

    @Override
    public String toString() {
        return name;
    }
}
