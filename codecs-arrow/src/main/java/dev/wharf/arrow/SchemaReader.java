package dev.wharf.arrow;

import dev.wharf.value.Decoded;
import dev.wharf.value.Value.TimeUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema from the metadata of its message. */
final class SchemaReader {
    /** A field takes more bytes than that, so that one which is pointed to a thousand times is noticed. */
    private static final int LEAST_FIELD_BYTES = 16;

    private final Flat flat;
    private final int maxDepth;
    private int fieldsLeft;

    /** Names may be shared among fields, but not without end. */
    private long textLeft;

    private SchemaReader(Flat flat, int maxDepth) {
        this.flat = flat;
        this.maxDepth = maxDepth;
        this.fieldsLeft = flat.size() / LEAST_FIELD_BYTES;
        this.textLeft = 16L * flat.size();
    }

    /** The schema whose table stands there. */
    static ArrowSchema read(Flat flat, int table, int maxDepth) {
        if (flat.i16(table, 0, 0) != 0) {
            throw unreadable("the data is big-endian: write it little-endian", table);
        }
        SchemaReader reader = new SchemaReader(flat, maxDepth);
        int fields = flat.vector(table, 1, 4);
        List<ArrowField> columns = reader.fields(fields, 1);
        if (columns.stream().map(ArrowField::name).distinct().count() < columns.size()) {
            throw unreadable("two columns have the same name", fields);
        }
        return ArrowSchema.of(columns, reader.metadata(table, 2));
    }

    private List<ArrowField> fields(int vector, int depth) {
        int count = flat.count(vector);
        if (count > fieldsLeft || depth > maxDepth) {
            throw unreadable(
                    depth > maxDepth
                            ? "types are nested deeper than " + maxDepth
                            : "there are more fields than the metadata has room for",
                    vector);
        }
        fieldsLeft -= count;
        List<ArrowField> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fields.add(field(flat.tableAt(vector, i), depth));
        }
        return List.copyOf(fields);
    }

    private ArrowField field(int table, int depth) {
        List<ArrowField> children = fields(flat.vector(table, 5, 4), depth + 1);
        int dictionary = flat.reference(table, 4);
        ArrowField field = new ArrowField(
                text(table, 0),
                flat.bool(table, 1),
                type(flat.i8(table, 2, 0), flat.reference(table, 3), children.size(), table),
                dictionary == 0 ? null : encoding(dictionary),
                children,
                metadata(table, 6));
        String flaw = field.flaw();
        if (flaw != null) {
            throw unreadable(flaw, table);
        }
        return field;
    }

    private ArrowField.Encoding encoding(int table) {
        int index = flat.reference(table, 1);
        return new ArrowField.Encoding(
                flat.i64(table, 0), index == 0 ? new ArrowType.Int(32, true) : integer(index), flat.bool(table, 2));
    }

    private ArrowType type(int number, int table, int children, int shown) {
        for (ArrowType.Plain plain : ArrowType.Plain.values()) {
            if (plain.number() == number) {
                return plain;
            }
        }
        if (table == 0) {
            throw unreadable("a field has no type", shown);
        }
        return switch (number) {
            case 2 -> integer(table);
            case 3 -> new ArrowType.Floating(16 << choice(table, 0, 0, 2));
            case 7 -> decimal(table);
            case 8 -> new ArrowType.Date(choice(table, 0, 1, 1) == 0);
            case 9 -> time(table);
            case 10 -> new ArrowType.Timestamp(unit(table, 0), text(table, 1));
            case 11 -> new ArrowType.Interval(ArrowType.Interval.KINDS.get(choice(table, 0, 0, 2)));
            case 14 -> new ArrowType.Union(choice(table, 0, 0, 1) == 1, ids(table, children));
            case 15 -> new ArrowType.FixedBinary(notNegative(table, "width"));
            case 16 -> new ArrowType.FixedList(notNegative(table, "size"));
            case 17 -> new ArrowType.MapType(flat.bool(table, 0));
            case 18 -> new ArrowType.Duration(unit(table, 1));
            default -> throw unreadable("there is no type of number " + number, shown);
        };
    }

    private ArrowType.Int integer(int table) {
        int bits = flat.i32(table, 0, 0);
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
            throw unreadable("there are no integers of " + bits + " bits", table);
        }
        return new ArrowType.Int(bits, flat.bool(table, 1));
    }

    private ArrowType decimal(int table) {
        int bits = flat.i32(table, 2, 128);
        if (bits != 32 && bits != 64 && bits != 128 && bits != 256) {
            throw unreadable("there are no decimals of " + bits + " bits", table);
        }
        return new ArrowType.Decimal(flat.i32(table, 0, 0), flat.i32(table, 1, 0), bits);
    }

    private ArrowType time(int table) {
        ArrowType.Time time = new ArrowType.Time(unit(table, 1));
        if (flat.i32(table, 1, 32) != time.bits()) {
            throw unreadable("a time in that unit has " + time.bits() + " bits", table);
        }
        return time;
    }

    private TimeUnit unit(int table, int otherwise) {
        return ArrowType.UNITS.get(choice(table, 0, otherwise, 3));
    }

    private int choice(int table, int id, int otherwise, int most) {
        int number = flat.i16(table, id, otherwise);
        if (number < 0 || number > most) {
            throw unreadable("a type has an option of number " + number, table);
        }
        return number;
    }

    private int notNegative(int table, String what) {
        int number = flat.i32(table, 0, 0);
        if (number < 0) {
            throw unreadable("a " + what + " is negative", table);
        }
        return number;
    }

    /** The numbers of a union's children: 0, 1, 2 where none are given. */
    private List<Integer> ids(int table, int children) {
        int vector = flat.vector(table, 1, 4);
        int count = vector == 0 ? children : flat.count(vector);
        if (count != children || count > 128) {
            throw unreadable("a union has " + children + " children and " + count + " numbers for them", table);
        }
        List<Integer> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int id = vector == 0 ? i : flat.elementI32(vector + 4 + 4 * i);
            if (id < 0 || id > 127 || ids.contains(id)) {
                throw unreadable("a child of a union has the number " + id, table);
            }
            ids.add(id);
        }
        return List.copyOf(ids);
    }

    private Map<String, String> metadata(int table, int id) {
        int vector = flat.vector(table, id, 4);
        int count = flat.count(vector);
        if (count == 0) {
            return Map.of();
        }
        if (count > fieldsLeft) {
            throw unreadable("there are more notes than the metadata has room for", vector);
        }
        fieldsLeft -= count;
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int pair = flat.tableAt(vector, i);
            metadata.put(text(pair, 0), text(pair, 1));
        }
        return Collections.unmodifiableMap(metadata);
    }

    private String text(int table, int id) {
        String text = flat.text(table, id);
        textLeft -= text.length();
        if (textLeft < 0) {
            throw unreadable("the metadata has texts longer than itself", table);
        }
        return text;
    }

    private static ArrowFlaw unreadable(String reason, long position) {
        return new ArrowFlaw(Decoded.Kind.BAD_SCHEMA, reason, position);
    }
}
