package dev.wharf.stage.internal;

import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constant of a configuration, ready to be compared with fields. Written as {@code "100"} it is a number against
 * numbers and a text against texts; written as {@code 100} it is a number against texts that read as numbers, too.
 */
final class Literal {
    /** Reading a number takes time with the square of its length, and the text may come from a record. */
    private static final int MAX_DIGITS = 1_000;

    private final String text;
    private final boolean writtenAsNumber;
    private final Value.@Nullable Numeric number;

    private Literal(String text, boolean writtenAsNumber, Value.@Nullable Numeric number) {
        this.text = text;
        this.writtenAsNumber = writtenAsNumber;
        this.number = number;
    }

    /** From a String, Long, Double or Boolean of a configuration. */
    static Literal of(Object written) {
        String text =
                written instanceof Double number ? BigDecimal.valueOf(number).toPlainString() : written.toString();
        return new Literal(text, written instanceof Number, numberOf(text).orElse(null));
    }

    String text() {
        return text;
    }

    boolean equalTo(Value value) {
        return switch (value) {
            case Value.Bool bool -> text.equals(String.valueOf(bool.value()));
            case Value.Symbol symbol -> text.equals(symbol.value());
            default -> {
                Optional<Integer> order = order(value);
                yield order.isPresent() && order.get() == 0;
            }
        };
    }

    /** The order of the value against this constant (negative: the value is smaller), or empty if they have none. */
    Optional<Integer> order(Value value) {
        if (value instanceof Value.Numeric left && number != null) {
            return ordered(left, number);
        }
        if (value instanceof Value.Text left) {
            return writtenAsNumber
                    ? orderAsNumbers(left)
                    : Optional.of(left.value().compareTo(text));
        }
        return Optional.empty();
    }

    private Optional<Integer> orderAsNumbers(Value.Text left) {
        Value.Numeric right = number;
        return right == null ? Optional.empty() : numberOf(left.value()).flatMap(parsed -> ordered(parsed, right));
    }

    private static Optional<Integer> ordered(Value.Numeric left, Value.Numeric right) {
        boolean none = left.binary() && Double.isNaN(left.asDouble());
        return none ? Optional.empty() : Optional.of(Value.Numeric.compare(left, right));
    }

    private static Optional<Value.Numeric> numberOf(String text) {
        if (text.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        try {
            BigDecimal exact = new BigDecimal(text.strip());
            boolean fits = exact.scale() == 0 && exact.precision() <= 18;
            return Optional.of(fits ? Value.Int.of(exact.longValueExact()) : new Value.Decimal(exact));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
