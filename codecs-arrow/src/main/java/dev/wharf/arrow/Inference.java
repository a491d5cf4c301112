package dev.wharf.arrow;

import dev.wharf.error.WharfException;
import dev.wharf.value.Exact;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the columns that hold rows just as they are. Nothing is widened: where two rows have values of different types
 * in a column, or different columns, they do not agree. Only decimals may differ, in precision and scale.
 */
final class Inference {
    private static final int MOST_DIGITS_128 = 38;
    private static final int MOST_DIGITS_256 = 76;
    private static final int MOST_BRANCHES = 128;

    private final int maxDepth;

    Inference(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /** The columns of rows; each value is a row, or null where a struct is. */
    List<ArrowField> columns(List<Value> rows, int depth) {
        Shape shape = null;
        for (Value row : rows) {
            if (row instanceof Value.Row first) {
                shape = first.shape();
                break;
            }
        }
        if (shape == null) {
            return List.of();
        }
        Map<String, List<Value>> byName = LinkedHashMap.newLinkedHashMap(shape.size());
        int present = 0;
        for (Value row : rows) {
            if (row instanceof Value.Row next) {
                present++;
                gather(next, byName, present);
            }
        }
        List<ArrowField> columns = new ArrayList<>(byName.size());
        for (Map.Entry<String, List<Value>> column : byName.entrySet()) {
            if (column.getValue().size() != present) {
                throw Refusal.at(column.getKey(), Refusal.of("not every row has this field; give a schema, or nulls"));
            }
            columns.add(named(column.getKey(), column.getValue(), depth));
        }
        return columns;
    }

    private static void gather(Value.Row row, Map<String, List<Value>> byName, int count) {
        for (int i = 0; i < row.shape().size(); i++) {
            Value value = row.values().get(i);
            if (!(value instanceof Value.Absent)) {
                String name = row.shape().names().get(i);
                List<Value> column = byName.get(name);
                if (column == null) {
                    column = new ArrayList<>(1);
                    byName.put(name, column);
                }
                if (column.size() != count - 1) {
                    throw Refusal.at(name, Refusal.of("not every row has this field; give a schema, or nulls"));
                }
                column.add(value);
            }
        }
    }

    /** The column of this name, whose values these are. */
    ArrowField named(String name, List<Value> values, int depth) {
        try {
            return field(name, values, depth);
        } catch (WharfException e) {
            throw Refusal.at(name, e);
        }
    }

    private ArrowField elements(String name, List<Value> values, int depth) {
        try {
            return field(name, values, depth);
        } catch (WharfException e) {
            throw Refusal.at("[]", e);
        }
    }

    private ArrowField field(String name, List<Value> values, int depth) {
        if (depth > maxDepth) {
            throw Refusal.of("values are nested deeper than " + maxDepth);
        }
        Value first = Value.NULL;
        for (Value value : values) {
            if (!(value instanceof Value.Null)) {
                first = value;
                break;
            }
        }
        return switch (first) {
            case Value.Null none -> ArrowField.of(name, ArrowType.Plain.NULL);
            case Value.Row row -> struct(name, same(values, first), depth);
            case Value.Array array -> list(name, same(values, first), depth);
            case Value.MapOf map -> map(name, same(values, first), depth);
            case Value.Tagged tagged -> union(name, same(values, first), depth);
            case Value.Decimal decimal -> ArrowField.of(name, decimal(same(values, first)));
            default -> leaf(name, values, first);
        };
    }

    private static ArrowField leaf(String name, List<Value> values, Value first) {
        ArrowType type = type(first);
        for (Value value : values) {
            if (!(value instanceof Value.Null) && !type.equals(type(value))) {
                throw disagree(first, value);
            }
        }
        return ArrowField.of(name, type);
    }

    /** The type of a value without parts. */
    private static ArrowType type(Value value) {
        return switch (value) {
            case Value.Bool bool -> ArrowType.Plain.BOOL;
            case Value.Int number -> integer(number.type());
            case Value.Float32 number -> new ArrowType.Floating(32);
            case Value.Float64 number -> new ArrowType.Floating(64);
            case Value.Text text -> ArrowType.Plain.UTF8;
            case Value.Symbol symbol -> ArrowType.Plain.UTF8;
            case Value.Binary bytes -> ArrowType.Plain.BINARY;
            case Value.Date date -> new ArrowType.Date(true);
            case Value.Time time -> new ArrowType.Time(time.unit());
            case Value.Timestamp time -> new ArrowType.Timestamp(time.unit(), "UTC");
            case Value.LocalTimestamp time -> new ArrowType.Timestamp(time.unit(), "");
            case Value.Interval interval -> new ArrowType.Interval(ArrowType.IntervalUnit.MONTH_DAY_NANO);
            case Value.Absent none -> throw Exact.refused(value, "a column");
            case Value.Null other -> ArrowType.Plain.NULL;
            case Value.Decimal other -> ArrowType.Plain.NULL;
            case Value.Row other -> ArrowType.Plain.NULL;
            case Value.Array other -> ArrowType.Plain.NULL;
            case Value.MapOf other -> ArrowType.Plain.NULL;
            case Value.Tagged other -> ArrowType.Plain.NULL;
        };
    }

    private static ArrowType integer(Value.IntType type) {
        return switch (type) {
            case I8 -> new ArrowType.Int(8, true);
            case I16 -> new ArrowType.Int(16, true);
            case I32 -> new ArrowType.Int(32, true);
            case I64 -> new ArrowType.Int(64, true);
            case U8 -> new ArrowType.Int(8, false);
            case U16 -> new ArrowType.Int(16, false);
            case U32 -> new ArrowType.Int(32, false);
            case U64 -> new ArrowType.Int(64, false);
        };
    }

    private ArrowField struct(String name, List<Value> rows, int depth) {
        return ArrowField.of(
                name, ArrowType.Plain.STRUCT, columns(rows, depth + 1).toArray(ArrowField[]::new));
    }

    private ArrowField list(String name, List<Value> arrays, int depth) {
        List<Value> all = new ArrayList<>();
        for (Value value : arrays) {
            if (value instanceof Value.Array array) {
                all.addAll(array.values());
            }
        }
        return ArrowField.of(name, ArrowType.Plain.LIST, elements("item", all, depth + 1));
    }

    private ArrowField map(String name, List<Value> maps, int depth) {
        List<Value> keys = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (Value value : maps) {
            if (value instanceof Value.MapOf map) {
                keys.addAll(map.entries().keySet());
                values.addAll(map.entries().values());
            }
        }
        ArrowField key = keys.isEmpty() ? ArrowField.of("key", ArrowType.Plain.UTF8) : elements("key", keys, depth + 2);
        ArrowField entries =
                ArrowField.of("entries", ArrowType.Plain.STRUCT, key.required(), elements("value", values, depth + 2));
        return ArrowField.of(name, new ArrowType.MapType(false), entries.required());
    }

    private ArrowField union(String name, List<Value> values, int depth) {
        Map<String, List<Value>> branches = new LinkedHashMap<>();
        for (Value value : values) {
            if (!(value instanceof Value.Tagged tagged)) {
                throw Refusal.of("null stands beside values of a union, which has none; make it a branch");
            }
            branches.computeIfAbsent(tagged.branch(), branch -> new ArrayList<>())
                    .add(tagged.value());
        }
        if (branches.size() > MOST_BRANCHES) {
            throw Refusal.of("a union has more than " + MOST_BRANCHES + " branches");
        }
        List<ArrowField> children = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        branches.forEach((branch, all) -> {
            ids.add(children.size());
            children.add(named(branch, all, depth + 1));
        });
        return ArrowField.of(name, new ArrowType.Union(true, List.copyOf(ids)), children.toArray(ArrowField[]::new));
    }

    /** One that has room for all digits, before the point and behind it. */
    private static ArrowType decimal(List<Value> values) {
        int scale = Integer.MIN_VALUE;
        long whole = Integer.MIN_VALUE;
        for (Value value : values) {
            if (value instanceof Value.Decimal decimal) {
                BigDecimal number = decimal.value();
                scale = Math.max(scale, number.scale());
                whole = Math.max(whole, (long) number.precision() - number.scale());
            }
        }
        long precision = Math.max(1, Math.max(scale, whole + scale));
        if (precision > MOST_DIGITS_256) {
            throw Refusal.of("decimals of " + precision + " digits are too long: Arrow has at most " + MOST_DIGITS_256);
        }
        return new ArrowType.Decimal((int) precision, scale, precision > MOST_DIGITS_128 ? 256 : 128);
    }

    /** The values, once it is certain that each is of the same kind as the first, or null. */
    private static List<Value> same(List<Value> values, Value first) {
        for (Value value : values) {
            if (value.getClass() != first.getClass() && !(value instanceof Value.Null)) {
                throw disagree(first, value);
            }
        }
        return values;
    }

    private static WharfException disagree(Value one, Value other) {
        return Refusal.of(kind(one) + " and " + kind(other) + " stand in one column; give a schema that holds both");
    }

    private static String kind(Value value) {
        String unit = switch (value) {
            case Value.Int number -> " " + number.type();
            case Value.Time time -> " in " + time.unit();
            case Value.Timestamp time -> " in " + time.unit();
            case Value.LocalTimestamp time -> " in " + time.unit();
            default -> "";
        };
        return Exact.kind(value) + unit;
    }
}
