package dev.wharf.protobuf;

import dev.wharf.codec.EditedDocument;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record with changes: what was not changed is copied byte for byte, so that what the schema does not know
 * stays with it, at the top and in the messages below. What was set stands where its number belongs. For one record.
 */
final class ProtobufSplice {
    private final ProtobufMessage message;
    private final Payload.Inline bytes;
    private final boolean lenient;
    private final int maxDepth;

    /** @param field null if the schema does not know it */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Segment(int number, @Nullable ProtobufField field, byte[] source, int from, int to) {}

    ProtobufSplice(ProtobufDocument base, boolean lenient, int maxDepth) {
        this.message = base.message();
        this.bytes = base.encoded();
        this.lenient = lenient;
        this.maxDepth = maxDepth;
    }

    /** Appends the record; where it throws, nothing was appended. */
    void write(EditedDocument edited, ByteSink sink) {
        Map<ProtobufField, Value> edits = edits(edited);
        List<Segment> segments = kept(edited.columns(), edits.keySet());
        ProtobufWriter writer = new ProtobufWriter(maxDepth, lenient);
        edits.forEach((field, value) -> {
            if (!(value instanceof Value.Absent)) {
                byte[] encoded = writer.field(message, field, value);
                if (encoded.length > 0) {
                    insert(segments, new Segment(field.number(), field, encoded, 0, encoded.length));
                }
            }
        });
        check(segments);
        for (Segment segment : segments) {
            sink.write(segment.source, segment.from, segment.to - segment.from);
        }
    }

    private Map<ProtobufField, Value> edits(EditedDocument edited) {
        Map<ProtobufField, Value> edits = new TreeMap<>((a, b) -> Integer.compare(a.number(), b.number()));
        for (Map.Entry<Field, Value> edit : edited.edits().entrySet()) {
            ProtobufField field = message.field(edit.getKey().name());
            if (field != null) {
                edits.put(field, edit.getValue());
            } else if (!lenient && !(edit.getValue() instanceof Value.Absent)) {
                throw ProtobufWriter.unknown(message, edit.getKey().name());
            }
        }
        return edits;
    }

    /** What is left of the original. */
    private List<Segment> kept(@Nullable List<Field> columns, Set<ProtobufField> edited) {
        Set<ProtobufField> selected = new HashSet<>();
        if (columns != null) {
            for (Field column : columns) {
                ProtobufField field = message.named(column.name());
                if (field != null) {
                    selected.add(field);
                }
            }
        }
        List<Segment> kept = new ArrayList<>();
        for (Segment segment : all()) {
            boolean changed = segment.field != null && edited.contains(segment.field);
            boolean chosen = columns == null || (segment.field != null && selected.contains(segment.field));
            if (chosen && !changed) {
                kept.add(segment);
            }
        }
        return kept;
    }

    /** Everything that counts: of the members of a oneof the last alone. */
    private List<Segment> all() {
        List<Segment> segments = new ArrayList<>();
        int end = bytes.offset() + bytes.size();
        ProtobufReader reader = new ProtobufReader(bytes.buffer(), bytes.offset(), bytes.size(), maxDepth);
        while (reader.pos < end) {
            int from = reader.pos;
            int tag = reader.tag(end);
            ProtobufField field = message.numbered(tag >>> 3);
            if (field != null && !counts(field, tag, reader, end)) {
                field = null;
            }
            reader.pos = from;
            reader.skip(reader.tag(end), end, 1);
            ProtobufField known = field;
            if (known != null && known.oneof() >= 0) {
                segments.removeIf(
                        other -> other.field != null && other.field != known && other.field.oneof() == known.oneof());
            }
            segments.add(new Segment(tag >>> 3, field, bytes.buffer(), from, reader.pos));
        }
        return segments;
    }

    /** Whether it is a value of the field, and not something that the schema does not know. */
    private static boolean counts(ProtobufField field, int tag, ProtobufReader reader, int end) {
        if (!field.takes(tag & 7)) {
            return false;
        }
        return field.repeated()
                || field.type() != FieldType.ENUM
                || field.enumeration().takes((int) reader.varint(end));
    }

    /** Before the first with a higher number: what stood in the order of numbers still does. */
    private static void insert(List<Segment> segments, Segment added) {
        int place = 0;
        while (place < segments.size() && segments.get(place).number <= added.number) {
            place++;
        }
        segments.add(place, added);
    }

    private void check(List<Segment> segments) {
        Set<ProtobufField> there = new HashSet<>();
        segments.forEach(segment -> {
            if (segment.field != null) {
                there.add(segment.field);
            }
        });
        for (ProtobufField[] members : message.oneofs()) {
            ProtobufField first = null;
            for (ProtobufField member : members) {
                if (there.contains(member)) {
                    if (first != null) {
                        throw ProtobufWriter.both(first, member);
                    }
                    first = member;
                }
            }
        }
        for (ProtobufField field : message.descending()) {
            if (field.required() && !there.contains(field)) {
                throw ProtobufWriter.missing(field);
            }
        }
    }
}
