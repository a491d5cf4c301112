package dev.wharf.arrow;

import java.util.List;
import java.util.Map;

/** The message that a stream begins with, and the same schema in the footer of a file. */
final class SchemaWriter {
    /** {@code MetadataVersion.V5}, that of Arrow 1.0 and all since. */
    static final int VERSION = 4;

    private SchemaWriter() {}

    /** The metadata of the message, padded. */
    static byte[] message(ArrowSchema schema) {
        FlatWriter flat = new FlatWriter();
        int message = flat.table(FlatWriter.ROOT, 2, 1, 4);
        flat.i16(flat.field(message, 0), VERSION);
        flat.i8(flat.field(message, 1), 1); // MessageHeader.Schema
        write(flat, flat.field(message, 2), schema);
        return flat.toByteArray();
    }

    static void write(FlatWriter flat, int pointer, ArrowSchema schema) {
        Map<String, String> metadata = schema.row().metadata();
        int table = flat.table(pointer, 2, 4, metadata.isEmpty() ? 0 : 4);
        fields(flat, flat.field(table, 1), schema.columns());
        if (!metadata.isEmpty()) {
            metadata(flat, flat.field(table, 2), metadata);
        }
    }

    private static void fields(FlatWriter flat, int pointer, List<ArrowField> fields) {
        int at = flat.vector(pointer, fields.size(), 4);
        for (int i = 0; i < fields.size(); i++) {
            field(flat, at + 4 * i, fields.get(i));
        }
    }

    private static void field(FlatWriter flat, int pointer, ArrowField field) {
        ArrowField.Encoding dictionary = field.dictionary();
        boolean noted = !field.metadata().isEmpty();
        int table = flat.table(pointer, 4, 1, 1, 4, dictionary == null ? 0 : 4, 4, noted ? 4 : 0);
        flat.i8(flat.field(table, 1), field.nullable() ? 1 : 0);
        flat.i8(flat.field(table, 2), field.type().number());
        flat.text(flat.field(table, 0), field.name());
        type(flat, flat.field(table, 3), field.type());
        if (dictionary != null) {
            int encoding = flat.table(flat.field(table, 4), 8, 4, 1);
            flat.i64(flat.field(encoding, 0), dictionary.id());
            flat.i8(flat.field(encoding, 2), dictionary.ordered() ? 1 : 0);
            type(flat, flat.field(encoding, 1), dictionary.index());
        }
        fields(flat, flat.field(table, 5), field.children());
        if (noted) {
            metadata(flat, flat.field(table, 6), field.metadata());
        }
    }

    private static void type(FlatWriter flat, int pointer, ArrowType type) {
        switch (type) {
            case ArrowType.Plain plain -> flat.table(pointer);
            case ArrowType.Int number -> {
                int table = flat.table(pointer, 4, 1);
                flat.i32(flat.field(table, 0), number.bits());
                flat.i8(flat.field(table, 1), number.signed() ? 1 : 0);
            }
            case ArrowType.Floating number -> option(flat, pointer, number.bits() / 32); // 16, 32, 64 to 0, 1, 2
            case ArrowType.Decimal decimal -> {
                int table = flat.table(pointer, 4, 4, 4);
                flat.i32(flat.field(table, 0), decimal.precision());
                flat.i32(flat.field(table, 1), decimal.scale());
                flat.i32(flat.field(table, 2), decimal.bits());
            }
            case ArrowType.Date date -> option(flat, pointer, date.days() ? 0 : 1);
            case ArrowType.Time time -> {
                int table = flat.table(pointer, 2, 4);
                flat.i16(flat.field(table, 0), ArrowType.UNITS.indexOf(time.unit()));
                flat.i32(flat.field(table, 1), time.bits());
            }
            case ArrowType.Timestamp time -> {
                int table = flat.table(pointer, 2, time.zone().isEmpty() ? 0 : 4);
                flat.i16(flat.field(table, 0), ArrowType.UNITS.indexOf(time.unit()));
                if (!time.zone().isEmpty()) {
                    flat.text(flat.field(table, 1), time.zone());
                }
            }
            case ArrowType.Interval interval ->
                option(flat, pointer, ArrowType.Interval.KINDS.indexOf(interval.unit()));
            case ArrowType.Union union -> union(flat, pointer, union);
            case ArrowType.FixedBinary binary -> flat.i32(flat.field(flat.table(pointer, 4), 0), binary.width());
            case ArrowType.FixedList list -> flat.i32(flat.field(flat.table(pointer, 4), 0), list.size());
            case ArrowType.MapType map -> flat.i8(flat.field(flat.table(pointer, 1), 0), map.sortedKeys() ? 1 : 0);
            case ArrowType.Duration time -> option(flat, pointer, ArrowType.UNITS.indexOf(time.unit()));
        }
    }

    private static void option(FlatWriter flat, int pointer, int number) {
        flat.i16(flat.field(flat.table(pointer, 2), 0), number);
    }

    private static void union(FlatWriter flat, int pointer, ArrowType.Union union) {
        int table = flat.table(pointer, 2, 4);
        flat.i16(flat.field(table, 0), union.dense() ? 1 : 0);
        int ids = flat.vector(flat.field(table, 1), union.ids().size(), 4);
        for (int i = 0; i < union.ids().size(); i++) {
            flat.i32(ids + 4 * i, union.ids().get(i));
        }
    }

    private static void metadata(FlatWriter flat, int pointer, Map<String, String> metadata) {
        int at = flat.vector(pointer, metadata.size(), 4);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            int pair = flat.table(at, 4, 4);
            flat.text(flat.field(pair, 0), entry.getKey());
            flat.text(flat.field(pair, 1), entry.getValue());
            at += 4;
        }
    }
}
