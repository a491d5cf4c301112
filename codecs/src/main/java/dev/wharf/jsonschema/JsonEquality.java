package dev.wharf.jsonschema;

import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Whether two JSON values are the same by the rules of JSON Schema: 1 is 1.0, and members have no order. */
final class JsonEquality {
    private JsonEquality() {}

    /** A value as a key of hash tables. Comparisons are charged: somebody can make many values of one hash. */
    record Key(Value value, Meter meter) {
        @Override
        public boolean equals(Object other) {
            meter.step(8);
            return other instanceof Key that && same(value, that.value);
        }

        @Override
        public int hashCode() {
            return hash(value);
        }
    }

    static boolean same(Value one, Value other) {
        return switch (one) {
            case Value.Int a when other instanceof Value.Int b -> a.value() == b.value();
            case Value.Numeric a -> other instanceof Value.Numeric b && same(stripped(a), stripped(b));
            case Value.Array a -> other instanceof Value.Array b && same(a.values(), b.values());
            case Value.Row a -> other instanceof Value.Row b && same(a, b);
            default -> one.equals(other);
        };
    }

    /** Of numbers with as few digits as can be; to compare others they would have to be written out. */
    private static boolean same(BigDecimal one, BigDecimal other) {
        return one.scale() == other.scale() && one.unscaledValue().equals(other.unscaledValue());
    }

    private static boolean same(List<Value> one, List<Value> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Value.Row one, Value.Row other) {
        if (one.shape().size() != other.shape().size()) {
            return false;
        }
        for (int i = 0; i < one.shape().size(); i++) {
            if (!same(one.values().get(i), other.get(one.shape().names().get(i)))) {
                return false;
            }
        }
        return true;
    }

    static int hash(Value value) {
        return switch (value) {
            case Value.Int number -> Long.hashCode(number.value());
            case Value.Numeric number -> hash(stripped(number));
            case Value.Array array -> {
                int hash = 1;
                for (Value element : array.values()) {
                    hash = 31 * hash + hash(element);
                }
                yield hash;
            }
            case Value.Row row -> {
                int hash = 2;
                for (int i = 0; i < row.shape().size(); i++) {
                    hash += row.shape().names().get(i).hashCode() * 31
                            ^ hash(row.values().get(i));
                }
                yield hash;
            }
            default -> value.hashCode();
        };
    }

    /** Whole numbers that fit a long have the hash of the integer that they are. */
    private static int hash(BigDecimal stripped) {
        if (stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= 19) {
            BigInteger whole = stripped.toBigInteger();
            return whole.bitLength() < Long.SIZE ? Long.hashCode(whole.longValue()) : stripped.hashCode();
        }
        return stripped.hashCode();
    }

    /** Of as few digits as can be: 1.50 and 1.5 are equal then, and neither is written out. */
    private static BigDecimal stripped(Value.Numeric number) {
        BigDecimal decimal = number.asDecimal();
        return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
}
