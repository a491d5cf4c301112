package dev.wharf.value;

import dev.wharf.payload.Payload;
import java.util.List;

/**
 * A payload seen through its codec, read lazily: asking for a field decodes that field alone, changing one does not
 * rewrite the others, and a document that nobody changed gives its original bytes back. That it is well-formed to its
 * last byte is certain from the start. Immutable, safe for use by many threads.
 */
public non-sealed interface Document extends Decoded {

    /** Whether it has named fields at all: a JSON object has, a JSON array or number has not. */
    boolean isRow();

    /**
     * The value of the field, {@link Value#ABSENT} where there is none. The field belongs to the {@link Fields} decoded
     * with.
     */
    Value get(Field field);

    /** Whether there is such a field; cheaper than {@link #get}. */
    default boolean has(Field field) {
        return !(get(field) instanceof Value.Absent);
    }

    /** The same document with the field set, at its old place or at the end. Only for a row. */
    Document with(Field field, Value value);

    /** The same document with these fields alone, in this order; those it has not are left out. Only for a row. */
    Document select(List<Field> fields);

    /** The whole as a value. */
    Value value();

    /** The document without a frame around it, for its codec to recognise; most are that themselves. */
    default Document bare() {
        return this;
    }

    /** Tells the whole to a writer, piece by piece, without building a value where the format allows that. */
    default void tell(ValueWriter writer) {
        writer.value(value());
    }

    /** Tells the value of the field, if there is one; gives whether there is. */
    default boolean tell(Field field, ValueWriter writer) {
        Value value = get(field);
        if (value instanceof Value.Absent) {
            return false;
        }
        writer.value(value);
        return true;
    }

    /** The whole in its format: the original bytes unless it was changed. */
    Payload encoded();
}
