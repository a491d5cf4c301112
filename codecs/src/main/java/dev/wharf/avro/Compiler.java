package dev.wharf.avro;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;

/** Makes the plan of one schema: what is read is what was written. For one thread and one schema. */
final class Compiler {
    /** How deep the types of a schema may be nested. */
    static final int MAX_DEPTH = 500;

    private final IdentityHashMap<Schema, RecordNode> records = new IdentityHashMap<>();
    private int depth;

    /**
     * The plan of the schema.
     *
     * @throws WharfException with {@code CONFIGURATION} if types are nested deeper than {@link #MAX_DEPTH}
     */
    static Node plan(Schema schema) {
        return new Compiler().node(schema);
    }

    private Node node(Schema schema) {
        if (++depth > MAX_DEPTH) {
            throw tooDeep();
        }
        Node node = switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM -> enumeration(schema);
            case ARRAY -> new ListNode(Op.ARRAY, "array", node(schema.getElementType()));
            case MAP -> new ListNode(Op.MAP, "map", node(schema.getValueType()));
            case UNION -> union(schema);
            case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
                Scalars.node(schema, schema, Logical.of(schema));
        };
        depth--;
        return node;
    }

    static WharfException tooDeep() {
        return new WharfException(
                ErrorCode.CONFIGURATION,
                "the Avro schema nests its types deeper than " + MAX_DEPTH + " levels: flatten it");
    }

    private Node union(Schema schema) {
        boolean tagged = Words.needsTags(schema);
        Node[] branches = new Node[schema.getTypes().size()];
        for (int i = 0; i < branches.length; i++) {
            Node branch = node(schema.getTypes().get(i));
            branches[i] = tagged && branch.op != Op.NULL ? new TagNode(branch.type, branch) : branch;
        }
        return new UnionNode(branches);
    }

    static Node enumeration(Schema schema) {
        List<String> symbols = schema.getEnumSymbols();
        Value[] values = new Value[symbols.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = new Value.Symbol(symbols.get(i), i);
        }
        return new EnumNode(Words.typeName(schema), symbols, values);
    }

    private RecordNode record(Schema schema) {
        RecordNode known = records.get(schema);
        if (known != null) {
            return known;
        }
        List<Schema.Field> fields = schema.getFields();
        RecordNode node = new RecordNode(Words.typeName(schema), names(fields));
        records.put(schema, node);
        Node[] steps = new Node[fields.size()];
        int[] targets = new int[steps.length];
        byte[][] defaults = new byte[steps.length][];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = node(fields.get(i).schema());
            targets[i] = i;
            defaults[i] = Defaults.encoded(fields.get(i));
        }
        node.steps = steps;
        node.targets = targets;
        node.defaults = defaults;
        node.stepNames = node.shape.names().toArray(new String[0]);
        return node;
    }

    static List<String> names(List<Schema.Field> fields) {
        List<String> names = new ArrayList<>();
        fields.forEach(field -> names.add(field.name()));
        return names;
    }
}
