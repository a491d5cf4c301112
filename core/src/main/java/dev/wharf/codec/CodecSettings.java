package dev.wharf.codec;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * For which topic a codec is wanted, and how. Immutable; its text form shows no value of the registry's settings.
 *
 * @param topic whose keys or values they are
 * @param key whether they are keys
 * @param options the values of {@code codec_options}, defaults included
 * @param registry how to reach the schema registry; empty where there is none
 * @param imports the texts of what the schema in the options imports, by name, where it is known without looking
 */
public record CodecSettings(
        String topic,
        boolean key,
        Map<String, String> options,
        Map<String, String> registry,
        Limits limits,
        Map<String, String> imports) {
    private static final int MAX_SCHEMA_BYTES = 4 << 20;

    public CodecSettings {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        registry = Collections.unmodifiableMap(new LinkedHashMap<>(registry));
        imports = Collections.unmodifiableMap(new LinkedHashMap<>(imports));
    }

    /** With a schema, if any, that imports nothing, or only what is found where the options say. */
    public CodecSettings(
            String topic, boolean key, Map<String, String> options, Map<String, String> registry, Limits limits) {
        this(topic, key, options, registry, limits, Map.of());
    }

    /** Of the values of a topic, without options, registry or limits of its own. */
    public static CodecSettings of(String topic) {
        return new CodecSettings(topic, false, Map.of(), Map.of(), Limits.DEFAULT);
    }

    /** The same with other options. */
    public CodecSettings with(Map<String, String> otherOptions) {
        return new CodecSettings(topic, key, otherOptions, registry, limits, imports);
    }

    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name)).filter(value -> !value.isBlank());
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(options.get(name));
    }

    /** The content of the file that an option names. */
    public Optional<String> file(String name) {
        return option(name).map(path -> read(name, path));
    }

    /**
     * The content of the file of a schema.
     *
     * @param name of the option that names it, for the error
     */
    public static String read(String name, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_SCHEMA_BYTES) {
                throw wrong(name + " = " + file + " is larger than " + MAX_SCHEMA_BYTES + " bytes");
            }
            return Files.readString(path);
        } catch (IOException | InvalidPathException e) {
            throw wrong(name + " = " + file + " cannot be read: " + e);
        }
    }

    /** The error to throw where an option is wrong. */
    public static WharfException wrong(String text) {
        return new WharfException(ErrorCode.CONFIGURATION, text);
    }

    @Override
    public String toString() {
        return (key ? "keys" : "values") + " of " + topic + ", options " + options.keySet() + ", registry "
                + registry.keySet();
    }
}
