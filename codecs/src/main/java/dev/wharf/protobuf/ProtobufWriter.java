package dev.wharf.protobuf;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.problem.Nearest;
import dev.wharf.value.Exact;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as messages of a schema, the fields by their numbers. For one record. */
final class ProtobufWriter {
    private static final int FIRST_ROOM = 256;

    /** The longest name that an error shows, in characters. */
    private static final int MOST_SHOWN = 100;

    private final int maxDepth;
    private final boolean lenient;
    private final ReverseSink sink = new ReverseSink(FIRST_ROOM);
    private final ScalarWriter scalars = new ScalarWriter(sink);

    ProtobufWriter(int maxDepth, boolean lenient) {
        this.maxDepth = maxDepth;
        this.lenient = lenient;
    }

    /** Appends the message; where it throws, nothing was appended. */
    void write(ProtobufMessage message, Value value, ByteSink to) {
        try {
            message(message, value, 1);
        } catch (Refusal refusal) {
            throw refusal.asError(message);
        }
        sink.appendTo(to);
    }

    /** The field with its tags, as it stands in a message. */
    byte[] field(ProtobufMessage message, ProtobufField field, Value value) {
        try {
            put(field, value, 1);
        } catch (Refusal refusal) {
            throw refusal.asError(message);
        }
        byte[] bytes = sink.toByteArray();
        sink.back(0);
        return bytes;
    }

    private void message(ProtobufMessage message, Value value, int depth) {
        if (depth > maxDepth) {
            throw refused("messages are nested deeper than " + maxDepth);
        }
        switch (value) {
            case Value.Row row -> row(message, row, depth);
            case Value.MapOf map -> row(message, named(map), depth);
            case Value.Tagged tagged -> message(message, tagged.value(), depth);
            default -> throw Exact.refused(value, "the message " + message.fullName());
        }
    }

    /** A map that is meant for a message, as formats have it that know no rows. */
    private static Value.Row named(Value.MapOf map) {
        List<String> names = new ArrayList<>();
        map.entries().keySet().forEach(key -> names.add(Exact.text(key)));
        if (names.stream().distinct().count() < names.size()) {
            throw refused("two keys of a map are the same field");
        }
        return new Value.Row(Shape.of(names), List.copyOf(map.entries().values()));
    }

    @SuppressWarnings("ReferenceEquality") // a shape of our own is known by sight; others are looked up
    private void row(ProtobufMessage message, Value.Row row, int depth) {
        List<Value> values = row.values();
        boolean own = row.shape() == message.shape();
        ProtobufMessage.Places places = own ? null : places(message, row);
        for (ProtobufField[] members : message.oneofs()) {
            checkOneof(members, places, values);
        }
        for (ProtobufField field : message.descending()) {
            int place = places == null ? field.index() : places.of(field.index());
            Value value = place < 0 ? Value.ABSENT : values.get(place);
            if (!(value instanceof Value.Absent)) {
                put(field, value, depth);
            } else if (field.required()) {
                throw missing(field);
            }
        }
    }

    private ProtobufMessage.Places places(ProtobufMessage message, Value.Row row) {
        ProtobufMessage.Places places = message.places(row.shape());
        String twice = places.twice();
        if (twice != null) {
            throw refused("the row has the field " + twice + " twice: under its name and under its name in JSON");
        }
        if (!lenient) {
            for (int place : places.unknown()) {
                if (!(row.values().get(place) instanceof Value.Absent)) {
                    throw unknown(message, row.shape().names().get(place));
                }
            }
        }
        return places;
    }

    static WharfException unknown(ProtobufMessage message, String name) {
        return name.length() > MOST_SHOWN
                ? refused("the message " + message.fullName() + " has no field of a name of " + name.length()
                        + " characters")
                : refused("the message " + message.fullName() + " has no field " + name
                        + Nearest.hint(name, message.names()));
    }

    static WharfException missing(ProtobufField field) {
        return refused("the field " + field.name() + " is required, and is not there");
    }

    private static void checkOneof(
            ProtobufField[] members, ProtobufMessage.@Nullable Places places, List<Value> values) {
        ProtobufField first = null;
        for (ProtobufField member : members) {
            int place = places == null ? member.index() : places.of(member.index());
            if (place >= 0 && isThere(member, values.get(place))) {
                if (first != null) {
                    throw both(first, member);
                }
                first = member;
            }
        }
    }

    static boolean isThere(ProtobufField field, Value value) {
        return !Value.isMissing(value) || (value instanceof Value.Null && field.wellKnown() == WellKnown.VALUE);
    }

    static WharfException both(ProtobufField one, ProtobufField other) {
        return refused("the fields " + one.name() + " and " + other.name()
                + " belong to one oneof, and only one of them can be set");
    }

    /** The field with its tags; nothing where it has its default and cannot be absent. */
    private void put(ProtobufField field, Value value, int depth) {
        try {
            if (value instanceof Value.Null && !(field.wellKnown() == WellKnown.VALUE && !field.repeated())) {
                none(field, value);
            } else if (field.map()) {
                map(field, value, depth);
            } else if (field.repeated()) {
                array(field, value, depth);
            } else {
                single(field, value, depth, !field.presence() && !field.required());
            }
        } catch (WharfException reason) {
            throw new Refusal(field.name(), reason);
        } catch (Refusal inner) {
            throw inner.within(field.name());
        }
    }

    private void none(ProtobufField field, Value value) {
        if (field.required()) {
            throw missing(field);
        }
        if (!field.presence() && !lenient) {
            throw Exact.refused(value, "a field that is always there: leave it out, or declare it optional");
        }
    }

    private void array(ProtobufField field, Value value, int depth) {
        if (value instanceof Value.Tagged tagged) {
            array(field, tagged.value(), depth);
            return;
        }
        if (!(value instanceof Value.Array array)) {
            throw Exact.refused(value, "a repeated field");
        }
        List<Value> values = array.values();
        int before = sink.length();
        for (int i = values.size() - 1; i >= 0; i--) {
            try {
                if (field.packed()) {
                    boolean unused = scalars.write(field, values.get(i));
                } else {
                    single(field, values.get(i), depth, false);
                }
            } catch (WharfException reason) {
                throw new Refusal("[" + i + "]", reason);
            } catch (Refusal inner) {
                throw inner.within("[" + i + "]");
            }
        }
        if (field.packed() && !values.isEmpty()) {
            sink.close(before, field.number());
        }
    }

    private void map(ProtobufField field, Value value, int depth) {
        if (depth >= maxDepth) {
            throw refused("messages are nested deeper than " + maxDepth);
        }
        switch (value) {
            case Value.MapOf map -> {
                List<Map.Entry<Value, Value>> entries =
                        new ArrayList<>(map.entries().entrySet());
                for (int i = entries.size() - 1; i >= 0; i--) {
                    entry(field, entries.get(i).getKey(), entries.get(i).getValue(), depth + 1);
                }
            }
            case Value.Row row -> {
                for (int i = row.shape().size() - 1; i >= 0; i--) {
                    if (!(row.values().get(i) instanceof Value.Absent)) {
                        Value key = new Value.Text(row.shape().names().get(i));
                        entry(field, key, row.values().get(i), depth + 1);
                    }
                }
            }
            case Value.Tagged tagged -> map(field, tagged.value(), depth);
            default -> throw Exact.refused(value, "a map");
        }
    }

    private void entry(ProtobufField map, Value key, Value value, int depth) {
        int before = sink.length();
        ProtobufMessage entry = map.message();
        try {
            single(entry.field(1), value, depth, false);
            scalars.key(entry.field(0), key);
        } catch (WharfException reason) {
            throw new Refusal("[...]", reason);
        } catch (Refusal inner) {
            throw inner.within("[...]");
        }
        sink.varint(entry.field(0).tag());
        sink.close(before, map.number());
    }

    /** One value with its tag. */
    private void single(ProtobufField field, Value value, int depth, boolean omitDefault) {
        int before = sink.length();
        switch (field.type()) {
            case MESSAGE -> {
                if (field.wellKnown() == WellKnown.NONE) {
                    message(field.message(), value, depth + 1);
                } else {
                    wellKnown(field, value, depth + 1);
                }
                sink.close(before, field.number());
            }
            case GROUP -> {
                sink.varint(field.endTag() & 0xFFFFFFFFL);
                message(field.message(), value, depth + 1);
                sink.varint(field.tag() & 0xFFFFFFFFL);
            }
            default -> {
                if (scalars.write(field, value) && omitDefault) {
                    sink.back(before);
                } else {
                    sink.varint(field.tag() & 0xFFFFFFFFL);
                }
            }
        }
    }

    /** One of Google's own types: of the value that it means, or of a row of its fields. */
    private void wellKnown(ProtobufField field, Value value, int depth) {
        if (depth > maxDepth) {
            throw refused("messages are nested deeper than " + maxDepth);
        }
        if (value instanceof Value.Tagged tagged) {
            wellKnown(field, tagged.value(), depth);
            return;
        }
        ProtobufMessage type = field.message();
        switch (field.wellKnown()) {
            case NONE -> message(type, value, depth);
            case TIMESTAMP, DURATION -> {
                if (value instanceof Value.Row) {
                    message(type, value, depth);
                } else {
                    scalars.time(field.wellKnown(), value);
                }
            }
            case WRAPPER -> single(type.field(0), value, depth, true);
            case STRUCT -> map(type.field(0), value, depth);
            case LIST_VALUE -> array(type.field(0), value, depth);
            case VALUE -> anything(type, value, depth);
        }
    }

    /** {@code google.protobuf.Value}, whose fields are null_value, number_value, string_value, and so on. */
    private void anything(ProtobufMessage type, Value value, int depth) {
        switch (value) {
            case Value.Null none -> {
                sink.varint(0);
                sink.varint(type.field(0).tag());
            }
            case Value.Numeric number -> single(type.field(1), value, depth, false);
            case Value.Text text -> single(type.field(2), value, depth, false);
            case Value.Symbol symbol -> single(type.field(2), value, depth, false);
            case Value.Bool bool -> single(type.field(3), value, depth, false);
            case Value.Row row -> single(type.field(4), value, depth, false);
            case Value.MapOf map -> single(type.field(4), value, depth, false);
            case Value.Array array -> single(type.field(5), value, depth, false);
            default -> throw Exact.refused(value, "a google.protobuf.Value");
        }
    }

    static WharfException refused(String text) {
        return new WharfException(ErrorCode.RECORD_REFUSED, text);
    }
}
