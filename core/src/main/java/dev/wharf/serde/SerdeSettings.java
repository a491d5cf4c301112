package dev.wharf.serde;

import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.Limits;
import dev.wharf.codec.OwnSchema;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a serializer or deserializer was told, among the settings of a Kafka client.
 *
 * @param codec such as {@code avro}
 * @param options of the codec
 * @param rest everything else: of it, the codec takes what its registry understands
 */
record SerdeSettings(
        String codec, Map<String, String> options, Map<String, String> rest, Optional<Class<?>> type, Limits limits) {
    private static final String CODEC = "codec";
    private static final String OPTION = "codec.";
    private static final String TYPE = "type";
    private static final String MAX_BYTES = "decode.max.bytes";

    /**
     * Reads {@code key.codec} or {@code value.codec}, else {@code codec}; {@code codec.OPTION}; {@code key.type} or
     * {@code value.type}.
     *
     * @param codec the name where the class of the serializer says it already
     * @throws WharfException with {@code CONFIGURATION}
     */
    static SerdeSettings of(Map<String, ?> configs, boolean isKey, Optional<String> codec) {
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, String> rest = new LinkedHashMap<>();
        String side = isKey ? "key." : "value.";
        configs.forEach((key, value) -> {
            if (value == null) {
                return;
            }
            String own = key.startsWith(side + OPTION) ? key.substring(side.length()) : key;
            if (own.startsWith(OPTION)) {
                options.put(own.substring(OPTION.length()).replace('.', '_'), String.valueOf(value));
            } else {
                rest.put(key, String.valueOf(value));
            }
        });
        String name = codec.or(() -> Optional.ofNullable(rest.get(side + CODEC)))
                .or(() -> Optional.ofNullable(rest.get(CODEC)))
                .orElseThrow(() -> CodecSettings.wrong(
                        side + CODEC + " is missing: say in which format the " + (isKey ? "keys" : "values") + " are"));
        return new SerdeSettings(
                name,
                Collections.unmodifiableMap(options),
                Collections.unmodifiableMap(rest),
                Optional.ofNullable(configs.get(side + TYPE)).map(SerdeSettings::classOf),
                Optional.ofNullable(rest.get(MAX_BYTES))
                        .map(SerdeSettings::limits)
                        .orElse(Limits.DEFAULT));
    }

    private static Limits limits(String bytes) {
        try {
            return Limits.DEFAULT.withMaxBytes(Integer.parseInt(bytes));
        } catch (NumberFormatException e) {
            throw CodecSettings.wrong(MAX_BYTES + " = " + bytes + " is no whole number");
        }
    }

    private static Class<?> classOf(Object type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return Class.forName(String.valueOf(type), false, loader);
        } catch (ClassNotFoundException e) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION, "there is no class " + type + "; correct the name, or add its jar", e);
        }
    }

    CodecSettings forTopic(String topic, boolean isKey) {
        return new CodecSettings(topic, isKey, options, rest, limits);
    }

    /** With a schema that comes with the data. */
    CodecSettings forTopic(String topic, boolean isKey, OwnSchema schema) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.putAll(schema.options());
        return new CodecSettings(topic, isKey, more, rest, limits, schema.imports());
    }
}
