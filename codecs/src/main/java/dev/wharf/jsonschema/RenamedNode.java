package dev.wharf.jsonschema;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** An object whose members have other names than are written. */
record RenamedNode(JsonNode node, Map<String, JsonNode> members) implements JsonNode {

    @Override
    public String getJsonPointer() {
        return node.getJsonPointer();
    }

    @Override
    public SimpleType getNodeType() {
        return SimpleType.OBJECT;
    }

    @Override
    public boolean asBoolean() {
        return false;
    }

    @Override
    public String asString() {
        return "";
    }

    @Override
    public BigInteger asInteger() {
        return BigInteger.ZERO;
    }

    @Override
    public BigDecimal asNumber() {
        return BigDecimal.ZERO;
    }

    @Override
    public List<JsonNode> asArray() {
        return List.of();
    }

    @Override
    public Map<String, JsonNode> asObject() {
        return members;
    }
}
