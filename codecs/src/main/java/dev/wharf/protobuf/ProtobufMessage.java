package dev.wharf.protobuf;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The type of a message, as a schema defines it. Immutable once its schema is there, safe for use by many threads. */
public final class ProtobufMessage {
    /** Fields are found by their numbers in an array, as far as it is not much longer than there are fields. */
    private static final int FREE_NUMBERS = 32;

    private static final int NUMBERS_A_FIELD = 8;

    private final String fullName;
    private final ProtoTree.Message tree;
    private final WellKnown wellKnown;

    // Set by link, before anybody sees the schema: messages may hold themselves.
    private Object origin = this;
    private ProtobufField[] fields = {};
    private ProtobufField[] descending = {};
    private @Nullable ProtobufField[] direct = {};
    private Map<Integer, ProtobufField> others = Map.of();
    private Map<String, ProtobufField> byName = Map.of();
    private ProtobufField[][] oneofs = {};
    private Value[] absent = {};
    private Shape shape = Shape.of(List.of());
    private Value.Row empty = Value.Row.of(shape);

    /** Where the fields stand in rows of the shape seen last. Written by any thread: all find the same for a shape. */
    private volatile @Nullable Places places;

    /** Where the fields stand in rows of a shape. */
    static final class Places {
        private final Shape shape;
        private final int[] byField;
        private final int[] unknown;
        private final @Nullable String twice;

        private Places(Shape shape, int[] byField, int[] unknown, @Nullable String twice) {
            this.shape = shape;
            this.byField = byField;
            this.unknown = unknown;
            this.twice = twice;
        }

        /** Where the field of this index stands, or -1. */
        int of(int field) {
            return byField[field];
        }

        /** The places of names that the message has not; not to be written into. */
        int[] unknown() {
            return unknown;
        }

        /** The second name of a field that the shape has twice, or null. */
        @Nullable
        String twice() {
            return twice;
        }
    }

    ProtobufMessage(String fullName, ProtoTree.Message tree, WellKnown wellKnown) {
        this.fullName = fullName;
        this.tree = tree;
        this.wellKnown = wellKnown;
    }

    /** What the schema was parsed of. */
    void origin(Object schema) {
        origin = schema;
    }

    /** Whether both are the same type, of schemas that say the same word by word. */
    boolean isSame(ProtobufMessage other) {
        return fullName.equals(other.fullName) && origin.equals(other.origin);
    }

    void link(List<ProtobufField> inOrder) {
        fields = inOrder.toArray(ProtobufField[]::new);
        descending = inOrder.stream()
                .sorted(Comparator.comparingInt(ProtobufField::number).reversed())
                .toArray(ProtobufField[]::new);
        absent = inOrder.stream().map(ProtobufField::absent).toArray(Value[]::new);
        shape = Shape.of(inOrder.stream().map(ProtobufField::name).toList());
        empty = Value.Row.of(shape, absent);
        linkNumbers();
        linkNames();
        oneofs = new ProtobufField[tree.oneofs().size()][];
        for (int i = 0; i < oneofs.length; i++) {
            int oneof = i;
            oneofs[i] = inOrder.stream().filter(field -> field.oneof() == oneof).toArray(ProtobufField[]::new);
        }
    }

    private void linkNumbers() {
        int most = 0;
        for (ProtobufField field : fields) {
            most = Math.max(most, field.number());
        }
        Map<Integer, ProtobufField> sparse = new HashMap<>();
        direct = new ProtobufField[Math.min(most + 1, FREE_NUMBERS + NUMBERS_A_FIELD * fields.length)];
        for (ProtobufField field : fields) {
            if (field.number() < direct.length) {
                direct[field.number()] = field;
            } else {
                sparse.put(field.number(), field);
            }
        }
        others = Map.copyOf(sparse);
    }

    /** The name in the text wins over the name that another field has in JSON. */
    private void linkNames() {
        Map<String, ProtobufField> names = new HashMap<>();
        for (ProtobufField field : fields) {
            names.put(field.name(), field);
        }
        for (ProtobufField field : fields) {
            names.putIfAbsent(field.jsonName(), field);
        }
        byName = Map.copyOf(names);
    }

    /** With its package and the messages around it, such as {@code shop.Order.Line}. */
    public String fullName() {
        return fullName;
    }

    /** The names of its fields, in the order of the text, which is that of the rows. */
    public List<String> fieldNames() {
        return shape.names();
    }

    ProtoTree.Message tree() {
        return tree;
    }

    WellKnown wellKnown() {
        return wellKnown;
    }

    Shape shape() {
        return shape;
    }

    /** How many fields it has. */
    int size() {
        return fields.length;
    }

    ProtobufField field(int index) {
        return fields[index];
    }

    /** By the name in the text or that in JSON. */
    @Nullable
    ProtobufField field(String name) {
        return byName.get(name);
    }

    /** By the name in the text alone. */
    @Nullable
    ProtobufField named(String name) {
        int index = shape.indexOf(name);
        return index < 0 ? null : fields[index];
    }

    @Nullable
    ProtobufField numbered(int number) {
        if (number < direct.length) {
            return direct[number];
        }
        return others.isEmpty() ? null : others.get(number);
    }

    /** The fields, the highest number first. */
    ProtobufField[] descending() {
        return descending;
    }

    /** The members of each {@code oneof}. */
    ProtobufField[][] oneofs() {
        return oneofs;
    }

    /** What a record has in whose bytes nothing is; to be copied. */
    Value[] absent() {
        return absent;
    }

    /** The row of no bytes. */
    Value.Row empty() {
        return empty;
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Where the fields stand in rows of the shape. */
    @SuppressWarnings("ReferenceEquality") // rows of one origin share their shape, and only others are compared
    Places places(Shape rows) {
        Places known = places;
        if (known == null || (known.shape != rows && !known.shape.equals(rows))) {
            known = find(rows);
            places = known;
        }
        return known;
    }

    private Places find(Shape rows) {
        int[] byField = new int[fields.length];
        Arrays.fill(byField, -1);
        int[] unknown = new int[rows.size()];
        int unknowns = 0;
        String twice = null;
        for (int i = 0; i < rows.size(); i++) {
            ProtobufField field = byName.get(rows.names().get(i));
            if (field == null) {
                unknown[unknowns++] = i;
            } else if (byField[field.index()] >= 0) {
                twice = rows.names().get(i);
            } else {
                byField[field.index()] = i;
            }
        }
        return new Places(rows, byField, Arrays.copyOf(unknown, unknowns), twice);
    }

    @Override
    public String toString() {
        return fullName;
    }
}
