package dev.wharf.jsonschema;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** One form for schemas that differ only in the order of members and in how numbers are written. */
final class Normal {
    private Normal() {}

    static Value form(Value value) {
        return switch (value) {
            case Value.Row row -> {
                List<String> names = row.shape().names().stream().sorted().toList();
                List<Value> values = new ArrayList<>(names.size());
                names.forEach(name -> values.add(form(row.get(name))));
                yield new Value.Row(Shape.of(names), values);
            }
            case Value.Array array ->
                new Value.Array(array.values().stream().map(Normal::form).toList());
            case Value.Decimal number -> number(number.value());
            default -> value;
        };
    }

    private static Value number(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean fits = stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= 18;
        return fits ? Value.Int.of(stripped.longValueExact()) : new Value.Decimal(stripped);
    }
}
