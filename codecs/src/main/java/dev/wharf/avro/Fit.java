package dev.wharf.avro;

import dev.wharf.value.Value;

/** Whether a value is just of a type, so that the branch of a union follows from it. Looks at one level alone. */
final class Fit {
    private Fit() {}

    static boolean exact(Node node, Value value) {
        return switch (node.op) {
            case Op.NULL -> value instanceof Value.Null;
            case Op.BOOLEAN -> value instanceof Value.Bool;
            case Op.INT -> value instanceof Value.Int number && isInt(number.type());
            case Op.LONG -> value instanceof Value.Int number && isLong(number.type());
            case Op.FLOAT -> value instanceof Value.Float32;
            case Op.DOUBLE -> value instanceof Value.Float64;
            case Op.BYTES -> value instanceof Value.Binary;
            case Op.STRING -> value instanceof Value.Text;
            case Op.FIXED -> value instanceof Value.Binary bytes && bytes.value().length == ((Scalar) node).size;
            case Op.ENUM -> value instanceof Value.Symbol symbol && ((EnumNode) node).numberOf(symbol) >= 0;
            case Op.RECORD -> value instanceof Value.Row row && record((RecordNode) node, row);
            case Op.ARRAY -> value instanceof Value.Array;
            case Op.MAP -> value instanceof Value.MapOf;
            case Op.TAG -> exact(((TagNode) node).value, value);
            case Op.DECIMAL, Op.BIG_DECIMAL -> value instanceof Value.Decimal;
            case Op.DURATION -> value instanceof Value.Interval;
            case Op.DATE -> value instanceof Value.Date;
            case Op.TIME -> value instanceof Value.Time;
            case Op.TIMESTAMP -> value instanceof Value.Timestamp;
            case Op.LOCAL_TIMESTAMP -> value instanceof Value.LocalTimestamp;
            default -> false;
        };
    }

    private static boolean isInt(Value.IntType type) {
        return switch (type) {
            case I8, I16, I32, U8, U16 -> true;
            case I64, U32, U64 -> false;
        };
    }

    private static boolean isLong(Value.IntType type) {
        return switch (type) {
            case I64, U32 -> true;
            case I8, I16, I32, U8, U16, U64 -> false;
        };
    }

    /** Whether the names are right: none that is unknown, and all that have no default. */
    private static boolean record(RecordNode node, Value.Row row) {
        RowMap rowMap = node.rowMap(row.shape());
        for (int unknown : rowMap.unknown()) {
            if (!(row.values().get(unknown) instanceof Value.Absent)) {
                return false;
            }
        }
        int[] places = rowMap.places();
        for (int i = 0; i < places.length; i++) {
            boolean absent = places[i] < 0 || row.values().get(places[i]) instanceof Value.Absent;
            if (absent && RecordNode.isNone(node.defaults[i])) {
                return false;
            }
        }
        return true;
    }
}
