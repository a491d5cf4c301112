package dev.wharf.bind;

import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * One property of a class.
 *
 * @param name in the data
 * @param get from an {@code Object}, an {@code Object}
 * @param set into an {@code Object}, an {@code Object}; null for a component of a record
 */
record Property(
        String name, Form form, MethodHandle get, @Nullable MethodHandle set) {

    @Nullable
    Object read(Value value) {
        try {
            return form.read(value);
        } catch (Misfit | WharfException e) {
            throw Misfit.within("." + name, e);
        }
    }

    /** Sets what is there; a reference that the data lacks stays as the constructor made it. */
    void readInto(Object target, Value value) throws Throwable {
        MethodHandle setter = set;
        if (setter != null && !(value instanceof Value.Absent && form instanceof WrappedForms.OrNull)) {
            setter.invokeExact(target, read(value));
        }
    }

    Value write(Object source) throws Throwable {
        Object object = (Object) get.invokeExact(source);
        try {
            return form.write(object);
        } catch (Misfit | WharfException e) {
            throw Misfit.within("." + name, e);
        }
    }
}
