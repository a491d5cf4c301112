package dev.wharf.record;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.VirtualFields;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a Kafka record shows of itself among its fields. */
final class Metadata {
    /** What a tombstone decodes to. */
    static final Decoded.Failure NO_VALUE = new Decoded.Failure("there is no value", 0);

    private static final Payload EMPTY = Payload.of("{}");
    private static final Shape BASE64 = Shape.of(List.of("base64"));

    private Metadata() {}

    static Value of(WharfRecord record, Field field) {
        return switch (field.name()) {
            case VirtualFields.KEY -> record.key().isNull() ? Value.ABSENT : textOf(record.key());
            case VirtualFields.PARTITION -> Value.Int.of(record.slice().origin().partition());
            case VirtualFields.OFFSET -> Value.Int.of(record.offset());
            case VirtualFields.TIMESTAMP ->
                record.timestampMs() == WharfRecord.NO_TIMESTAMP ? Value.ABSENT : Value.Int.of(record.timestampMs());
            case VirtualFields.TOPIC -> new Value.Text(record.slice().origin().name());
            case VirtualFields.PAYLOAD -> payloadOf(record);
            default -> throw new IllegalArgumentException(field + " is not a virtual field");
        };
    }

    /**
     * The record's row with those of the fields set that are metadata; a value that its codec cannot read becomes a
     * row of them.
     */
    static Document materialise(WharfRecord record, List<Field> fields) {
        Document row = isText(record) ? emptyRow(record) : record.row();
        if (!record.slice().origin().isTopic() || !row.isRow()) {
            return row;
        }
        for (Field field : fields) {
            Value value = field.virtual() ? record.get(field) : Value.ABSENT;
            if (!(value instanceof Value.Absent)) {
                row = row.with(field, value);
            }
        }
        return row;
    }

    private static boolean isText(WharfRecord record) {
        return record.decoded() instanceof Decoded.Failure;
    }

    private static Document emptyRow(WharfRecord record) {
        return switch (JsonCodec.JSON.decode(EMPTY, record.slice().decoding().fields())) {
            case Document row -> row;
            case Decoded.Failure none -> throw none.asException("an empty row");
        };
    }

    private static Value payloadOf(WharfRecord record) {
        if (record.isTombstone()) {
            return Value.NULL;
        }
        return isText(record) ? textOf(record.value()) : Value.ABSENT;
    }

    /**
     * Text where the bytes are UTF-8; otherwise a row that says that they are Base64, so that nothing is lost or
     * mistaken.
     */
    private static Value textOf(Payload payload) {
        byte[] bytes = payload.array();
        try {
            return new Value.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes == null ? new byte[0] : bytes))
                    .toString());
        } catch (CharacterCodingException notText) {
            return new Value.Row(BASE64, List.of(new Value.Binary(bytes == null ? new byte[0] : bytes)));
        }
    }
}
