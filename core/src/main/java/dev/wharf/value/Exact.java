package dev.wharf.value;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.function.Function;

/**
 * Values as the types of a schema, without loss: an integer fits where it is in range, whatever its width was; a
 * decimal fits a binary fraction whose shortest form is just that decimal; and text fits a type that JSON has no form
 * for, where it is the text that our JSON has for it. Everything else is refused.
 *
 * <p>Each method throws {@link WharfException} with {@code RECORD_REFUSED}, which names the kind of value and the type,
 * and shows nothing of the value.
 */
public final class Exact {
    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal MOST_UNSIGNED = new BigDecimal("18446744073709551615");

    private Exact() {}

    /** A whole number in a range. */
    public static long integer(Value value, long least, long most) {
        long number = int64(value);
        if (number < least || number > most) {
            throw refused(value, "an integer from " + least + " to " + most);
        }
        return number;
    }

    public static long int64(Value value) {
        if (value instanceof Value.Int number && !(number.type().unsigned64() && number.value() < 0)) {
            return number.value();
        }
        return whole(value, LEAST_LONG, MOST_LONG, "a signed integer of 64 bits")
                .longValueExact();
    }

    /** A whole number from 0 to 2^64 - 1, in the bits of a long. */
    public static long uint64(Value value) {
        if (value instanceof Value.Int number && (number.type().unsigned64() || number.value() >= 0)) {
            return number.value();
        }
        return whole(value, BigDecimal.ZERO, MOST_UNSIGNED, "an unsigned integer of 64 bits")
                .toBigIntegerExact()
                .longValue();
    }

    private static BigDecimal whole(Value value, BigDecimal least, BigDecimal most, String type) {
        if (!(value instanceof Value.Numeric number) || !isFinite(number)) {
            throw refused(value, type);
        }
        BigDecimal exact = number.asDecimal();
        boolean whole = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
        if (!whole || exact.compareTo(least) < 0 || exact.compareTo(most) > 0) {
            throw refused(value, type);
        }
        return exact;
    }

    private static boolean isFinite(Value.Numeric number) {
        return !number.binary() || Double.isFinite(number.asDouble());
    }

    public static double float64(Value value) {
        return switch (value) {
            case Value.Float64 number -> number.value();
            case Value.Float32 number -> number.value();
            case Value.Numeric number -> {
                double nearest = number.asDouble();
                yield sameDigits(number, nearest, Double.toString(nearest)) ? nearest : fail(value, "a double");
            }
            default -> throw refused(value, "a double");
        };
    }

    public static float float32(Value value) {
        return switch (value) {
            case Value.Float32 number -> number.value();
            case Value.Float64 number -> {
                float nearest = (float) number.value();
                boolean same = nearest == number.value() || Double.isNaN(number.value());
                yield same ? nearest : (float) fail(value, "a float");
            }
            case Value.Numeric number -> {
                float nearest = number.asDecimal().floatValue();
                yield sameDigits(number, nearest, Float.toString(nearest)) ? nearest : (float) fail(value, "a float");
            }
            default -> throw refused(value, "a float");
        };
    }

    /** Whether the number is what is written of the fraction, or exactly the fraction. */
    private static boolean sameDigits(Value.Numeric number, double nearest, String written) {
        if (!Double.isFinite(nearest)) {
            return false;
        }
        BigDecimal exact = number.asDecimal();
        return exact.compareTo(new BigDecimal(written)) == 0 || exact.compareTo(new BigDecimal(nearest)) == 0;
    }

    private static double fail(Value value, String type) {
        throw refused(value, type);
    }

    public static boolean bool(Value value) {
        return value instanceof Value.Bool bool ? bool.value() : failed(value, "a boolean");
    }

    private static boolean failed(Value value, String type) {
        throw refused(value, type);
    }

    /** Text, or the name of a symbol. */
    public static String text(Value value) {
        return switch (value) {
            case Value.Text text -> text.value();
            case Value.Symbol symbol -> symbol.value();
            default -> throw refused(value, "text");
        };
    }

    /** Bytes, or text that is Base64 of some. The array is shared. */
    public static byte[] binary(Value value) {
        return switch (value) {
            case Value.Binary bytes -> bytes.value();
            case Value.Text text -> parsed(value, text, "bytes (as text, in Base64)", Exact::base64);
            default -> throw refused(value, "bytes");
        };
    }

    /** Java's decoder takes some texts that no encoder writes. */
    private static byte[] base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("not in the usual form");
        }
        return bytes;
    }

    /** A number that has an exact decimal form. */
    public static BigDecimal decimal(Value value) {
        return switch (value) {
            case Value.Float64 number
            when Double.isFinite(number.value()) -> new BigDecimal(Double.toString(number.value()));
            case Value.Float32 number
            when Float.isFinite(number.value()) -> new BigDecimal(Float.toString(number.value()));
            case Value.Numeric number when isFinite(number) -> number.asDecimal();
            default -> throw refused(value, "a decimal");
        };
    }

    public static LocalDate date(Value value) {
        return switch (value) {
            case Value.Date date -> date.value();
            case Value.Text text -> parsed(value, text, "a date (as text, YYYY-MM-DD)", LocalDate::parse);
            default -> throw refused(value, "a date");
        };
    }

    public static LocalTime time(Value value) {
        return switch (value) {
            case Value.Time time -> time.value();
            case Value.Text text -> parsed(value, text, "a time of day (as text, HH:MM:SS)", LocalTime::parse);
            default -> throw refused(value, "a time of day");
        };
    }

    public static Instant timestamp(Value value) {
        return switch (value) {
            case Value.Timestamp time -> time.value();
            case Value.Text text -> parsed(value, text, "a timestamp (as text, YYYY-MM-DDTHH:MM:SSZ)", Instant::parse);
            default -> throw refused(value, "a timestamp");
        };
    }

    public static LocalDateTime localTimestamp(Value value) {
        return switch (value) {
            case Value.LocalTimestamp time -> time.value();
            case Value.Text text ->
                parsed(value, text, "a local timestamp (as text, YYYY-MM-DDTHH:MM:SS)", LocalDateTime::parse);
            default -> throw refused(value, "a local timestamp");
        };
    }

    private static <T> T parsed(Value value, Value.Text text, String type, Function<String, T> parse) {
        try {
            return parse.apply(text.value());
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw refused(value, type);
        }
    }

    /** The error to throw where a value does not fit. */
    public static WharfException refused(Value value, String type) {
        return new WharfException(ErrorCode.RECORD_REFUSED, kind(value) + " does not fit " + type);
    }

    /** What a value is, in words, without showing it. */
    public static String kind(Value value) {
        return switch (value) {
            case Value.Absent none -> "a field that is absent";
            case Value.Null none -> "null";
            case Value.Bool bool -> "a boolean";
            case Value.Int number -> "an integer";
            case Value.Float32 number -> "a float";
            case Value.Float64 number -> "a double";
            case Value.Decimal number -> "a decimal";
            case Value.Text text -> "text";
            case Value.Symbol symbol -> "a symbol";
            case Value.Binary bytes -> "bytes";
            case Value.Date date -> "a date";
            case Value.Time time -> "a time of day";
            case Value.Timestamp time -> "a timestamp";
            case Value.LocalTimestamp time -> "a local timestamp";
            case Value.Interval interval -> "an interval";
            case Value.Array array -> "an array";
            case Value.MapOf map -> "a map";
            case Value.Tagged tagged -> "a value of a union";
            case Value.Row row -> "a row";
        };
    }
}
