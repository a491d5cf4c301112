package dev.wharf.codec;

import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.util.Optional;

/**
 * Knows the classes that a format generates, or has of its own, such as Avro's records. Found by {@link
 * java.util.ServiceLoader}. Safe for use by many threads.
 */
public interface ObjectBridge {

    /** Whether objects of this class are its own; must not load classes of a library that is not there. */
    boolean handles(Class<?> type);

    /** The object as a value. */
    Value write(Object object);

    /**
     * The value as an object of the class.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it does not fit
     */
    Object read(Value value, Class<?> type);

    /** What the object was made by: its schema, equal for objects of one schema, and cheap to compare. */
    Optional<Object> schemaOf(Object object);

    /** That schema as a codec wants to be told of it. */
    OwnSchema describe(Object schema);
}
