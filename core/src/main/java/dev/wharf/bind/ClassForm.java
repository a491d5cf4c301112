package dev.wharf.bind;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record, or a plain class, as a row. */
final class ClassForm extends Form {

    /**
     * What a class consists of.
     *
     * @param make from an {@code Object[]} of all components of a record, or from nothing, an {@code Object}
     */
    record Parts(boolean isRecord, MethodHandle make, List<Property> properties, Shape shape) {}

    /** Where the properties stand in rows of a shape; -1 where they do not. */
    private record Places(Shape shape, List<Integer> indexes) {}

    private final String name;

    /** Set before anybody else sees the form: it must be there already when a class contains itself. */
    private @Nullable Parts parts;

    /** Of the last shape that was met. Written by any thread: what it says is final, and of use to that shape alone. */
    private @Nullable Places places;

    ClassForm(Class<?> type) {
        super(type.getSimpleName());
        this.name = type.getSimpleName();
    }

    void complete(Parts all) {
        parts = all;
    }

    private Parts parts() {
        return Objects.requireNonNull(parts);
    }

    @Override
    @Nullable
    Object readFitting(Value value) {
        if (!(value instanceof Value.Row row)) {
            throw misfit(value);
        }
        Parts all = parts();
        List<Integer> indexes = places(row.shape()).indexes();
        return all.isRecord() ? readRecord(row, indexes, all) : readClass(row, indexes, all);
    }

    private Object readRecord(Value.Row row, List<Integer> indexes, Parts all) {
        List<Property> properties = all.properties();
        @Nullable Object[] components = new Object[properties.size()];
        for (int i = 0; i < components.length; i++) {
            components[i] = properties.get(i).read(value(row, indexes.get(i)));
        }
        return Calls.guarded(name, () -> (Object) all.make().invokeExact(components));
    }

    private Object readClass(Value.Row row, List<Integer> indexes, Parts all) {
        List<Property> properties = all.properties();
        return Calls.guarded(name, () -> {
            Object target = (Object) all.make().invokeExact();
            for (int i = 0; i < properties.size(); i++) {
                properties.get(i).readInto(target, value(row, indexes.get(i)));
            }
            return target;
        });
    }

    private static Value value(Value.Row row, int index) {
        return index < 0 ? Value.ABSENT : row.values().get(index);
    }

    @SuppressWarnings(
            "ReferenceEquality") // an equal one is found anew, which costs little; comparing would cost each time
    private Places places(Shape shape) {
        Places known = places;
        if (known == null || known.shape() != shape) {
            known = new Places(
                    shape, parts().shape().names().stream().map(shape::indexOf).toList());
            places = known;
        }
        return known;
    }

    @Override
    Value writeFitting(@Nullable Object object) {
        if (object == null) {
            return Value.NULL;
        }
        Parts all = parts();
        List<Property> properties = all.properties();
        Value[] values = new Value[properties.size()];
        return Calls.guarded(name, () -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = properties.get(i).write(object);
            }
            return Value.Row.of(all.shape(), values);
        });
    }
}
