package dev.wharf.value;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The name of a field of a row, with the bytes that an encoder writes for it. Immutable. */
public final class Name {
    private final String text;

    /** Written by any thread that finds it empty; all write the same bytes. */
    private volatile byte @Nullable [] encoded;

    /** Likewise. */
    private volatile byte @Nullable [] utf8;

    public Name(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /**
     * The name as the JSON codec writes it before a value, kept from the first call on so that it is not escaped for
     * every record. There is room for one encoder only. The array is shared: do not write into it.
     */
    public byte[] encoded(Function<String, byte[]> encoder) {
        byte[] known = encoded;
        if (known == null) {
            known = encoder.apply(text);
            encoded = known;
        }
        return known;
    }

    /**
     * The name in UTF-8, kept from the first call on; half of a surrogate pair, which has none, becomes a question
     * mark. The array is shared: do not write into it.
     */
    public byte[] utf8() {
        byte[] known = utf8;
        if (known == null) {
            known = text.getBytes(StandardCharsets.UTF_8);
            utf8 = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return text;
    }
}
