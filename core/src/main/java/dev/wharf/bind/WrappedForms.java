package dev.wharf.bind;

import dev.wharf.value.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Types that have something for what is not there. */
final class WrappedForms {
    /** A {@link Value} as it is. */
    static final Form VALUE = new Form("a Value") {
        @Override
        Object readFitting(Value value) {
            return value;
        }

        @Override
        Value writeFitting(@Nullable Object object) {
            return object == null ? Value.NULL : (Value) object;
        }

        @Override
        boolean takesNothing() {
            return true;
        }

        @Override
        boolean wantsBranch() {
            return true;
        }
    };

    private WrappedForms() {}

    /** A reference that may be null. */
    static final class OrNull extends Form {
        private final Form form;

        OrNull(Form form) {
            super(form.type());
            this.form = form;
        }

        @Override
        @Nullable
        Object readFitting(Value value) {
            return Value.isMissing(value) ? null : form.read(value);
        }

        @Override
        Value writeFitting(@Nullable Object object) {
            return object == null ? Value.NULL : form.write(object);
        }

        @Override
        boolean takesNothing() {
            return true;
        }

        @Override
        boolean wantsBranch() {
            return form.wantsBranch();
        }
    }

    /** An {@link Optional}. */
    static final class Maybe extends Form {
        private final Form form;

        Maybe(Form form) {
            super("an Optional of " + form.type());
            this.form = form;
        }

        @Override
        Object readFitting(Value value) {
            return Value.isMissing(value) ? Optional.empty() : Optional.ofNullable(form.read(value));
        }

        @Override
        Value writeFitting(@Nullable Object object) {
            return object instanceof Optional<?> optional && optional.isPresent()
                    ? form.write(optional.get())
                    : Value.NULL;
        }

        @Override
        boolean takesNothing() {
            return true;
        }

        @Override
        boolean wantsBranch() {
            return form.wantsBranch();
        }
    }
}
