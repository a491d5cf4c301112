package dev.wharf.bind;

import dev.wharf.error.WharfException;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.Value.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A type without parts of its own. */
final class PlainForm extends Form {
    /** More digits than that are not made of an exponent. */
    private static final int MOST_DIGITS = 100_000;

    private static final Map<Class<?>, Form> FORMS = new HashMap<>();

    private final Function<Value, Object> reads;
    private final Function<Object, Value> writes;

    private PlainForm(String type, Function<Value, Object> reads, Function<Object, Value> writes) {
        super(type);
        this.reads = reads;
        this.writes = writes;
    }

    static {
        integer(byte.class, Byte.class, v -> (byte) Exact.integer(v, Byte.MIN_VALUE, Byte.MAX_VALUE), IntType.I8);
        integer(short.class, Short.class, v -> (short) Exact.integer(v, Short.MIN_VALUE, Short.MAX_VALUE), IntType.I16);
        integer(
                int.class,
                Integer.class,
                v -> (int) Exact.integer(v, Integer.MIN_VALUE, Integer.MAX_VALUE),
                IntType.I32);
        integer(long.class, Long.class, Exact::int64, IntType.I64);
        both(boolean.class, Boolean.class, Exact::bool, Value.Bool::of);
        both(float.class, Float.class, Exact::float32, Value.Float32::new);
        both(double.class, Double.class, Exact::float64, Value.Float64::new);
        both(char.class, Character.class, PlainForm::character, c -> new Value.Text(c.toString()));
        one(String.class, Exact::text, Value.Text::new);
        one(byte[].class, Exact::binary, Value.Binary::new);
        one(BigDecimal.class, Exact::decimal, Value.Decimal::new);
        one(BigInteger.class, PlainForm::whole, Value.Decimal::of);
        one(Instant.class, Exact::timestamp, time -> new Value.Timestamp(time, TimeUnit.NANOS));
        one(LocalDate.class, Exact::date, Value.Date::new);
        one(LocalTime.class, Exact::time, time -> new Value.Time(time, TimeUnit.NANOS));
        one(LocalDateTime.class, Exact::localTimestamp, time -> new Value.LocalTimestamp(time, TimeUnit.NANOS));
        one(UUID.class, PlainForm::uuid, id -> new Value.Text(id.toString()));
    }

    private static <T extends Number> void integer(
            Class<T> primitive, Class<T> boxed, Function<Value, T> reads, IntType width) {
        both(primitive, boxed, reads, number -> new Value.Int(number.longValue(), width));
    }

    private static <T> void both(
            Class<T> primitive, Class<T> boxed, Function<Value, T> reads, Function<T, Value> writes) {
        one(boxed, reads, writes);
        FORMS.put(primitive, form(primitive.getSimpleName(), boxed, reads, writes));
    }

    private static <T> void one(Class<T> type, Function<Value, T> reads, Function<T, Value> writes) {
        FORMS.put(type, form(type.getSimpleName(), type, reads, writes));
    }

    private static <T> Form form(String name, Class<T> type, Function<Value, T> reads, Function<T, Value> writes) {
        return new PlainForm(name, reads::apply, object -> writes.apply(type.cast(object)));
    }

    /** The form of the type, if it is one of those that all know. */
    static @Nullable Form of(Class<?> type) {
        return FORMS.get(type);
    }

    /** The constants of an enumeration, by their names. */
    static Form ofEnum(Class<?> type) {
        Map<String, Object> byName = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            byName.put(((Enum<?>) constant).name(), constant);
        }
        String name = type.getSimpleName();
        return new PlainForm(
                name,
                value -> {
                    Object constant = byName.get(Exact.text(value));
                    if (constant == null) {
                        throw Misfit.of("the text is none of the " + byName.size() + " names of " + name);
                    }
                    return constant;
                },
                object -> new Value.Symbol(((Enum<?>) object).name(), -1));
    }

    @Override
    Object readFitting(Value value) {
        return reads.apply(value);
    }

    @Override
    Value writeFitting(@Nullable Object object) {
        return object == null ? Value.NULL : writes.apply(object);
    }

    private static char character(Value value) {
        String text = Exact.text(value);
        if (text.length() != 1) {
            throw Misfit.of("text of " + text.length() + " characters does not fit a char");
        }
        return text.charAt(0);
    }

    private static BigInteger whole(Value value) {
        BigDecimal exact = Exact.decimal(value);
        if (Math.abs((long) exact.scale()) > MOST_DIGITS) {
            throw Exact.refused(value, "a BigInteger of at most " + MOST_DIGITS + " digits");
        }
        try {
            return exact.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw Exact.refused(value, "a BigInteger: it has a fraction");
        }
    }

    /** In the one form that {@link UUID#toString} writes; what Java reads beyond that is no UUID to others. */
    private static UUID uuid(Value value) {
        String text = Exact.text(value);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw noUuid(value);
        }
        throw noUuid(value);
    }

    private static WharfException noUuid(Value value) {
        return Exact.refused(value, "a UUID, which has 32 hexadecimal digits and four dashes");
    }
}
