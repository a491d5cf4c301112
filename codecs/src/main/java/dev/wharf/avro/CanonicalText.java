package dev.wharf.avro;

import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * The text of a schema with its attributes in one order: those that Avro knows as its library writes them, all others
 * by their names. Unlike Avro's own Parsing Canonical Form it loses nothing that readers and people want to know.
 */
final class CanonicalText {
    private static final List<String> OF_TYPE =
            List.of("type", "name", "namespace", "doc", "fields", "symbols", "items", "values", "size", "default");
    private static final List<String> OF_FIELD = List.of("name", "type", "doc", "default", "order");

    /** Whether names are written in full. */
    private final boolean full;

    private CanonicalText(boolean full) {
        this.full = full;
    }

    /** From the schema as the library writes it. */
    static String canonical(String written, Schema schema) {
        return text(written, schema, false);
    }

    /** The same with all names in full. */
    static String normalized(String written, Schema schema) {
        return text(written, schema, true);
    }

    private static String text(String written, Schema schema, boolean full) {
        Value json = JsonCodec.JSON.read(Payload.of(written));
        ByteSink sink = new ByteSink();
        JsonWriter.write(new CanonicalText(full).type(json, schema), sink);
        return new String(sink.buffer(), 0, sink.length(), StandardCharsets.UTF_8);
    }

    private Value type(Value json, Schema schema) {
        return switch (json) {
            case Value.Text name -> full ? new Value.Text(Words.typeName(schema)) : name;
            case Value.Array union when schema.getType() == Schema.Type.UNION -> union(union, schema);
            case Value.Row row -> row(row, OF_TYPE, (name, value) -> member(name, value, schema));
            default -> json;
        };
    }

    private Value union(Value.Array union, Schema schema) {
        List<Value> branches = new ArrayList<>();
        for (int i = 0; i < union.values().size(); i++) {
            branches.add(type(union.values().get(i), schema.getTypes().get(i)));
        }
        return new Value.Array(branches);
    }

    private Value member(String name, Value value, Schema schema) {
        Schema.Type type = schema.getType();
        return switch (name) {
            case "name" -> full ? new Value.Text(Words.typeName(schema)) : value;
            case "namespace" -> full ? Value.ABSENT : value;
            case "aliases" -> full && Words.isNamed(schema) ? sorted(schema.getAliases()) : value;
            case "items" -> type == Schema.Type.ARRAY ? type(value, schema.getElementType()) : value;
            case "values" -> type == Schema.Type.MAP ? type(value, schema.getValueType()) : value;
            case "fields" ->
                type == Schema.Type.RECORD && value instanceof Value.Array fields ? fields(fields, schema) : value;
            default -> value;
        };
    }

    private Value fields(Value.Array fields, Schema schema) {
        List<Value> changed = new ArrayList<>();
        for (int i = 0; i < fields.values().size(); i++) {
            Schema.Field field = schema.getFields().get(i);
            changed.add(
                    fields.values().get(i) instanceof Value.Row row
                            ? row(row, OF_FIELD, (name, value) -> fieldMember(name, value, field))
                            : fields.values().get(i));
        }
        return new Value.Array(changed);
    }

    private Value fieldMember(String name, Value value, Schema.Field field) {
        return switch (name) {
            case "type" -> type(value, field.schema());
            case "aliases" -> full ? sorted(field.aliases()) : value;
            default -> value;
        };
    }

    private static Value sorted(Iterable<String> names) {
        List<Value> texts = new ArrayList<>();
        List<String> inOrder = new ArrayList<>();
        names.forEach(inOrder::add);
        inOrder.stream().sorted().forEach(name -> texts.add(new Value.Text(name)));
        return new Value.Array(texts);
    }

    /** What becomes of one member. */
    private interface Change {
        Value apply(String name, Value value);
    }

    private static Value row(Value.Row row, List<String> first, Change change) {
        Map<String, Value> rest = new TreeMap<>();
        for (int i = 0; i < row.shape().size(); i++) {
            rest.put(row.shape().names().get(i), row.values().get(i));
        }
        Map<String, Value> members = new LinkedHashMap<>();
        Value aliases = rest.remove("aliases");
        for (String name : first) {
            Value value = rest.remove(name);
            if (value != null) {
                members.put(name, change.apply(name, value));
            }
        }
        members.putAll(rest);
        if (aliases != null) {
            members.put("aliases", change.apply("aliases", aliases));
        }
        return new Value.Row(Shape.of(List.copyOf(members.keySet())), List.copyOf(members.values()));
    }
}
