package dev.wharf.avro;

import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;

/** Tells bytes that were checked to a writer, by a plan, without making values of them where it can. */
final class Telling {
    private Telling() {}

    /** Small, so that it becomes a part of the loops that call it; the rest is in {@link #others}. */
    static void tell(Node node, Cursor in, ValueWriter to) {
        switch (node.op) {
            case Op.INT -> to.integer(in.readInt(), Value.IntType.I32);
            case Op.LONG -> to.integer(in.readLong(), Value.IntType.I64);
            case Op.DOUBLE -> to.float64(in.readDouble());
            case Op.STRING -> text(in, to);
            default -> others(node, in, to);
        }
    }

    /** The number of a branch is read here, so that a level of nesting costs few frames of the stack. */
    private static void others(Node place, Cursor in, ValueWriter to) {
        Node node = place instanceof UnionNode union ? Checking.branch(union, in) : place;
        if (node instanceof TagNode tag) {
            to.branch(tag.type);
            node = tag.value;
        }
        switch (node.op) {
            case Op.INT, Op.LONG, Op.DOUBLE, Op.STRING -> tell(node, in, to);
            case Op.NULL -> to.nothing();
            case Op.BOOLEAN -> to.bool(in.readBoolean());
            case Op.FLOAT -> to.float32(in.readFloat());
            case Op.BYTES -> bytes(in.readLength(), in, to);
            case Op.FIXED -> bytes(((Scalar) node).size, in, to);
            case Op.ENUM -> to.value(((EnumNode) node).read(in));
            case Op.RECORD -> record((RecordNode) node, in, to);
            case Op.ARRAY -> array((ListNode) node, in, to);
            case Op.MAP -> map((ListNode) node, in, to);
            case Op.IMPOSSIBLE -> throw ((Impossible) node).flaw(in.pos);
            default -> Scalars.tell((Scalar) node, in, to);
        }
    }

    private static void bytes(int length, Cursor in, ValueWriter to) {
        int from = in.take(length, "bytes");
        to.binary(in.buf, from, in.pos);
    }

    /** It was checked when the document was decoded. */
    private static void text(Cursor in, ValueWriter to) {
        int from = in.take(in.readLength(), "text");
        to.text(in.buf, from, in.pos);
    }

    private static void record(RecordNode node, Cursor in, ValueWriter to) {
        if (!node.inOrder) {
            to.value(Reading.read(node, in));
            return;
        }
        in.enter();
        to.startRow();
        if (node.isWhole()) {
            Node[] steps = node.steps;
            for (int i = 0; i < steps.length; i++) {
                to.name(node.names[i]);
                tell(steps[i], in, to);
            }
        } else {
            part(node, in, to);
        }
        to.endRow();
        in.leave();
    }

    /** Without what the reader does not want, and with what was not written. */
    private static void part(RecordNode node, Cursor in, ValueWriter to) {
        int next = 0;
        for (int i = 0; i < node.steps.length; i++) {
            int target = node.targets[i];
            if (target < 0) {
                Checking.check(node.steps[i], in);
            } else {
                constants(node, next, target, to);
                to.name(node.names[target]);
                tell(node.steps[i], in, to);
                next = target + 1;
            }
        }
        constants(node, next, node.names.length, to);
    }

    /** What stands in the row from one place to another and was not written. */
    private static void constants(RecordNode node, int from, int to, ValueWriter writer) {
        for (int i = from; i < to; i++) {
            writer.name(node.names[i]);
            writer.value(node.constants[i]);
        }
    }

    private static void array(ListNode node, Cursor in, ValueWriter to) {
        in.enter();
        to.startArray();
        for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
            for (long left = count; left > 0; left--) {
                tell(node.element, in, to);
            }
        }
        to.endArray();
        in.leave();
    }

    private static void map(ListNode node, Cursor in, ValueWriter to) {
        in.enter();
        to.startMap();
        for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
            for (long left = count; left > 0; left--) {
                text(in, to);
                tell(node.element, in, to);
            }
        }
        to.endMap();
        in.leave();
    }
}
