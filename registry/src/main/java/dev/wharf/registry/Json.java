package dev.wharf.registry;

import dev.wharf.json.JavaValues;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** JSON objects, read member by member and put together likewise. */
final class Json {
    private static final Value.Row NO_MEMBERS = new Value.Row(Shape.of(List.of()), List.of());

    private Json() {}

    /** The value as text. */
    static String text(Value value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Value value) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(value, sink);
        return sink.toByteArray();
    }

    /** Reads an object. Something that is not one has no members. */
    static Members read(Payload payload) {
        return members(JsonCodec.JSON.read(payload));
    }

    static Members members(Value value) {
        return new Members(value instanceof Value.Row row ? row : NO_MEMBERS);
    }

    static Builder object() {
        return new Builder();
    }

    static Value array(List<?> values) {
        return JavaValues.of(values);
    }

    /** The members of an object. One that is null is not there. */
    static final class Members {
        private final Value.Row row;

        private Members(Value.Row row) {
            this.row = row;
        }

        /** The value of a member, {@link Value#ABSENT} if it is not there. */
        Value get(String name) {
            Value value = row.get(name);
            return Value.isMissing(value) ? Value.ABSENT : value;
        }

        boolean has(String name) {
            return !(get(name) instanceof Value.Absent);
        }

        Optional<String> text(String name) {
            return get(name) instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty();
        }

        OptionalInt number(String name) {
            return get(name) instanceof Value.Int number && (int) number.value() == number.value()
                    ? OptionalInt.of((int) number.value())
                    : OptionalInt.empty();
        }

        Optional<Boolean> bool(String name) {
            return get(name) instanceof Value.Bool bool ? Optional.of(bool.value()) : Optional.empty();
        }

        /** The objects in an array; none if there is no such array. */
        List<Members> objects(String name) {
            return get(name) instanceof Value.Array array
                    ? array.values().stream().map(Json::members).toList()
                    : List.of();
        }

        List<String> names() {
            return row.shape().names();
        }
    }

    /** Puts an object together, in the order of calls. For one thread. */
    static final class Builder {
        private final Map<String, Value> members = new LinkedHashMap<>();

        private Builder() {}

        Builder with(String name, String value) {
            return with(name, new Value.Text(value));
        }

        Builder with(String name, long value) {
            return with(name, Value.Int.of(value));
        }

        Builder with(String name, boolean value) {
            return with(name, Value.Bool.of(value));
        }

        /** Nothing happens if the value is {@link Value#ABSENT}. */
        Builder with(String name, Value value) {
            if (!(value instanceof Value.Absent)) {
                members.put(name, value);
            }
            return this;
        }

        Value.Row build() {
            return new Value.Row(Shape.of(List.copyOf(members.keySet())), List.copyOf(members.values()));
        }
    }
}
