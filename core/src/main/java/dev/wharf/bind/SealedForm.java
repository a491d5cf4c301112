package dev.wharf.bind;

import dev.wharf.error.WharfException;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A sealed interface or class: the branch of a union says which of its classes a value is. */
final class SealedForm extends Form {

    private record Branch(String name, Form form) {}

    private final Map<String, Branch> byName = new HashMap<>();
    private final Map<Class<?>, Branch> byClass = new HashMap<>();

    SealedForm(Class<?> type) {
        super(type.getSimpleName());
    }

    /** Adds a class, before anybody else sees the form. */
    void add(Class<?> type, Form form) {
        FieldName given = type.getAnnotation(FieldName.class);
        Branch branch = new Branch(given == null ? type.getSimpleName() : given.value(), form);
        if (byName.put(branch.name(), branch) != null) {
            throw Misfit.of("two classes of " + type() + " have the name " + branch.name()
                    + ": give one of them another by @FieldName");
        }
        byClass.put(type, branch);
    }

    @Override
    boolean wantsBranch() {
        return true;
    }

    @Override
    @Nullable
    Object readFitting(Value value) {
        if (!(value instanceof Value.Tagged tagged)) {
            throw Misfit.of(Exact.kind(value) + " does not say which of " + names() + " it is, so it does not fit "
                    + type() + "; only a value of a union does");
        }
        Branch branch = branch(tagged.branch());
        if (branch == null) {
            throw Misfit.of("the branch of the union is none of " + names() + ", so it does not fit " + type());
        }
        try {
            return branch.form().read(tagged.value());
        } catch (Misfit | WharfException e) {
            throw Misfit.within("(" + branch.name() + ")", e);
        }
    }

    /** By its whole name, or without the namespace. */
    private @Nullable Branch branch(String name) {
        Branch whole = byName.get(name);
        return whole != null ? whole : byName.get(name.substring(name.lastIndexOf('.') + 1));
    }

    private String names() {
        return String.join(", ", new TreeSet<>(byName.keySet()));
    }

    @Override
    Value writeFitting(@Nullable Object object) {
        if (object == null) {
            return Value.NULL;
        }
        Branch branch = byClass.get(object instanceof Enum<?> one ? one.getDeclaringClass() : object.getClass());
        if (branch == null) {
            throw Misfit.of("an object of another class than " + names() + " does not fit " + type());
        }
        try {
            return new Value.Tagged(branch.name(), branch.form().write(object));
        } catch (Misfit | WharfException e) {
            throw Misfit.within("(" + branch.name() + ")", e);
        }
    }
}
