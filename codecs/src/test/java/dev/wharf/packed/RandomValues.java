package dev.wharf.packed;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes values of the kinds that both formats have: all sizes at which a head changes, all lengths of UTF-8. */
public final class RandomValues {
    public static final List<String> NAMES = List.of(
            "a", "b", "id", "", "name", "customer", "customer_id", "a name of more than sixteen bytes", "ä", "名", "🚀");

    private static final int[] LENGTHS = {
        0, 1, 2, 4, 8, 15, 16, 17, 23, 24, 31, 32, 33, 255, 256, 257, 300, 65_535, 65_536
    };

    private final Random random;

    /** Whether all keys of maps are text. */
    private final boolean rowsOnly;

    public RandomValues(long seed, boolean rowsOnly) {
        this.random = new Random(seed);
        this.rowsOnly = rowsOnly;
    }

    /** A value of any kind, mostly a row. */
    public Value document() {
        return random.nextInt(5) == 0 ? value(0) : row(0);
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 4 ? 8 : 11)) {
            case 0 -> Value.NULL;
            case 1 -> Value.Bool.of(random.nextBoolean());
            case 2, 3 -> integer();
            case 4 -> new Value.Float32(Float.intBitsToFloat(random.nextInt()));
            case 5 -> new Value.Float64(random.nextBoolean() ? random.nextInt(1000) / 8.0 : random.nextGaussian());
            case 6 -> new Value.Text(text());
            case 7 -> new Value.Binary(bytes());
            case 8 -> row(depth);
            case 9 -> array(depth);
            default -> rowsOnly ? row(depth) : map(depth);
        };
    }

    private Value integer() {
        long number = random.nextLong() >> random.nextInt(64);
        if (random.nextInt(4) == 0) {
            number = (1L << random.nextInt(64)) + random.nextInt(3) - 1;
        }
        if (random.nextInt(4) == 0) {
            return new Value.Int(number, IntType.U64);
        }
        return number >= 0 && number < 1L << 32 && random.nextBoolean()
                ? new Value.Int(number, IntType.U32)
                : Value.Int.of(number);
    }

    private int length() {
        int at = random.nextInt(100) == 0 ? random.nextInt(LENGTHS.length) : random.nextInt(LENGTHS.length - 2);
        return random.nextInt(3) == 0 ? LENGTHS[at] : random.nextInt(20);
    }

    private String text() {
        int length = length();
        StringBuilder text = new StringBuilder();
        boolean plain = random.nextBoolean();
        while (text.length() < length) {
            text.appendCodePoint(plain ? ' ' + random.nextInt(90) : character());
        }
        return text.toString();
    }

    private int character() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> 0x80 + random.nextInt(0x780);
            case 2 -> 0x800 + random.nextInt(0xD000);
            default -> 0x10000 + random.nextInt(0x100000);
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[length()];
        random.nextBytes(bytes);
        return bytes;
    }

    private int size() {
        return switch (random.nextInt(40)) {
            case 0 -> 15 + random.nextInt(3);
            case 1 -> 23 + random.nextInt(3);
            case 2 -> 255 + random.nextInt(3);
            default -> random.nextInt(6);
        };
    }

    private Value array(int depth) {
        List<Value> values = new ArrayList<>();
        for (int i = size(); i > 0; i--) {
            values.add(value(depth + 2));
        }
        return new Value.Array(values);
    }

    private Value row(int depth) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (int i = size(); i > 0; i--) {
            String name = random.nextInt(10) == 0 ? text() : NAMES.get(random.nextInt(NAMES.size()));
            members.put(i > NAMES.size() ? name + i : name, value(depth + 1));
        }
        return new Value.Row(Shape.of(List.copyOf(members.keySet())), List.copyOf(members.values()));
    }

    private Value map(int depth) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (int i = size(); i >= 0; i--) {
            entries.put(key(i), value(depth + 1));
        }
        return new Value.MapOf(entries);
    }

    /** Of kinds that no library takes for another, so that none sees fewer keys than we do. */
    private Value key(int number) {
        return switch (random.nextInt(7)) {
            case 0 -> Value.NULL;
            case 1 -> Value.Bool.of(random.nextBoolean());
            case 2 -> Value.Int.of(random.nextLong() >> random.nextInt(64));
            case 3 -> new Value.Float64(random.nextGaussian());
            case 4 -> new Value.Text(text());
            case 5 -> new Value.Binary(bytes());
            default -> Value.Array.of(Value.Int.of(number), new Value.MapOf(Map.of(Value.NULL, Value.Int.of(number))));
        };
    }
}
