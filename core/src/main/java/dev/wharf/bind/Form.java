package dev.wharf.bind;

import dev.wharf.error.WharfException;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import org.jspecify.annotations.Nullable;

/** How values become objects of one type, and back. Nothing changes once it is built: safe for use by many threads. */
abstract class Form {
    private final String type;

    /** Of a type that errors call so. */
    Form(String type) {
        this.type = type;
    }

    /**
     * The object of the value. Where the type does not ask for branches of unions, it is that of the value in the
     * branch.
     *
     * @throws WharfException or {@link Misfit}, if the value does not fit
     */
    final @Nullable Object read(Value value) {
        Value inner = value;
        while (inner instanceof Value.Tagged tagged && !wantsBranch()) {
            inner = tagged.value();
        }
        if (Value.isMissing(inner) && !takesNothing()) {
            throw misfit(inner);
        }
        return readFitting(inner);
    }

    /** The same, of a value that is there, or is not and need not be. */
    abstract @Nullable Object readFitting(Value value);

    /** The value of an object, which is not null unless {@link #takesNothing}. */
    abstract Value writeFitting(@Nullable Object object);

    final Value write(@Nullable Object object) {
        return object == null && !takesNothing() ? Value.NULL : writeFitting(object);
    }

    /** Whether there is an object for null and for a field that is absent. */
    boolean takesNothing() {
        return false;
    }

    /** Whether a value of a union is wanted as such. */
    boolean wantsBranch() {
        return false;
    }

    final String type() {
        return type;
    }

    final WharfException misfit(Value value) {
        return Exact.refused(value, type);
    }
}
