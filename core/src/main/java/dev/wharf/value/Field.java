package dev.wharf.value;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One field that a plan reads or writes: a name and its place in {@link Fields}. Immutable. */
public final class Field {
    private final String name;
    private final int index;
    private final boolean virtual;

    /** Written by any thread that finds it empty; all write the same bytes. */
    private volatile byte @Nullable [] encodedName;

    Field(String name, int index, boolean virtual) {
        this.name = name;
        this.index = index;
        this.virtual = virtual;
    }

    public String name() {
        return name;
    }

    /** Its place among the {@link Fields} it belongs to. */
    public int index() {
        return index;
    }

    /** Whether the name is one under which a Kafka record shows its metadata, such as {@code _kafka_offset}. */
    public boolean virtual() {
        return virtual;
    }

    /**
     * The name as the JSON codec writes it before a value, kept from the first call on so that it is not escaped for
     * every record. There is room for one encoder only. The array is shared: do not write into it.
     */
    public byte[] encodedName(Function<String, byte[]> encoder) {
        byte[] known = encodedName;
        if (known == null) {
            known = encoder.apply(name);
            encodedName = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return name;
    }
}
