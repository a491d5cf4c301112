package dev.wharf.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of {@code codec_options}. Checks, help and documentation come from this.
 *
 * @param fallback the value where the key is not there; null where there is none
 * @param allowed the only values that are allowed; empty where any is
 * @param doc one sentence
 */
public record CodecOption(String name, @Nullable String fallback, List<String> allowed, String doc) {
    public CodecOption {
        allowed = List.copyOf(allowed);
    }

    public static CodecOption of(String name, @Nullable String fallback, String doc) {
        return new CodecOption(name, fallback, List.of(), doc);
    }

    /** One of a few words. */
    public static CodecOption choice(String name, String fallback, List<String> allowed, String doc) {
        return new CodecOption(name, fallback, allowed, doc);
    }

    /** Yes or no. */
    public static CodecOption flag(String name, boolean fallback, String doc) {
        return new CodecOption(name, String.valueOf(fallback), List.of("true", "false"), doc);
    }
}
