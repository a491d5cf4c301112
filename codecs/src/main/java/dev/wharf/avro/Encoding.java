package dev.wharf.avro;

import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.problem.Nearest;
import dev.wharf.value.Exact;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.List;
import java.util.Map;

/** Writes one value by a plan. What it wrote before it throws, others have to take back. For one thread. */
final class Encoding {
    /**
     * How many branches of unions may be tried in vain for one value. Each try may try others inside it, so that their
     * number would double with each level.
     */
    private static final int MAX_TRIES = 1000;

    private final ByteSink sink;
    private final boolean lenient;
    private int levelsLeft;
    private int triesLeft = MAX_TRIES;
    private int freeLeft = Cursor.FREE_ELEMENTS;

    Encoding(ByteSink sink, boolean lenient, int maxDepth) {
        this.sink = sink;
        this.lenient = lenient;
        this.levelsLeft = maxDepth;
    }

    /** Small, so that it becomes a part of the loops that call it; the rest is in {@link #others}. */
    void write(Node node, Value value) {
        if (value instanceof Value.Text text && node.op == Op.STRING) {
            Texts.write(text.value(), sink);
        } else if (value instanceof Value.Int number && node.op == Op.LONG) {
            Varints.write(Exact.int64(number), sink);
        } else if (value instanceof Value.Float64 number && node.op == Op.DOUBLE) {
            Varints.writeDouble(number.value(), sink);
        } else {
            others(node, value);
        }
    }

    private void others(Node place, Value given) {
        Node node = place;
        if (node instanceof UnionNode union) {
            int branch = branch(union, given);
            if (branch < 0) {
                choose(union, given);
                return;
            }
            Varints.write(branch, sink);
            node = union.branches[branch];
        }
        if (node instanceof TagNode tag) {
            node = tag.value;
        }
        Value value = given instanceof Value.Tagged ? untagged(given) : given;
        switch (node.op) {
            case Op.RECORD -> record((RecordNode) node, value);
            case Op.ARRAY -> array((ListNode) node, value);
            case Op.MAP -> map((ListNode) node, value);
            case Op.ENUM -> Varints.write(symbol((EnumNode) node, value), sink);
            default -> scalar((Scalar) node, value);
        }
    }

    private void scalar(Scalar node, Value value) {
        switch (node.op) {
            case Op.NULL -> nothing(value);
            case Op.BOOLEAN -> sink.write(Exact.bool(value) ? 1 : 0);
            case Op.INT -> Varints.write(int32(value), sink);
            case Op.LONG -> Varints.write(Exact.int64(value), sink);
            case Op.FLOAT -> Varints.writeFloat(Exact.float32(value), sink);
            case Op.DOUBLE -> Varints.writeDouble(Exact.float64(value), sink);
            case Op.BYTES -> bytes(Exact.binary(value));
            case Op.STRING -> Texts.write(Exact.text(value), sink);
            case Op.FIXED -> fixed(node, value);
            default -> ScalarEncoding.write(node, value, sink);
        }
    }

    private static Value untagged(Value value) {
        Value inner = value;
        while (inner instanceof Value.Tagged tagged) {
            inner = tagged.value();
        }
        return inner;
    }

    private static void nothing(Value value) {
        if (!(value instanceof Value.Null)) {
            throw Exact.refused(value, "null");
        }
    }

    private static int int32(Value value) {
        return (int) Exact.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private void bytes(byte[] bytes) {
        Varints.write(bytes.length, sink);
        sink.write(bytes);
    }

    private void fixed(Scalar node, Value value) {
        byte[] bytes = Exact.binary(value);
        if (bytes.length != node.size) {
            throw new AvroMisfit(
                    bytes.length + " bytes do not fit " + node.type + ", which has " + node.size + " bytes");
        }
        sink.write(bytes);
    }

    private static int symbol(EnumNode node, Value value) {
        int number = value instanceof Value.Symbol symbol ? node.numberOf(symbol) : node.numberOf(Exact.text(value));
        if (number < 0) {
            throw new AvroMisfit(Exact.kind(value) + " is none of the symbols of " + node.type + ": "
                    + String.join(", ", node.written()));
        }
        return number;
    }

    private void enter() {
        if (--levelsLeft < 0) {
            throw new AvroMisfit("the value is nested deeper than is allowed");
        }
    }

    private void record(RecordNode node, Value value) {
        if (!(value instanceof Value.Row row)) {
            mapAsRecord(node, value);
            return;
        }
        enter();
        List<Value> values = row.values();
        RowMap rowMap = isOwn(row.shape(), node) ? node.ownMap : node.rowMap(row.shape());
        int[] places = rowMap.places();
        int i = 0;
        try {
            for (; i < places.length; i++) {
                Value field = places[i] < 0 ? Value.ABSENT : values.get(places[i]);
                if (field instanceof Value.Absent) {
                    missing(node, i);
                } else {
                    write(node.steps[i], field);
                }
            }
        } catch (WharfException e) {
            throw AvroMisfit.at(node.stepNames[i], e);
        }
        if (rowMap.unknown().length > 0 && !lenient) {
            requireNone(node, row, rowMap.unknown());
        }
        levelsLeft++;
    }

    /** Whether the row was read by this very plan: mostly it is, and then each field has its place. */
    @SuppressWarnings("ReferenceEquality") // what is equal and not the same goes the other way
    private static boolean isOwn(Shape shape, RecordNode node) {
        return shape == node.shape;
    }

    private static void requireNone(RecordNode node, Value.Row row, int[] places) {
        for (int place : places) {
            if (!(row.values().get(place) instanceof Value.Absent)) {
                throw unknown(node, row.shape().names().get(place));
            }
        }
    }

    private void missing(RecordNode node, int field) {
        byte[] bytes = node.defaults[field];
        if (RecordNode.isNone(bytes)) {
            throw new AvroMisfit("the field is missing, and has no default");
        }
        sink.write(bytes);
    }

    private static AvroMisfit unknown(RecordNode node, String name) {
        List<String> known = node.shape.names();
        return AvroMisfit.at(
                name, new AvroMisfit("the record " + node.type + " has no such field" + Nearest.hint(name, known)));
    }

    private void mapAsRecord(RecordNode node, Value given) {
        if (!(given instanceof Value.MapOf map)) {
            throw Exact.refused(given, "the record " + node.type);
        }
        enter();
        Map<Value, Value> entries = map.entries();
        int found = 0;
        int i = 0;
        try {
            for (; i < node.keys.length; i++) {
                Value value = entries.getOrDefault(node.keys[i], Value.ABSENT);
                if (value instanceof Value.Absent) {
                    missing(node, i);
                } else {
                    write(node.steps[i], value);
                    found++;
                }
            }
        } catch (WharfException e) {
            throw AvroMisfit.at(node.stepNames[i], e);
        }
        if (!lenient && found < entries.size()) {
            requireKnown(node, entries);
        }
        levelsLeft++;
    }

    private static void requireKnown(RecordNode node, Map<Value, Value> entries) {
        entries.forEach((key, value) -> {
            String name = Exact.text(untagged(key));
            if (node.shape.indexOf(name) < 0 && !(value instanceof Value.Absent)) {
                throw unknown(node, name);
            }
        });
    }

    private void array(ListNode node, Value value) {
        if (!(value instanceof Value.Array array)) {
            throw Exact.refused(value, "an array");
        }
        enter();
        List<Value> values = array.values();
        if (!values.isEmpty()) {
            Varints.write(values.size(), sink);
            int start = sink.length();
            int i = 0;
            try {
                for (; i < values.size(); i++) {
                    write(node.element, values.get(i));
                }
            } catch (WharfException e) {
                throw AvroMisfit.at(Paths.element(i), e);
            }
            if (sink.length() == start) {
                spendFree(values.size());
            }
        }
        sink.write(0);
        levelsLeft++;
    }

    private void spendFree(int elements) {
        freeLeft -= elements;
        if (freeLeft < 0) {
            throw new AvroMisfit("there are more than " + Cursor.FREE_ELEMENTS + " elements that take no bytes");
        }
    }

    private void map(ListNode node, Value value) {
        enter();
        switch (value) {
            case Value.MapOf map -> entries(node, map.entries());
            case Value.Row row -> rowAsMap(node, row);
            default -> throw Exact.refused(value, "a map");
        }
        sink.write(0);
        levelsLeft++;
    }

    private void entries(ListNode node, Map<Value, Value> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Varints.write(entries.size(), sink);
        long index = 0;
        try {
            for (Map.Entry<Value, Value> entry : entries.entrySet()) {
                Texts.write(Exact.text(untagged(entry.getKey())), sink);
                write(node.element, entry.getValue());
                index++;
            }
        } catch (WharfException e) {
            throw AvroMisfit.at(Paths.element(index), e);
        }
    }

    private void rowAsMap(ListNode node, Value.Row row) {
        List<Value> values = row.values();
        int present = 0;
        for (Value value : values) {
            present += value instanceof Value.Absent ? 0 : 1;
        }
        if (present == 0) {
            return;
        }
        Varints.write(present, sink);
        int i = 0;
        try {
            for (; i < values.size(); i++) {
                if (!(values.get(i) instanceof Value.Absent)) {
                    Texts.write(row.shape().names().get(i), sink);
                    write(node.element, values.get(i));
                }
            }
        } catch (WharfException e) {
            throw AvroMisfit.at(row.shape().names().get(i), e);
        }
    }

    /** The branch that the value is written as; -1 if that is to be tried. */
    private static int branch(UnionNode node, Value given) {
        Value value = given;
        while (value instanceof Value.Tagged tagged) {
            int branch = node.indexOf(tagged.branch());
            if (branch >= 0) {
                return branch;
            }
            if (node.onlyBranch < 0) {
                throw new AvroMisfit(
                        "the union has no branch " + tagged.branch() + Nearest.hint(tagged.branch(), node.names()));
            }
            value = tagged.value();
        }
        return value instanceof Value.Null && node.nullBranch >= 0 ? node.nullBranch : node.onlyBranch;
    }

    /** The first branch that the value is of, as it is; else the first that it fits. */
    private void choose(UnionNode node, Value value) {
        WharfException refusal = null;
        int start = sink.length();
        int level = levelsLeft;
        int count = node.branches.length;
        for (int i = 0; i < 2 * count; i++) {
            boolean exact = Fit.exact(node.branches[i % count], value);
            if (exact != i < count) {
                continue;
            }
            requireTries();
            try {
                Varints.write(i % count, sink);
                write(node.branches[i % count], value);
                return;
            } catch (WharfException e) {
                sink.truncate(start);
                levelsLeft = level;
                triesLeft--;
                refusal = refusal == null && exact ? e : refusal;
            }
        }
        throw refusal != null
                ? refusal
                : Exact.refused(value, "any branch of the union of " + String.join(", ", node.names()));
    }

    private void requireTries() {
        if (triesLeft <= 0) {
            throw new AvroMisfit("the value fits too many branches of unions in part: say which, by its tag");
        }
    }
}
