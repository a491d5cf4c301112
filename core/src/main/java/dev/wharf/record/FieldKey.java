package dev.wharf.record;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.util.function.Supplier;

/** A key made of a field's value. */
public final class FieldKey {
    private FieldKey() {}

    /**
     * A text as it is, a number and a boolean as text, bytes as they are; no key where the value is missing.
     *
     * @param what names the field, for the error
     * @throws WharfException with {@code RECORD_REFUSED} for what has no such form
     */
    public static Payload of(Value value, Supplier<String> what) {
        return switch (value) {
            case Value.Absent absent -> Payload.NULL;
            case Value.Null none -> Payload.NULL;
            case Value.Text text -> Payload.of(text.value());
            case Value.Symbol symbol -> Payload.of(symbol.value());
            case Value.Bool bool -> Payload.of(String.valueOf(bool.value()));
            case Value.Int number -> Payload.of(number.asDecimal().toPlainString());
            case Value.Decimal number -> Payload.of(number.value().toString());
            case Value.Float64 number -> Payload.of(String.valueOf(number.value()));
            case Value.Float32 number -> Payload.of(String.valueOf(number.value()));
            case Value.Binary bytes -> Payload.of(bytes.value());
            case Value other ->
                throw new WharfException(
                        ErrorCode.RECORD_REFUSED,
                        what.get() + " holds " + other.getClass().getSimpleName()
                                + "; a key must be a text, a number, a boolean or bytes");
        };
    }
}
