package dev.wharf.json;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.Value.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values of every kind, in each other. */
public final class RandomValues {
    private static final List<String> TEXTS =
            List.of("", "a", "b", "1", "true", "ä\"\\\n", "\uD83D\uDE80", "a\uD800", "id", "nul\u0000", "7");

    private final Random random;

    /** By a seed that a failing test prints. */
    public RandomValues(long seed) {
        this.random = new Random(seed);
    }

    /** A value that is there; NaN, absent parts and keys that have no name in JSON come up now and then. */
    public Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 22 : 17)) {
            case 0 -> Value.NULL;
            case 1 -> Value.Bool.of(random.nextBoolean());
            case 2, 3 -> integer();
            case 4 -> new Value.Float32(random.nextInt(20) == 0 ? Float.NaN : random.nextFloat());
            case 5 -> new Value.Float64(random.nextInt(20) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian());
            case 6 -> new Value.Decimal(BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 20));
            case 7 -> Value.Decimal.of(new BigInteger(100, random));
            case 8, 9 -> text();
            case 10 -> new Value.Symbol(string(), random.nextInt(3));
            case 11 -> new Value.Binary(string().getBytes(StandardCharsets.UTF_8));
            case 12 -> new Value.Date(LocalDate.ofEpochDay(random.nextInt(40_000)));
            case 13 -> new Value.Time(LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L)), TimeUnit.NANOS);
            case 14 -> new Value.Timestamp(Instant.ofEpochMilli(random.nextLong(1L << 42)), TimeUnit.MILLIS);
            case 15 ->
                new Value.LocalTimestamp(LocalDateTime.of(2026, 11, 28, random.nextInt(24), 0), TimeUnit.SECONDS);
            case 16 -> new Value.Interval(random.nextInt(3), random.nextInt(3) - 1, random.nextInt(2_000));
            case 17, 18 -> row(depth);
            case 19 -> array(depth);
            case 20 -> map(depth);
            default -> new Value.Tagged(string(), value(depth - 1));
        };
    }

    private Value text() {
        return new Value.Text(string());
    }

    private String string() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private Value integer() {
        IntType[] types = IntType.values();
        return new Value.Int(random.nextLong() >> random.nextInt(64), types[random.nextInt(types.length)]);
    }

    /** A row of a few members, some of them absent. */
    public Value row(int depth) {
        List<String> names = new ArrayList<>(TEXTS);
        Collections.shuffle(names, random);
        Value[] values = new Value[random.nextInt(5)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(6) == 0 ? Value.ABSENT : value(depth - 1);
        }
        return Value.Row.of(Shape.of(names.subList(0, values.length)), values);
    }

    private Value array(int depth) {
        Value[] values = new Value[random.nextInt(4)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(60) == 0 ? Value.ABSENT : value(depth - 1);
        }
        return Value.Array.of(values);
    }

    private Value map(int depth) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Value key = switch (random.nextInt(12)) {
                case 0, 1 -> integer();
                case 2 -> Value.Bool.of(random.nextBoolean());
                case 3 -> new Value.Symbol(string(), 0);
                case 4 -> new Value.Tagged("branch", text());
                case 5 -> random.nextInt(3) == 0 ? value(depth - 1) : Value.Int.of(random.nextInt(3));
                default -> text();
            };
            entries.put(key, random.nextInt(10) == 0 ? Value.ABSENT : value(depth - 1));
        }
        return new Value.MapOf(entries);
    }
}
