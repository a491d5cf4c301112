package dev.wharf.codec;

import dev.wharf.error.WharfException;
import java.util.List;

/**
 * Offers a format by its name. Found by {@link java.util.ServiceLoader}; a provider loads no library before somebody
 * asks for its format.
 */
public interface CodecProvider {

    /** The name in configuration: lower case letters, digits and underscores. */
    String name();

    /** What it is, in one sentence. */
    String description();

    /** The keys of {@code codec_options} that it understands. */
    default List<CodecOption> options() {
        return List.of();
    }

    /** Whether its schemas may be in a registry. */
    default boolean usesRegistry() {
        return false;
    }

    /**
     * Makes it for the keys or values of a topic. Nothing is connected yet.
     *
     * @throws WharfException with {@code CONFIGURATION} if options are wrong
     */
    TopicCodec create(CodecSettings settings);
}
