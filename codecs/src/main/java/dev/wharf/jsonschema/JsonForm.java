package dev.wharf.jsonschema;

import dev.wharf.value.Value;
import java.util.List;

/** The values that JSON is read as. */
final class JsonForm {
    private JsonForm() {}

    /** Whether JSON that is written of the value is read as one that means the same. Only for what can be written. */
    static boolean isOne(Value value) {
        return switch (value) {
            case Value.Text text -> true;
            case Value.Int number -> number.type() != Value.IntType.U64;
            case Value.Decimal number -> isMeasured(number);
            case Value.Row row -> areAll(row.values());
            case Value.Array array -> areAll(array.values());
            case Value.Bool bool -> true;
            case Value.Null none -> true;
            default -> false;
        };
    }

    /** Others are written, but not read. */
    private static boolean isMeasured(Value.Decimal number) {
        return number.value().precision() <= 900
                && Math.abs((long) number.value().scale()) <= 900;
    }

    private static boolean areAll(List<Value> values) {
        for (Value value : values) {
            if (!isOne(value)) {
                return false;
            }
        }
        return true;
    }
}
