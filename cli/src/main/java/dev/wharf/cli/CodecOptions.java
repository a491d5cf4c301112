package dev.wharf.cli;

import dev.wharf.client.Secrets;
import dev.wharf.codec.CodecCatalog;
import dev.wharf.codec.CodecProvider;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.Limits;
import dev.wharf.codec.TopicCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** In which format values are, for commands that read or write them. */
final class CodecOptions {
    @Option(
            names = "--codec",
            paramLabel = "NAME",
            description = "The format of the values, and JSON here: json, avro, protobuf, json_schema, msgpack, cbor,"
                    + " arrow, string, bytes, or auto to guess; with |gzip, |zstd or |lz4 behind it where they are"
                    + " compressed (default: values are bytes, and stay as they are).")
    private @Nullable String codec;

    @Option(
            names = "--codec-option",
            paramLabel = "KEY=VALUE",
            description = "An option of the codec, such as schema_file=order.avsc. May be repeated.")
    private @Nullable List<String> options;

    @Mixin
    private RegistryOptions registry;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    CodecOptions() {}

    /**
     * Checks what was typed.
     *
     * @param problems gets what is wrong
     */
    void check(List<String> problems) {
        if (codec == null) {
            if (options != null || registry.given()) {
                problems.add((options != null ? "--codec-option" : "--registry") + " goes with --codec; add it");
            }
            return;
        }
        problems.addAll(CodecCatalog.load().problems(codec, options(problems)));
    }

    private Map<String, String> options(List<String> problems) {
        return RegistryOptions.pairs("--codec-option", options, problems);
    }

    /** Whether values are anything but bytes. */
    boolean given() {
        return codec != null;
    }

    /** Whether schemas may be in a registry, and which one was not said. */
    boolean wantsDevRegistry() {
        return codec != null
                && !registry.given()
                && CodecCatalog.load()
                        .find(codec)
                        .map(CodecProvider::usesRegistry)
                        .orElse(false);
    }

    /**
     * The codec for the values of a topic; close it.
     *
     * @param devRegistry the address of the registry beside the embedded Kafka, if that runs
     */
    Optional<TopicCodec> open(String topic, Optional<String> devRegistry) {
        if (codec == null) {
            return Optional.empty();
        }
        Map<String, String> settings = new LinkedHashMap<>(registry.settings(new Secrets(System.getenv())));
        if (settings.isEmpty()) {
            devRegistry.ifPresent(url -> settings.put(RegistryOptions.URL, url));
        }
        Map<String, String> of = options(new ArrayList<>());
        return Optional.of(
                CodecCatalog.load().create(codec, new CodecSettings(topic, false, of, settings, Limits.DEFAULT)));
    }
}
