package dev.wharf.bind;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.util.Objects;

/**
 * Values as objects of a class of the program, and back, without loss: what does not fit is an error that says where.
 *
 * <p>A record is made by its constructor, from the fields of a row by the names of its components. A plain class needs
 * a constructor without parameters; its properties are its fields, by their setters and getters where it has them, and
 * pairs of those without a field. Nothing need be public. Fields that the class has not are passed over. What the data
 * lacks, or has as null, is an error, but for an {@link java.util.Optional}, a {@link Value}, and a reference marked
 * with an annotation {@code Nullable} (anyone's); a plain class takes null in every reference, and keeps what its
 * constructor made of one that the data lacks.
 *
 * <p>The class is looked at once, when it is first asked for; reading and writing records then uses no reflection.
 * Immutable, safe for use by many threads.
 */
public final class Binder<T> {
    private static final ClassValue<Binder<?>> BINDERS = new ClassValue<>() {
        @Override
        protected Binder<?> computeValue(Class<?> type) {
            return make(type);
        }
    };

    private final Class<T> type;
    private final Form form;

    private Binder(Class<T> type, Form form) {
        this.type = type;
        this.form = form;
    }

    /**
     * The binder of a record, a plain class, an enumeration, or a sealed interface of such.
     *
     * @throws WharfException with {@code CONFIGURATION}, and the place, if a type in it has no form
     */
    public static <T> Binder<T> of(Class<T> type) {
        // On a class that every program has, ours would keep the loader of our own classes alive.
        Binder<?> binder = Forms.everyones(type) ? make(type) : BINDERS.get(type);
        @SuppressWarnings("unchecked") // make is given the class
        Binder<T> own = (Binder<T>) binder;
        return own;
    }

    private static <T> Binder<T> make(Class<T> type) {
        if (type.isPrimitive()) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION, type + " has no binder of its own, only as a part of a class");
        }
        try {
            return new Binder<>(type, new Forms().of(type));
        } catch (Misfit e) {
            throw e.outside(ErrorCode.CONFIGURATION, type);
        }
    }

    public Class<T> type() {
        return type;
    }

    /**
     * The object of a value, mostly of a row.
     *
     * @throws WharfException with {@code RECORD_REFUSED}, and the place, if it does not fit
     */
    public T read(Value value) {
        try {
            return type.cast(Objects.requireNonNull(form.read(value)));
        } catch (Misfit e) {
            throw e.outside(ErrorCode.RECORD_REFUSED, type);
        } catch (WharfException e) {
            throw Misfit.within("", e).outside(ErrorCode.RECORD_REFUSED, type);
        } catch (StackOverflowError e) {
            throw tooDeep("its values are nested too deep", e);
        }
    }

    /**
     * The value of an object: of a record or plain class a row, with null for each reference that is null and each
     * empty {@link java.util.Optional}.
     *
     * @throws WharfException with {@code RECORD_REFUSED}, and the place, if something in it has no value
     */
    public Value write(T object) {
        try {
            return form.write(object);
        } catch (Misfit e) {
            throw e.outside(ErrorCode.RECORD_REFUSED, type);
        } catch (WharfException e) {
            throw Misfit.within("", e).outside(ErrorCode.RECORD_REFUSED, type);
        } catch (StackOverflowError e) {
            throw tooDeep("its objects are nested too deep, or contain themselves", e);
        }
    }

    private WharfException tooDeep(String text, StackOverflowError e) {
        return new WharfException(ErrorCode.RECORD_REFUSED, type.getSimpleName() + ": " + text, e);
    }
}
