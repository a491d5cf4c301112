package dev.wharf.jsonschema;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SimpleType;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as the validator sees it. Its parts and its pointer are made when somebody asks for them. What is cached may
 * be published by a race: all threads make the same, and each of them is immutable.
 */
final class ValueNode implements JsonNode {
    private final Value value;
    private final SimpleType type;
    private final Meter meter;
    private final int depth;
    private final @Nullable ValueNode parent;

    /** The name of a member, or null: then it is the element of that index. */
    private final @Nullable String name;

    private final int index;
    private @Nullable String pointer;
    private @Nullable List<JsonNode> elements;
    private @Nullable Map<String, JsonNode> members;

    private ValueNode(Value value, @Nullable ValueNode parent, @Nullable String name, int index, Meter meter) {
        this.value = value;
        this.type = typeOf(value);
        this.meter = meter;
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.depth = parent == null ? 0 : parent.depth + 1;
        meter.deeper(depth);
    }

    static ValueNode of(Value value, Meter meter) {
        return new ValueNode(value, null, null, 0, meter);
    }

    Value value() {
        return value;
    }

    Meter meter() {
        return meter;
    }

    static SimpleType typeOf(Value value) {
        return switch (value) {
            case Value.Null none -> SimpleType.NULL;
            case Value.Bool bool -> SimpleType.BOOLEAN;
            case Value.Int number -> SimpleType.INTEGER;
            case Value.Decimal number -> isWhole(number.value()) ? SimpleType.INTEGER : SimpleType.NUMBER;
            case Value.Text text -> SimpleType.STRING;
            case Value.Array array -> SimpleType.ARRAY;
            case Value.Row row -> SimpleType.OBJECT;
            default -> throw new IllegalArgumentException("JSON has no values of " + value.getClass());
        };
    }

    private static boolean isWhole(BigDecimal number) {
        return number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0;
    }

    @Override
    public String getJsonPointer() {
        meter.note();
        return pointer();
    }

    private String pointer() {
        String known = pointer;
        if (known == null) {
            known = parent == null ? "" : below(parent.pointer());
            pointer = known;
        }
        return known;
    }

    private String below(String parent) {
        return name == null ? Pointers.child(parent, index) : Pointers.child(parent, name);
    }

    @Override
    public SimpleType getNodeType() {
        meter.look();
        return type;
    }

    @Override
    public boolean asBoolean() {
        return value instanceof Value.Bool bool && bool.value();
    }

    @Override
    public String asString() {
        return value instanceof Value.Text text ? text.value() : "";
    }

    @Override
    public BigInteger asInteger() {
        return asNumber().toBigInteger();
    }

    @Override
    public BigDecimal asNumber() {
        return value instanceof Value.Numeric number ? number.asDecimal() : BigDecimal.ZERO;
    }

    @Override
    public List<JsonNode> asArray() {
        List<JsonNode> known = elements;
        if (known == null) {
            known = Collections.unmodifiableList(madeElements());
            elements = known;
        }
        return known;
    }

    private List<JsonNode> madeElements() {
        List<JsonNode> made = new ArrayList<>();
        if (value instanceof Value.Array array) {
            for (int i = 0; i < array.values().size(); i++) {
                made.add(new ValueNode(array.values().get(i), this, null, i, meter));
            }
        }
        return made;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        Map<String, JsonNode> known = members;
        if (known == null) {
            known = Collections.unmodifiableMap(madeMembers());
            members = known;
        }
        return known;
    }

    private Map<String, JsonNode> madeMembers() {
        Map<String, JsonNode> made = new LinkedHashMap<>();
        if (value instanceof Value.Row row) {
            for (int i = 0; i < row.shape().size(); i++) {
                String member = row.shape().names().get(i);
                made.put(member, new ValueNode(row.values().get(i), this, member, i, meter));
            }
        }
        return made;
    }
}
