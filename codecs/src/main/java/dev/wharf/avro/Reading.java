package dev.wharf.avro;

import dev.wharf.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes values of bytes by a plan. Checks all that {@link Checking} does. */
final class Reading {
    private static final Value[] NO_VALUES = {};

    /** How many places are made for elements that were only announced. */
    private static final int FIRST_PLACES = 64;

    private Reading() {}

    /** Small, so that it becomes a part of the loops that call it; the rest is in {@link #others}. */
    static Value read(Node node, Cursor in) {
        return switch (node.op) {
            case Op.INT -> new Value.Int(in.readInt(), Value.IntType.I32);
            case Op.LONG -> new Value.Int(in.readLong(), Value.IntType.I64);
            case Op.DOUBLE -> new Value.Float64(in.readDouble());
            case Op.STRING -> new Value.Text(in.readText());
            default -> others(node, in);
        };
    }

    /** The number of a branch is read here, so that a level of nesting costs few frames of the stack. */
    private static Value others(Node place, Cursor in) {
        Node node = place instanceof UnionNode union ? Checking.branch(union, in) : place;
        return switch (node.op) {
            case Op.INT, Op.LONG, Op.DOUBLE, Op.STRING -> read(node, in);
            case Op.NULL -> Value.NULL;
            case Op.BOOLEAN -> Value.Bool.of(in.readBoolean());
            case Op.FLOAT -> new Value.Float32(in.readFloat());
            case Op.BYTES -> new Value.Binary(in.readBytes());
            case Op.ENUM -> ((EnumNode) node).read(in);
            case Op.RECORD -> record((RecordNode) node, in);
            case Op.ARRAY -> array((ListNode) node, in);
            case Op.MAP -> map((ListNode) node, in);
            case Op.TAG -> new Value.Tagged(node.type, others(((TagNode) node).value, in));
            case Op.IMPOSSIBLE -> throw ((Impossible) node).flaw(in.pos);
            default -> Scalars.read((Scalar) node, in);
        };
    }

    private static Value record(RecordNode node, Cursor in) {
        in.enter();
        Value[] values = node.newValues();
        Node[] steps = node.steps;
        int[] targets = node.targets;
        int i = 0;
        try {
            for (; i < steps.length; i++) {
                int target = targets[i];
                if (target >= 0) {
                    values[target] = read(steps[i], in);
                } else {
                    Checking.check(steps[i], in);
                }
            }
        } catch (AvroFlaw flaw) {
            throw flaw.under(node.stepNames[i]);
        }
        in.leave();
        return Value.Row.of(node.shape, values);
    }

    private static Value array(ListNode node, Cursor in) {
        in.enter();
        Value[] values = NO_VALUES;
        int size = 0;
        try {
            for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
                int blockEnd = in.blockEnd();
                for (long left = count; left > 0; left--) {
                    if (size == values.length) {
                        values = Arrays.copyOf(values, size + (int) Math.min(left, Math.max(FIRST_PLACES, size)));
                    }
                    int start = in.pos;
                    values[size] = read(node.element, in);
                    in.endElement(start);
                    size++;
                }
                in.endBlock(blockEnd);
            }
        } catch (AvroFlaw flaw) {
            throw flaw.under(Paths.element(size));
        }
        in.leave();
        return Value.Array.of(size == values.length ? values : Arrays.copyOf(values, size));
    }

    private static Value map(ListNode node, Cursor in) {
        in.enter();
        Map<Value, Value> entries = new LinkedHashMap<>();
        long index = 0;
        try {
            for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
                int blockEnd = in.blockEnd();
                for (long left = count; left > 0; left--) {
                    Value key = new Value.Text(in.readText());
                    entries.put(key, read(node.element, in));
                    index++;
                }
                in.endBlock(blockEnd);
            }
        } catch (AvroFlaw flaw) {
            throw flaw.under(Paths.element(index));
        }
        in.leave();
        return Value.MapOf.of(entries);
    }
}
