package dev.wharf.value;

/** One field that a plan reads or writes: a name and its place in {@link Fields}. Immutable. */
public final class Field {
    private final Name name;
    private final int index;
    private final boolean virtual;

    Field(String name, int index, boolean virtual) {
        this.name = new Name(name);
        this.index = index;
        this.virtual = virtual;
    }

    public String name() {
        return name.text();
    }

    /** The name, with what encoders remember of it. */
    public Name asName() {
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

    @Override
    public String toString() {
        return name.text();
    }
}
