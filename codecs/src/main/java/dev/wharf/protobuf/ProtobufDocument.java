package dev.wharf.protobuf;

import dev.wharf.codec.EditedDocument;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.List;

/** A message seen through the fields it was decoded with. Immutable, safe for use by many threads. */
final class ProtobufDocument implements Document {
    private final ProtobufCodec codec;
    private final Payload.Inline payload;
    private final Wanted wanted;

    /**
     * Where each field begins, with its tag, and ends, counted from the start of the payload; the end is 0 where there
     * is none. Between them there may be other fields, and where it stands several times it begins with the first and
     * ends with the last. Empty where the message has none of the fields that were asked for.
     */
    private final int[] index;

    private final boolean orderly;
    private final boolean unknown;

    /** The index is given away. */
    ProtobufDocument(
            ProtobufCodec codec, Payload.Inline payload, Wanted wanted, int[] index, boolean orderly, boolean unknown) {
        this.codec = codec;
        this.payload = payload;
        this.wanted = wanted;
        this.index = index;
        this.orderly = orderly;
        this.unknown = unknown;
    }

    ProtobufMessage message() {
        return codec.message();
    }

    @Override
    public boolean isRow() {
        return true;
    }

    @Override
    public Value get(Field field) {
        ProtobufField known = wanted.find(codec.message(), field);
        if (known == null) {
            return Value.ABSENT;
        }
        long range = range(field);
        return range == 0 ? known.absent() : value(known, range);
    }

    @Override
    public boolean has(Field field) {
        ProtobufField known = wanted.find(codec.message(), field);
        return known != null && (!(known.absent() instanceof Value.Absent) || range(field) != 0);
    }

    private long range(Field field) {
        int slot = 2 * field.index();
        return slot < index.length ? range(index[slot], index[slot + 1]) : search(field);
    }

    private static long range(int start, int end) {
        return end == 0 ? 0 : (long) start << 32 | end;
    }

    /** For a field that was not known when the document was decoded. */
    private long search(Field field) {
        Fields fields = new Fields();
        Field same = fields.field(field.name());
        int[] found = new int[2];
        new WireChecker(payload.buffer(), payload.offset(), payload.size(), codec.maxDepth(), found)
                .check(
                        codec.message(),
                        end(),
                        Wanted.of(codec.message(), fields.table()).slots());
        return range(found[2 * same.index()], found[2 * same.index() + 1]);
    }

    private Value value(ProtobufField field, long range) {
        int to = payload.offset() + (int) range;
        ProtobufReader reader = reader(payload.offset() + (int) (range >>> 32));
        try {
            int tag = reader.tag(to);
            Value value = field.map()
                    ? reader.map(field, to, 1)
                    : field.repeated() ? reader.array(field, tag, to, 1) : reader.value(field, to, 1);
            if (value != null && reader.pos == to) {
                return value;
            }
        } catch (ProtobufReader.Scattered scattered) {
            // the whole is read below
        }
        return row().values().get(field.index());
    }

    private ProtobufReader reader(int from) {
        return new ProtobufReader(payload.buffer(), from, payload.size(), codec.maxDepth());
    }

    private int end() {
        return payload.offset() + payload.size();
    }

    private Value.Row row() {
        return codec.row(payload);
    }

    @Override
    public Document with(Field field, Value value) {
        return EditedDocument.with(this, codec, field, value);
    }

    @Override
    public Document select(List<Field> fields) {
        return EditedDocument.select(this, codec, fields);
    }

    @Override
    public Value value() {
        codec.mayLose(unknown);
        return row();
    }

    @Override
    public void tell(ValueWriter writer) {
        codec.mayLose(unknown);
        if (orderly) {
            teller(payload.offset()).row(codec.message(), end(), writer);
        } else {
            writer.value(row());
        }
    }

    @Override
    public boolean tell(Field field, ValueWriter writer) {
        ProtobufField known = wanted.find(codec.message(), field);
        long range = known == null ? 0 : range(field);
        if (known == null || range == 0 || !orderly) {
            return Document.super.tell(field, writer);
        }
        codec.mayLose(unknown && known.type().isMessage());
        WireTeller teller = teller(payload.offset() + (int) (range >>> 32));
        teller.field(known, payload.offset() + (int) range, writer);
        return true;
    }

    private WireTeller teller(int from) {
        return new WireTeller(payload.buffer(), from, payload.size(), codec.maxDepth());
    }

    @Override
    public Payload.Inline encoded() {
        return payload;
    }

    /** Shows the size alone: what a record holds is not for logs. */
    @Override
    public String toString() {
        return "ProtobufDocument[" + codec.message() + ", " + payload.size() + " bytes]";
    }
}
