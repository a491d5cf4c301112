package dev.wharf.avro;

import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;

/** Makes the plan that reads what was written with one schema as another wants it. For one thread and one pair. */
final class Resolver {
    private final IdentityHashMap<Schema, IdentityHashMap<Schema, RecordNode>> records = new IdentityHashMap<>();
    private int depth;

    /** Two schemas, or parts of them, that do not go together. */
    static final class Unresolvable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;
        private String path = "";

        Unresolvable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        Unresolvable under(String step) {
            path = Paths.under(step, path);
            return this;
        }

        String text() {
            return path.isEmpty() ? reason : path + ": " + reason;
        }
    }

    /** The plan, unless nothing at all that was written with the one can be read with the other. */
    static Node plan(Schema writer, Schema reader) throws Unresolvable {
        return new Resolver().node(writer, reader);
    }

    private Node node(Schema writer, Schema reader) throws Unresolvable {
        if (++depth > Compiler.MAX_DEPTH) {
            throw Compiler.tooDeep();
        }
        Node node;
        if (writer.getType() == Schema.Type.UNION) {
            node = fromUnion(writer, reader);
        } else if (reader.getType() == Schema.Type.UNION) {
            node = intoUnion(writer, reader);
        } else if (writer.getType() == reader.getType()) {
            node = same(writer, reader);
        } else {
            node = scalar(writer, reader);
        }
        depth--;
        return node;
    }

    private Node fromUnion(Schema writer, Schema reader) throws Unresolvable {
        List<Schema> types = writer.getTypes();
        Node[] branches = new Node[types.size()];
        Unresolvable last = null;
        boolean possible = branches.length == 0;
        int level = depth;
        for (int i = 0; i < branches.length; i++) {
            try {
                branches[i] = node(types.get(i), reader);
                possible = true;
            } catch (Unresolvable e) {
                depth = level;
                branches[i] = new Impossible(Words.typeName(types.get(i)), e.text());
                last = e;
            }
        }
        if (!possible && last != null) {
            throw last;
        }
        return new UnionNode(branches);
    }

    private Node intoUnion(Schema writer, Schema reader) throws Unresolvable {
        int branch = Matching.branch(writer, reader);
        if (branch < 0) {
            throw new Unresolvable("written as " + Words.of(writer) + ", which is none of " + Words.of(reader));
        }
        Schema chosen = reader.getTypes().get(branch);
        Node node = node(writer, chosen);
        return node.op != Op.NULL && Words.needsTags(reader) ? new TagNode(Words.typeName(chosen), node) : node;
    }

    private Node same(Schema writer, Schema reader) throws Unresolvable {
        return switch (reader.getType()) {
            case RECORD -> record(writer, reader);
            case ENUM -> enumeration(writer, reader);
            case ARRAY -> new ListNode(Op.ARRAY, "array", element(writer.getElementType(), reader.getElementType()));
            case MAP -> new ListNode(Op.MAP, "map", element(writer.getValueType(), reader.getValueType()));
            case FIXED -> {
                requireSameName(writer, reader);
                yield scalar(writer, reader);
            }
            case UNION -> intoUnion(writer, reader);
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> scalar(writer, reader);
        };
    }

    private Node element(Schema writer, Schema reader) throws Unresolvable {
        try {
            return node(writer, reader);
        } catch (Unresolvable e) {
            throw e.under("[]");
        }
    }

    private static void requireSameName(Schema writer, Schema reader) throws Unresolvable {
        if (!Matching.sameName(writer, reader)) {
            throw new Unresolvable("written as " + Words.of(writer) + ", which is not " + Words.of(reader)
                    + " and none of its aliases");
        }
    }

    private static Node scalar(Schema writer, Schema reader) throws Unresolvable {
        boolean sameSize = reader.getType() != Schema.Type.FIXED
                || writer.getType() != Schema.Type.FIXED
                || writer.getFixedSize() == reader.getFixedSize();
        boolean same = writer.getType() == reader.getType() && sameSize;
        if (!same && !Matching.promotes(writer.getType(), reader.getType())) {
            throw new Unresolvable("written as " + Words.of(writer) + ", which cannot be read as " + Words.of(reader));
        }
        Logical written = Logical.of(writer);
        Logical wanted = Logical.of(reader);
        String clash = Logical.clash(written, wanted);
        if (clash != null) {
            throw new Unresolvable(clash);
        }
        return Scalars.node(writer, reader, Logical.resolved(written, wanted));
    }

    private static Node enumeration(Schema writer, Schema reader) throws Unresolvable {
        requireSameName(writer, reader);
        List<String> symbols = writer.getEnumSymbols();
        Value[] values = new Value[symbols.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = symbol(symbols.get(i), reader);
        }
        return new EnumNode(Words.typeName(reader), symbols, values);
    }

    private static Value symbol(String written, Schema reader) {
        boolean known = reader.hasEnumSymbol(written);
        String symbol = known ? written : reader.getEnumDefault();
        return symbol == null ? Value.ABSENT : new Value.Symbol(symbol, reader.getEnumOrdinal(symbol));
    }

    private Node record(Schema writer, Schema reader) throws Unresolvable {
        IdentityHashMap<Schema, RecordNode> ofWriter = records.computeIfAbsent(writer, key -> new IdentityHashMap<>());
        RecordNode known = ofWriter.get(reader);
        if (known != null) {
            String problem = known.problem;
            if (problem != null) {
                throw new Unresolvable(problem);
            }
            return known;
        }
        requireSameName(writer, reader);
        RecordNode node = new RecordNode(Words.typeName(reader), Compiler.names(reader.getFields()));
        ofWriter.put(reader, node);
        try {
            fill(node, writer, reader);
        } catch (Unresolvable e) {
            fail(node, e.text());
            throw e;
        }
        return node;
    }

    /** Parts that were complete before may hold on to the node. */
    private static void fail(RecordNode node, String problem) {
        node.problem = problem;
        node.steps = new Node[] {new Impossible(node.type, problem)};
        node.stepNames = new String[] {""};
        node.targets = new int[] {-1};
        node.constants = new Value[0];
    }

    private void fill(RecordNode node, Schema writer, Schema reader) throws Unresolvable {
        int[] targets = new int[writer.getFields().size()];
        Arrays.fill(targets, -1);
        node.constants = targets(writer, reader, targets);
        node.inOrder = isAscending(targets);
        node.targets = targets;
        node.stepNames = Compiler.names(writer.getFields()).toArray(new String[0]);
        Node[] steps = new Node[targets.length];
        for (int i = 0; i < targets.length; i++) {
            Schema written = writer.getFields().get(i).schema();
            steps[i] = targets[i] < 0
                    ? Compiler.plan(written)
                    : field(written, reader.getFields().get(targets[i]));
        }
        node.steps = steps;
    }

    private Node field(Schema written, Schema.Field wanted) throws Unresolvable {
        try {
            return node(written, wanted.schema());
        } catch (Unresolvable e) {
            throw e.under(wanted.name());
        }
    }

    /** Notes where each field goes that was written, and gives the values of the others. */
    private static Value[] targets(Schema writer, Schema reader, int[] targets) throws Unresolvable {
        List<Schema.Field> fields = reader.getFields();
        List<Value> constants = new ArrayList<>();
        boolean any = false;
        for (Schema.Field wanted : fields) {
            Schema.Field written = Matching.written(writer, wanted);
            if (written != null && targets[written.pos()] < 0) {
                targets[written.pos()] = wanted.pos();
                constants.add(Value.ABSENT);
            } else {
                constants.add(constant(wanted));
                any = true;
            }
        }
        return any ? constants.toArray(new Value[0]) : new Value[0];
    }

    private static Value constant(Schema.Field field) throws Unresolvable {
        byte[] bytes = Defaults.encoded(field);
        if (RecordNode.isNone(bytes)) {
            String none = field.hasDefaultValue() ? "has a default that does not fit it" : "has no default";
            throw new Unresolvable("was not written, and " + none).under(field.name());
        }
        return Reading.read(Compiler.plan(field.schema()), new Cursor(bytes, 0, bytes.length, Compiler.MAX_DEPTH));
    }

    private static boolean isAscending(int[] targets) {
        int last = -1;
        for (int target : targets) {
            if (target >= 0 && target < last) {
                return false;
            }
            last = Math.max(last, target);
        }
        return true;
    }
}
