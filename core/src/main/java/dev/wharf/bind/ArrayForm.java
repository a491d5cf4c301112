package dev.wharf.bind;

import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of objects or of primitive values, other than bytes. */
final class ArrayForm extends Form {
    private final Form element;
    private final MethodHandle make;
    private final MethodHandle length;
    private final MethodHandle get;
    private final MethodHandle set;

    ArrayForm(Class<?> type, Form element) {
        super("an array of " + element.type());
        this.element = element;
        make = MethodHandles.arrayConstructor(type).asType(MethodType.methodType(Object.class, int.class));
        length = MethodHandles.arrayLength(type).asType(MethodType.methodType(int.class, Object.class));
        get = MethodHandles.arrayElementGetter(type)
                .asType(MethodType.methodType(Object.class, Object.class, int.class));
        set = MethodHandles.arrayElementSetter(type)
                .asType(MethodType.methodType(void.class, Object.class, int.class, Object.class));
    }

    @Override
    Object readFitting(Value value) {
        if (!(value instanceof Value.Array array)) {
            throw misfit(value);
        }
        List<Value> values = array.values();
        return Calls.guarded("an array", () -> {
            Object objects = (Object) make.invokeExact(values.size());
            for (int i = 0; i < values.size(); i++) {
                set.invokeExact(objects, i, read(values.get(i), i));
            }
            return objects;
        });
    }

    private @Nullable Object read(Value value, int index) {
        try {
            return element.read(value);
        } catch (Misfit | WharfException e) {
            throw Misfit.within("[" + index + "]", e);
        }
    }

    @Override
    Value writeFitting(@Nullable Object object) {
        return Calls.guarded("an array", () -> {
            Value[] values = new Value[(int) length.invokeExact(object)];
            for (int i = 0; i < values.length; i++) {
                values[i] = write((Object) get.invokeExact(object, i), i);
            }
            return Value.Array.of(values);
        });
    }

    private Value write(@Nullable Object one, int index) {
        try {
            return element.write(one);
        } catch (Misfit | WharfException e) {
            throw Misfit.within("[" + index + "]", e);
        }
    }
}
