package dev.wharf.avro;

/** Goes over bytes by a plan, to their end, and makes nothing of them. */
final class Checking {
    private Checking() {}

    /** The number of a branch is read here, so that a level of nesting costs two frames of the stack. */
    static void check(Node place, Cursor in) {
        Node node = place instanceof UnionNode union ? branch(union, in) : place;
        if (node instanceof TagNode tag) {
            node = tag.value;
        }
        switch (node.op) {
            case Op.NULL -> {}
            case Op.BOOLEAN -> in.readBoolean();
            case Op.INT -> in.readInt();
            case Op.LONG -> in.readLong();
            case Op.FLOAT -> in.take(4, "a float");
            case Op.DOUBLE -> in.take(8, "a double");
            case Op.BYTES -> in.skipBytes();
            case Op.STRING -> in.skipText();
            case Op.FIXED -> in.take(((Scalar) node).size, "a fixed");
            case Op.ENUM -> ((EnumNode) node).read(in);
            case Op.RECORD -> record((RecordNode) node, in);
            case Op.ARRAY -> array((ListNode) node, in);
            case Op.MAP -> map((ListNode) node, in);
            case Op.IMPOSSIBLE -> throw ((Impossible) node).flaw(in.pos);
            default -> Scalars.check((Scalar) node, in);
        }
    }

    static Node branch(UnionNode node, Cursor in) {
        return node.branches[in.readIndex(node.branches.length, "a branch")];
    }

    private static void record(RecordNode node, Cursor in) {
        in.enter();
        Node[] steps = node.steps;
        int i = 0;
        try {
            for (; i < steps.length; i++) {
                check(steps[i], in);
            }
        } catch (AvroFlaw flaw) {
            throw flaw.under(node.stepNames[i]);
        }
        in.leave();
    }

    /** Like {@link #check}, and notes where the wanted fields begin. */
    static void index(RecordNode node, Cursor in, int[] wantedOfStep, int[] starts) {
        in.enter();
        Node[] steps = node.steps;
        int i = 0;
        try {
            for (; i < steps.length; i++) {
                int wanted = wantedOfStep[i];
                if (wanted >= 0) {
                    starts[wanted] = in.pos;
                }
                check(steps[i], in);
            }
        } catch (AvroFlaw flaw) {
            throw flaw.under(node.stepNames[i]);
        }
        in.leave();
    }

    private static void array(ListNode node, Cursor in) {
        in.enter();
        long index = 0;
        try {
            for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
                int blockEnd = in.blockEnd();
                for (long left = count; left > 0; left--) {
                    int start = in.pos;
                    check(node.element, in);
                    in.endElement(start);
                    index++;
                }
                in.endBlock(blockEnd);
            }
        } catch (AvroFlaw flaw) {
            throw flaw.under(Paths.element(index));
        }
        in.leave();
    }

    private static void map(ListNode node, Cursor in) {
        in.enter();
        long index = 0;
        try {
            for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
                int blockEnd = in.blockEnd();
                for (long left = count; left > 0; left--) {
                    in.skipText();
                    check(node.element, in);
                    index++;
                }
                in.endBlock(blockEnd);
            }
        } catch (AvroFlaw flaw) {
            throw flaw.under(Paths.element(index));
        }
        in.leave();
    }
}
