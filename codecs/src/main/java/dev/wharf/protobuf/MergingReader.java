package dev.wharf.protobuf;

import dev.wharf.protobuf.FieldType.Wire;
import dev.wharf.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records whose encoder wrote a value in parts: of a message that stands several times the parts are one message,
 * and the values of a repeated field add up wherever they stand. Nothing is copied together: a message is read from the
 * places of its parts. For one thread, and for bytes that were checked or will be refused as {@link ProtobufReader}
 * does.
 */
final class MergingReader extends ProtobufReader {

    MergingReader(byte[] buf, int pos, int size, int maxDepth) {
        super(buf, pos, size, maxDepth);
    }

    /** Where the parts of a message are: start and end by turns. */
    private static final class Parts {
        private int[] places = new int[4];
        private int count;

        void add(int from, int to) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = from;
            places[count++] = to;
        }
    }

    /** What is known of a message so far. */
    private static final class Draft {
        private final Value[] values;
        private final @Nullable Elements[] lists;
        private final @Nullable Map<Value, Value>[] maps;
        private final @Nullable Parts[] parts;

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of generics
        Draft(ProtobufMessage message) {
            values = message.absent().clone();
            lists = new Elements[values.length];
            maps = new Map[values.length];
            parts = new Parts[values.length];
        }
    }

    /** The message in these bytes. */
    Value.Row merged(ProtobufMessage message, int from, int to) {
        return merged(message, parts(from, to), 1);
    }

    private static Parts parts(int from, int to) {
        Parts parts = new Parts();
        parts.add(from, to);
        return parts;
    }

    private Value.Row merged(ProtobufMessage message, Parts parts, int depth) {
        enter(message, depth);
        Draft draft = new Draft(message);
        for (int i = 0; i < parts.count; i += 2) {
            pos = parts.places[i];
            int to = parts.places[i + 1];
            while (pos < to) {
                field(message, draft, to, depth);
            }
        }
        finish(message, draft, depth);
        return Value.Row.of(message.shape(), draft.values);
    }

    private void field(ProtobufMessage message, Draft draft, int end, int depth) {
        int tag = tag(end);
        ProtobufField field = message.numbered(tag >>> 3);
        if (field == null || !field.takes(tag & 7)) {
            skip(tag, end, depth);
        } else if (field.map()) {
            entry(field, draft, end, depth);
        } else if (field.repeated()) {
            element(field, draft, tag, end, depth);
        } else {
            singular(message, field, draft, end, depth);
        }
    }

    private void singular(ProtobufMessage message, ProtobufField field, Draft draft, int end, int depth) {
        int index = field.index();
        if (field.type().isMessage()) {
            Parts part = part(field, end, depth);
            clearOthers(message, field, draft);
            Parts known = draft.parts[index];
            if (known == null) {
                draft.parts[index] = part;
            } else {
                known.add(part.places[0], part.places[1]);
            }
            return;
        }
        Value value = scalar(field, end);
        if (value != null) {
            clearOthers(message, field, draft);
            draft.values[index] = value;
        }
    }

    private static void clearOthers(ProtobufMessage message, ProtobufField field, Draft draft) {
        if (field.oneof() < 0) {
            return;
        }
        for (ProtobufField member : message.oneofs()[field.oneof()]) {
            if (member != field) {
                draft.values[member.index()] = Value.ABSENT;
                draft.parts[member.index()] = null;
            }
        }
    }

    /** Steps over a message, and says where it is. */
    private Parts part(ProtobufField field, int end, int depth) {
        if (field.type() == FieldType.GROUP) {
            int from = pos;
            return parts(from, skipGroup(field.number(), end, depth + 1));
        }
        int to = limit(end);
        Parts part = parts(pos, to);
        pos = to;
        return part;
    }

    private void element(ProtobufField field, Draft draft, int tag, int end, int depth) {
        Elements list = draft.lists[field.index()];
        if (list == null) {
            list = new Elements(4);
            draft.lists[field.index()] = list;
        }
        if (field.packable() && (tag & 7) == Wire.BYTES) {
            packed(field, limit(end), list);
        } else if (field.type().isMessage()) {
            Parts part = part(field, end, depth);
            int behind = pos;
            list.add(message(field, part, depth + 1));
            pos = behind;
        } else {
            Value value = scalar(field, end);
            if (value != null) {
                list.add(value);
            }
        }
    }

    private Value message(ProtobufField field, Parts parts, int depth) {
        return field.wellKnown().of(merged(field.message(), parts, depth));
    }

    private void entry(ProtobufField map, Draft draft, int end, int depth) {
        int to = limit(end);
        Map<Value, Value> entries = draft.maps[map.index()];
        if (entries == null) {
            entries = new LinkedHashMap<>();
            draft.maps[map.index()] = entries;
        }
        enter(map.message(), depth + 1);
        ProtobufField keyField = map.message().field(0);
        ProtobufField valueField = map.message().field(1);
        Value key = keyField.absent();
        Value value = valueField.absent();
        Parts parts = null;
        boolean strange = false;
        while (pos < to) {
            int tag = tag(to);
            if (tag == keyField.tag()) {
                key = known(keyField, scalar(keyField, to));
            } else if (tag != valueField.tag()) {
                skip(tag, to, depth + 1);
            } else if (valueField.type() == FieldType.MESSAGE) {
                Parts part = part(valueField, to, depth + 1);
                parts = parts == null ? new Parts() : parts;
                parts.add(part.places[0], part.places[1]);
            } else {
                Value found = scalar(valueField, to);
                strange |= found == null;
                value = found == null ? value : found;
            }
        }
        if (parts != null) {
            value = message(valueField, parts, depth + 2);
            pos = to;
        }
        if (!strange) {
            entries.put(key, value instanceof Value.Absent ? missing(valueField) : value);
        }
    }

    private void finish(ProtobufMessage message, Draft draft, int depth) {
        for (int i = 0; i < draft.values.length; i++) {
            Elements list = draft.lists[i];
            Map<Value, Value> entries = draft.maps[i];
            Parts parts = draft.parts[i];
            if (list != null && list.size() > 0) {
                draft.values[i] = list.array();
            } else if (entries != null && !entries.isEmpty()) {
                draft.values[i] = Value.MapOf.of(entries);
            } else if (parts != null) {
                draft.values[i] = message(message.field(i), parts, depth + 1);
            }
        }
    }
}
