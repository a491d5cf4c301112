package dev.wharf.schema;

import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The JSON that registries speak. What is not as it should be, is an {@link Unreadable}. */
final class RegistryJson {
    private static final Shape REFERENCE = Shape.of(List.of("name", "subject", "version"));

    private RegistryJson() {}

    /** Well-formed, and not what a registry says. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String text) {
            super(text);
        }
    }

    static Value.Row row(Value value) {
        if (value instanceof Value.Row row) {
            return row;
        }
        throw new Unreadable("an object was expected");
    }

    static String text(Value.Row row, String name, String fallback) {
        Value value = row.get(name);
        if (value instanceof Value.Text text) {
            return text.value();
        }
        if (Value.isMissing(value)) {
            return fallback;
        }
        throw new Unreadable(name + " should be a text");
    }

    static String text(Value.Row row, String name) {
        if (Value.isMissing(row.get(name))) {
            throw new Unreadable("there is no " + name);
        }
        return text(row, name, "");
    }

    static int number(Value.Row row, String name, int fallback) {
        Value value = row.get(name);
        return Value.isMissing(value) ? fallback : number(value, name);
    }

    static int number(Value value, String what) {
        if (value instanceof Value.Int number && number.value() == (int) number.value()) {
            return (int) number.value();
        }
        throw new Unreadable(what + " should be a whole number");
    }

    static boolean flag(Value.Row row, String name) {
        return row.get(name) instanceof Value.Bool flag && flag.value();
    }

    static <T> List<T> list(Value value, Function<Value, T> each) {
        if (Value.isMissing(value)) {
            return List.of();
        }
        if (value instanceof Value.Array array) {
            return array.values().stream().map(each).toList();
        }
        throw new Unreadable("a list was expected");
    }

    static String string(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        throw new Unreadable("a text was expected");
    }

    static <E extends Enum<E>> E word(Class<E> type, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Unreadable(text + " is none of those that are known");
        }
    }

    static Schema schema(Value.Row row) {
        return new Schema(
                word(SchemaType.class, text(row, "schemaType", SchemaType.AVRO.name())),
                text(row, "schema"),
                list(row.get("references"), each -> reference(row(each))),
                present(row.get("metadata")),
                present(row.get("ruleSet")));
    }

    private static SchemaReference reference(Value.Row row) {
        return new SchemaReference(text(row, "name"), text(row, "subject"), number(row.get("version"), "version"));
    }

    private static Value present(Value value) {
        return Value.isMissing(value) ? Value.ABSENT : value;
    }

    static RegisteredSchema registered(Value.Row row) {
        return new RegisteredSchema(
                number(row, "id", 0),
                text(row, "guid", ""),
                text(row, "subject", ""),
                number(row, "version", 0),
                schema(row),
                flag(row, "deleted"));
    }

    /** What is sent of a schema. Of Avro the type is left out, as old registries do not know the member. */
    static Map<String, Value> members(Schema schema) {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("schema", new Value.Text(schema.text()));
        if (schema.type() != SchemaType.AVRO) {
            members.put("schemaType", new Value.Text(schema.type().name()));
        }
        if (!schema.references().isEmpty()) {
            members.put(
                    "references",
                    new Value.Array(schema.references().stream()
                            .map(RegistryJson::reference)
                            .toList()));
        }
        if (!Value.isMissing(schema.metadata())) {
            members.put("metadata", schema.metadata());
        }
        if (!Value.isMissing(schema.ruleSet())) {
            members.put("ruleSet", schema.ruleSet());
        }
        return members;
    }

    /** A registered schema with all that is known, for {@link #registered} to read. */
    static Map<String, Value> members(RegisteredSchema registered) {
        Map<String, Value> members = members(registered.schema());
        members.put("id", Value.Int.of(registered.id()));
        members.put("guid", new Value.Text(registered.guid()));
        members.put("subject", new Value.Text(registered.subject()));
        members.put("version", Value.Int.of(registered.version()));
        members.put("deleted", Value.Bool.of(registered.deleted()));
        return members;
    }

    private static Value reference(SchemaReference reference) {
        return Value.Row.of(
                REFERENCE,
                new Value.Text(reference.name()),
                new Value.Text(reference.subject()),
                Value.Int.of(reference.version()));
    }

    static Value.Row row(Map<String, Value> members) {
        return new Value.Row(Shape.of(List.copyOf(members.keySet())), new ArrayList<>(members.values()));
    }

    static byte[] bytes(Map<String, Value> members) {
        ByteSink sink = new ByteSink();
        JsonWriter.write(row(members), sink);
        return sink.toByteArray();
    }
}
