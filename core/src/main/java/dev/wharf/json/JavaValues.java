package dev.wharf.json;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between plain Java values and {@link Value}s, for programs that write and read records. Nothing is guessed. */
public final class JavaValues {
    private JavaValues() {}

    /**
     * The value of a map with text for keys, a collection, a text, a number, a boolean, an enum, an {@link Instant}, a
     * {@link LocalDate}, a {@link UUID}, null, or a {@link Value}; maps and collections of such.
     *
     * @throws WharfException with {@code RECORD_REFUSED} for anything else
     */
    public static Value of(@Nullable Object value) {
        return switch (value) {
            case null -> Value.NULL;
            case Value known -> known;
            case Map<?, ?> map -> row(map);
            case Collection<?> list ->
                new Value.Array(list.stream().map(JavaValues::of).toList());
            case CharSequence text -> new Value.Text(text.toString());
            case Boolean bool -> Value.Bool.of(bool);
            case Number number -> number(number);
            case Enum<?> symbol -> new Value.Text(symbol.name());
            case Instant time -> new Value.Text(time.toString());
            case LocalDate date -> new Value.Date(date);
            case UUID id -> new Value.Text(id.toString());
            default -> throw refused(value);
        };
    }

    private static Value number(Number number) {
        return switch (number) {
            case Long whole -> Value.Int.of(whole);
            case Integer whole -> Value.Int.of(whole);
            case Short whole -> Value.Int.of(whole);
            case Byte whole -> Value.Int.of(whole);
            case Double fraction -> new Value.Float64(fraction);
            case Float fraction -> new Value.Float32(fraction);
            case BigDecimal decimal -> new Value.Decimal(decimal);
            case BigInteger whole -> Value.Decimal.of(whole);
            default -> throw refused(number);
        };
    }

    private static Value row(Map<?, ?> map) {
        List<String> names = new ArrayList<>(map.size());
        List<Value> values = new ArrayList<>(map.size());
        map.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw refused(name);
            }
            names.add(text);
            values.add(of(value));
        });
        return new Value.Row(Shape.of(names), values);
    }

    private static WharfException refused(@Nullable Object value) {
        String what = value == null ? "a null key" : "a " + value.getClass().getName();
        return new WharfException(
                ErrorCode.RECORD_REFUSED,
                what + " has no form of its own in a record; make a map with text for keys, a list, a text, a number or"
                        + " bytes of it");
    }

    /**
     * Maps, lists, texts, numbers, booleans and null; whole numbers are {@link Long} where they fit, others {@link
     * BigDecimal}, so that no digit is lost.
     */
    public static @Nullable Object toJava(Value value) {
        return switch (value) {
            case Value.Row row -> map(row);
            case Value.Array array -> list(array.values());
            case Value.MapOf map -> entries(map);
            case Value.Text text -> text.value();
            case Value.Symbol symbol -> symbol.value();
            case Value.Bool bool -> bool.value();
            case Value.Int number -> number.type() == Value.IntType.U64 ? exact(number) : (Object) number.value();
            case Value.Float64 number -> number.value();
            case Value.Float32 number -> number.value();
            case Value.Decimal number -> number.value();
            case Value.Binary bytes -> bytes.value();
            case Value.Date date -> date.value();
            case Value.Time time -> time.value();
            case Value.Timestamp time -> time.value();
            case Value.LocalTimestamp time -> time.value();
            case Value.Interval interval -> interval;
            case Value.Tagged tagged -> toJava(tagged.value());
            case Value.Null none -> null;
            case Value.Absent none -> null;
        };
    }

    private static Object exact(Value.Int number) {
        return number.value() < 0 ? number.asDecimal() : (Object) number.value();
    }

    private static Map<String, @Nullable Object> map(Value.Row row) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < row.shape().size(); i++) {
            if (!(row.values().get(i) instanceof Value.Absent)) {
                map.put(row.shape().names().get(i), toJava(row.values().get(i)));
            }
        }
        return map;
    }

    private static List<@Nullable Object> list(List<Value> values) {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        values.forEach(value -> list.add(toJava(value)));
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> entries(Value.MapOf map) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        map.entries().forEach((key, value) -> entries.put(toJava(key), toJava(value)));
        return entries;
    }
}
