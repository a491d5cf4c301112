package dev.wharf.avro;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Avro's own library: bytes of its objects, and its objects as our values. */
final class Apache {
    /** Makes decimals, dates and times of numbers. */
    static final GenericData CONVERTING = new GenericData();

    static {
        CONVERTING.addLogicalTypeConversion(new Conversions.DecimalConversion());
        CONVERTING.addLogicalTypeConversion(new Conversions.BigDecimalConversion());
        CONVERTING.addLogicalTypeConversion(new Conversions.UUIDConversion());
        CONVERTING.addLogicalTypeConversion(new TimeConversions.DateConversion());
        CONVERTING.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
        CONVERTING.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        CONVERTING.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        CONVERTING.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        CONVERTING.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
        CONVERTING.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        CONVERTING.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        CONVERTING.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
    }

    private Apache() {}

    static byte[] bytes(Schema schema, Object datum) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return write(schema, datum, out, EncoderFactory.get().directBinaryEncoder(out, null));
    }

    /** With blocks that say how long they are. */
    static byte[] blocks(Schema schema, Object datum) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
        return write(schema, datum, out, factory.blockingBinaryEncoder(out, null));
    }

    private static byte[] write(Schema schema, Object datum, ByteArrayOutputStream out, BinaryEncoder encoder) {
        try {
            new GenericDatumWriter<Object>(schema, new GenericData()).write(datum, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the library reads. */
    static Value read(byte[] bytes, Schema writer, Schema reader) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        Object datum = new GenericDatumReader<Object>(writer, reader, CONVERTING).read(null, decoder);
        return value(reader, datum);
    }

    static Value value(Schema schema, Object datum) {
        return switch (schema.getType()) {
            case UNION -> union(schema, datum);
            case RECORD -> record(schema, (IndexedRecord) datum);
            case ARRAY -> array(schema, (Iterable<?>) datum);
            case MAP -> map(schema, (Map<?, ?>) datum);
            case ENUM -> {
                String symbol = ((GenericEnumSymbol<?>) datum).toString();
                yield new Value.Symbol(symbol, schema.getEnumOrdinal(symbol));
            }
            case NULL -> Value.NULL;
            case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN -> scalar(schema, datum);
        };
    }

    private static Value scalar(Schema schema, Object datum) {
        return switch (datum) {
            case Boolean value -> Value.Bool.of(value);
            case Integer value -> new Value.Int(value, Value.IntType.I32);
            case Long value -> new Value.Int(value, Value.IntType.I64);
            case Float value -> new Value.Float32(value);
            case Double value -> new Value.Float64(value);
            case CharSequence value -> new Value.Text(value.toString());
            case UUID value -> new Value.Text(value.toString());
            case BigDecimal value -> new Value.Decimal(value);
            case LocalDate value -> new Value.Date(value);
            case LocalTime value -> new Value.Time(value, unit(schema));
            case Instant value -> new Value.Timestamp(value, unit(schema));
            case LocalDateTime value -> new Value.LocalTimestamp(value, unit(schema));
            case GenericFixed value -> new Value.Binary(value.bytes());
            case ByteBuffer value -> {
                byte[] bytes = new byte[value.remaining()];
                value.duplicate().get(bytes);
                yield new Value.Binary(bytes);
            }
            default -> throw new IllegalArgumentException(datum.getClass() + " is unknown");
        };
    }

    private static Value.TimeUnit unit(Schema schema) {
        String name = schema.getLogicalType().getName();
        return Value.TimeUnit.valueOf(name.substring(name.lastIndexOf('-') + 1).toUpperCase(Locale.ROOT));
    }

    private static Value union(Schema schema, Object datum) {
        Schema branch = schema.getTypes().get(CONVERTING.resolveUnion(schema, datum));
        Value value = value(branch, datum);
        boolean tagged = branch.getType() != Schema.Type.NULL && Words.needsTags(schema);
        return tagged ? new Value.Tagged(Words.typeName(branch), value) : value;
    }

    private static Value record(Schema schema, IndexedRecord record) {
        List<String> names = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            names.add(field.name());
            values.add(value(field.schema(), record.get(field.pos())));
        }
        return new Value.Row(Shape.of(names), values);
    }

    private static Value array(Schema schema, Iterable<?> elements) {
        List<Value> values = new ArrayList<>();
        elements.forEach(element -> values.add(value(schema.getElementType(), element)));
        return new Value.Array(values);
    }

    private static Value map(Schema schema, Map<?, ?> map) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> entries.put(new Value.Text(key.toString()), value(schema.getValueType(), value)));
        return new Value.MapOf(entries);
    }
}
