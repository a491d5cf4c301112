package dev.wharf.arrow;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.Value.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random schemas of all types that can be written, and random rows for them. */
final class RandomRows {
    private static final String[] WORDS = {"", "a", "flight", "Zürich", "東京", "👩‍🚀", "a longer text than fits inline"
    };

    private final Random random;
    private int names;
    private long dictionaries;

    RandomRows(Random random) {
        this.random = random;
    }

    /** A column of each type, and some that are nested at random. */
    ArrowSchema schema() {
        List<ArrowField> columns = new ArrayList<>();
        for (ArrowType type : scalars()) {
            columns.add(field(type));
        }
        for (ArrowType.Plain type : List.of(
                ArrowType.Plain.NULL,
                ArrowType.Plain.BOOL,
                ArrowType.Plain.UTF8,
                ArrowType.Plain.LARGE_UTF8,
                ArrowType.Plain.BINARY,
                ArrowType.Plain.LARGE_BINARY)) {
            columns.add(field(type));
        }
        for (int kind = 0; kind < 7; kind++) {
            columns.add(nested(kind, 2));
            columns.add(nested(kind, 1));
        }
        columns.add(inDictionary(field(ArrowType.Plain.UTF8), new ArrowType.Int(8, true)));
        columns.add(inDictionary(field(new ArrowType.Int(64, true)), new ArrowType.Int(32, true)));
        columns.add(inDictionary(field(ArrowType.Plain.LARGE_UTF8), new ArrowType.Int(16, false)));
        return ArrowSchema.of(columns, Map.of("made by", "a test"));
    }

    /** All types of a fixed width. */
    static List<ArrowType> scalars() {
        List<ArrowType> types = new ArrayList<>();
        for (int bits : new int[] {8, 16, 32, 64}) {
            types.add(new ArrowType.Int(bits, true));
            types.add(new ArrowType.Int(bits, false));
        }
        types.add(new ArrowType.Floating(16));
        types.add(new ArrowType.Floating(32));
        types.add(new ArrowType.Floating(64));
        types.add(new ArrowType.Decimal(12, 3, 128));
        types.add(new ArrowType.Decimal(38, 10, 128));
        types.add(new ArrowType.Decimal(76, 20, 256));
        types.add(new ArrowType.FixedBinary(5));
        types.add(new ArrowType.Date(true));
        types.add(new ArrowType.Date(false));
        for (TimeUnit unit : TimeUnit.values()) {
            types.add(new ArrowType.Time(unit));
            types.add(new ArrowType.Timestamp(unit, ""));
            types.add(new ArrowType.Timestamp(unit, "Europe/Berlin"));
            types.add(new ArrowType.Duration(unit));
        }
        ArrowType.Interval.KINDS.forEach(unit -> types.add(new ArrowType.Interval(unit)));
        return types;
    }

    private ArrowField field(ArrowType type) {
        return ArrowField.of("c" + names++, type);
    }

    private ArrowField inDictionary(ArrowField field, ArrowType.Int index) {
        return new ArrowField(
                field.name(),
                true,
                field.type(),
                new ArrowField.Encoding(dictionaries++, index, false),
                field.children(),
                Map.of("note", "in a dictionary"));
    }

    /** No union: Apache's lists cannot hold one. */
    private ArrowField any(int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 5);
        return switch (kind) {
            case 0 -> field(ArrowType.Plain.UTF8);
            case 1 -> field(new ArrowType.Int(32, true));
            case 2 -> field(ArrowType.Plain.BOOL);
            case 3 -> field(new ArrowType.Decimal(20, 4, 128));
            case 4 -> field(new ArrowType.Timestamp(TimeUnit.MICROS, "UTC"));
            default -> nested(kind - 5, depth - 1);
        };
    }

    private ArrowField nested(int kind, int depth) {
        String name = "c" + names++;
        return switch (kind) {
            case 0 -> ArrowField.of(name, ArrowType.Plain.LIST, any(depth));
            case 1 -> ArrowField.of(name, ArrowType.Plain.LARGE_LIST, any(depth));
            case 2 -> ArrowField.of(name, new ArrowType.FixedList(random.nextInt(4)), any(depth));
            case 3 -> ArrowField.of(name, ArrowType.Plain.STRUCT, any(depth), any(depth), any(0));
            case 4 -> {
                ArrowField entries = ArrowField.of(
                                "entries",
                                ArrowType.Plain.STRUCT,
                                field(ArrowType.Plain.UTF8).required(),
                                any(depth))
                        .required();
                yield ArrowField.of(name, new ArrowType.MapType(false), entries);
            }
            case 5 -> ArrowField.of(name, new ArrowType.Union(true, List.of(0, 5)), any(depth), any(0));
            default ->
                ArrowField.of(
                        name,
                        new ArrowType.Union(false, List.of(3, 4)),
                        field(ArrowType.Plain.UTF8),
                        field(new ArrowType.Int(64, true)));
        };
    }

    List<Value> rows(ArrowSchema schema, int count) {
        List<Value> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(schema.shape(), schema.columns()));
        }
        return rows;
    }

    private Value.Row row(Shape shape, List<ArrowField> fields) {
        return Value.Row.of(shape, fields.stream().map(this::value).toArray(Value[]::new));
    }

    private Value value(ArrowField field) {
        if (field.nullable() && random.nextInt(5) == 0 && !(field.type() instanceof ArrowType.Union)) {
            return Value.NULL;
        }
        return switch (field.type()) {
            case ArrowType.Int type -> integer(type);
            case ArrowType.Floating type -> fraction(type.bits());
            case ArrowType.Decimal type -> decimal(type);
            case ArrowType.FixedBinary type -> bytes(type.width());
            case ArrowType.Date type -> new Value.Date(LocalDate.ofEpochDay(random.nextInt(200_000) - 100_000));
            case ArrowType.Time type ->
                new Value.Time(
                        LocalTime.ofNanoOfDay(whole(random.nextLong(86_400_000_000_000L), type.unit())), type.unit());
            case ArrowType.Timestamp type -> timestamp(type);
            case ArrowType.Duration type -> new Value.Interval(0, 0, whole(random.nextLong() / 4, type.unit()));
            case ArrowType.Interval type -> interval(type.unit());
            case ArrowType.FixedList type -> array(field.children().get(0), type.size());
            case ArrowType.MapType type -> map(field.children().get(0));
            case ArrowType.Union type -> {
                ArrowField child =
                        field.children().get(random.nextInt(field.children().size()));
                yield new Value.Tagged(child.name(), value(child));
            }
            case ArrowType.Plain type -> plain(type, field);
        };
    }

    private Value plain(ArrowType.Plain type, ArrowField field) {
        return switch (type) {
            case NULL -> Value.NULL;
            case BOOL -> Value.Bool.of(random.nextBoolean());
            case UTF8, LARGE_UTF8, UTF8_VIEW -> new Value.Text(WORDS[random.nextInt(WORDS.length)]);
            case BINARY, LARGE_BINARY, BINARY_VIEW -> bytes(random.nextInt(20));
            case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW ->
                array(field.children().get(0), random.nextInt(4));
            case STRUCT ->
                row(Shape.of(field.children().stream().map(ArrowField::name).toList()), field.children());
            case RUN_END_ENCODED -> value(field.children().get(1));
        };
    }

    private Value integer(ArrowType.Int type) {
        long any = random.nextBoolean() ? random.nextLong() : random.nextInt(5);
        return switch (type.bits()) {
            case 8 -> type.signed() ? new Value.Int((byte) any, IntType.I8) : new Value.Int(any & 0xFF, IntType.U8);
            case 16 ->
                type.signed() ? new Value.Int((short) any, IntType.I16) : new Value.Int(any & 0xFFFF, IntType.U16);
            case 32 ->
                type.signed() ? new Value.Int((int) any, IntType.I32) : new Value.Int(any & 0xFFFF_FFFFL, IntType.U32);
            default -> new Value.Int(any, type.signed() ? IntType.I64 : IntType.U64);
        };
    }

    private Value fraction(int bits) {
        return switch (bits) {
            case 16 -> new Value.Float32(Float.float16ToFloat(Float.floatToFloat16((float) random.nextGaussian())));
            case 32 -> new Value.Float32(random.nextInt(9) == 0 ? Float.NaN : (float) random.nextGaussian());
            default -> new Value.Float64(random.nextInt(9) == 0 ? -0.0 : random.nextGaussian() * 1e100);
        };
    }

    private Value decimal(ArrowType.Decimal type) {
        int bits = random.nextInt((int) (type.precision() * 3.3) - 1) + 1;
        BigInteger unscaled = new BigInteger(bits, random);
        return new Value.Decimal(new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale()));
    }

    private Value bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return new Value.Binary(bytes);
    }

    private static long whole(long nanos, TimeUnit unit) {
        return nanos / ScalarTime.nanos(unit) * ScalarTime.nanos(unit);
    }

    private Value timestamp(ArrowType.Timestamp type) {
        Instant time = Instant.ofEpochSecond(random.nextInt() * 2L, whole(random.nextInt(1_000_000_000), type.unit()));
        return type.zone().isEmpty()
                ? new Value.LocalTimestamp(LocalDateTime.ofInstant(time, ZoneOffset.UTC), type.unit())
                : new Value.Timestamp(time, type.unit());
    }

    private Value interval(ArrowType.IntervalUnit unit) {
        return switch (unit) {
            case YEAR_MONTH -> new Value.Interval(random.nextInt(), 0, 0);
            case DAY_TIME -> new Value.Interval(0, random.nextInt(), random.nextInt() * 1_000_000L);
            case MONTH_DAY_NANO -> new Value.Interval(random.nextInt(), random.nextInt(), random.nextLong());
        };
    }

    private Value array(ArrowField element, int count) {
        Value[] values = new Value[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(element);
        }
        return Value.Array.of(values);
    }

    private Value map(ArrowField entries) {
        Map<Value, Value> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(value(entries.children().get(0)), value(entries.children().get(1)));
        }
        return new Value.MapOf(map);
    }
}
