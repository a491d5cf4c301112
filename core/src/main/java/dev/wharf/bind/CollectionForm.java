package dev.wharf.bind;

import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list or a set. */
final class CollectionForm extends Form {
    private final Form element;
    private final boolean set;

    CollectionForm(Form element, boolean set) {
        super((set ? "a Set of " : "a List of ") + element.type());
        this.element = element;
        this.set = set;
    }

    @Override
    Object readFitting(Value value) {
        if (!(value instanceof Value.Array array)) {
            throw misfit(value);
        }
        List<Value> values = array.values();
        int size = values.size();
        Collection<@Nullable Object> objects = set ? LinkedHashSet.newLinkedHashSet(size) : new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (!objects.add(read(values.get(i), i))) {
                throw Misfit.within("[" + i + "]", Misfit.of("the same element stands before, and a Set has it once"));
            }
        }
        return objects;
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
        if (!(object instanceof Collection<?> collection)) {
            return Value.NULL;
        }
        List<Value> values = new ArrayList<>(collection.size());
        for (Object one : collection) {
            values.add(write(one, values.size()));
        }
        return Value.Array.of(values.toArray(Value[]::new));
    }

    private Value write(@Nullable Object one, int index) {
        try {
            return element.write(one);
        } catch (Misfit | WharfException e) {
            throw Misfit.within("[" + index + "]", e);
        }
    }
}
