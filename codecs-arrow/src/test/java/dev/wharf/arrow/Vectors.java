package dev.wharf.arrow;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.Value.TimeUnit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Apache's own implementation, reading and writing: what it holds in its vectors as our values. */
final class Vectors {
    private Vectors() {}

    /** What it reads of the bytes, and what it writes of that again. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Seen(List<Value> rows, byte[] rewritten) {}

    static Seen readAndWrite(byte[] arrow, boolean file) throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                ArrowReader reader = file
                        ? new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(arrow), allocator)
                        : new ArrowStreamReader(new ByteArrayInputStream(arrow), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            List<Value> rows = new ArrayList<>();
            try (ArrowWriter writer = file
                    ? new ArrowFileWriter(root, reader, Channels.newChannel(out))
                    : new ArrowStreamWriter(root, reader, out)) {
                writer.start();
                while (reader.loadNextBatch()) {
                    rows.addAll(rows(root, reader));
                    writer.writeBatch();
                }
                writer.end();
            }
            return new Seen(rows, out.toByteArray());
        }
    }

    static byte[] write(VectorSchemaRoot root, DictionaryProvider dictionaries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArrowStreamWriter writer = new ArrowStreamWriter(root, dictionaries, out)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        }
        return out.toByteArray();
    }

    static byte[] encode(ArrowCodec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return sink.toByteArray();
    }

    private static List<Value> rows(VectorSchemaRoot root, DictionaryProvider dictionaries) {
        Shape shape = Shape.of(
                root.getFieldVectors().stream().map(FieldVector::getName).toList());
        List<FieldVector> vectors = new ArrayList<>();
        List<AutoCloseable> decoded = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            if (vector.getField().getDictionary() != null) {
                long id = vector.getField().getDictionary().getId();
                vector = (FieldVector) DictionaryEncoder.decode(vector, dictionaries.lookup(id));
                decoded.add(vector);
            }
            vectors.add(vector);
        }
        List<Value> rows = new ArrayList<>();
        for (int i = 0; i < root.getRowCount(); i++) {
            int row = i;
            rows.add(
                    Value.Row.of(shape, vectors.stream().map(v -> value(v, row)).toArray(Value[]::new)));
        }
        decoded.forEach(vector -> ((FieldVector) vector).close());
        return rows;
    }

    /** The element by the vector's own accessors, raw where there are some. */
    static Value value(FieldVector vector, int i) {
        return switch (vector) {
            case DenseUnionVector union -> {
                byte id = union.getTypeId(i);
                FieldVector child = (FieldVector) union.getVectorByType(id);
                yield new Value.Tagged(child.getName(), value(child, union.getOffset(i)));
            }
            case UnionVector union -> {
                FieldVector child = (FieldVector) union.getVectorByType((byte) union.getTypeValue(i));
                yield new Value.Tagged(child.getName(), value(child, i));
            }
            default -> vector.isNull(i) ? Value.NULL : present(vector, i);
        };
    }

    private static Value present(FieldVector vector, int i) {
        return switch (vector) {
            case BitVector bits -> Value.Bool.of(bits.get(i) != 0);
            case MapVector map -> map(map, i);
            case ListVector list ->
                array(list.getDataVector(), list.getElementStartIndex(i), list.getElementEndIndex(i));
            case LargeListVector list ->
                array(list.getDataVector(), (int) list.getElementStartIndex(i), (int) list.getElementEndIndex(i));
            case FixedSizeListVector list ->
                array(list.getDataVector(), i * list.getListSize(), (i + 1) * list.getListSize());
            case StructVector struct -> {
                List<FieldVector> children = struct.getChildrenFromFields();
                yield Value.Row.of(
                        Shape.of(children.stream().map(FieldVector::getName).toList()),
                        children.stream().map(child -> value(child, i)).toArray(Value[]::new));
            }
            case DecimalVector decimal -> new Value.Decimal(decimal.getObject(i));
            case Decimal256Vector decimal -> new Value.Decimal(decimal.getObject(i));
            case BaseFixedWidthVector fixed -> fixed(fixed, i);
            default -> bytes(vector.getObject(i));
        };
    }

    private static Value bytes(Object object) {
        return object instanceof byte[] bytes ? new Value.Binary(bytes) : new Value.Text(object.toString());
    }

    private static Value array(FieldVector data, int from, int to) {
        Value[] values = new Value[to - from];
        for (int i = from; i < to; i++) {
            values[i - from] = value(data, i);
        }
        return Value.Array.of(values);
    }

    private static Value map(MapVector map, int i) {
        StructVector entries = (StructVector) map.getDataVector();
        Map<Value, Value> values = new LinkedHashMap<>();
        for (int at = map.getElementStartIndex(i); at < map.getElementEndIndex(i); at++) {
            List<FieldVector> pair = entries.getChildrenFromFields();
            values.put(value(pair.get(0), at), value(pair.get(1), at));
        }
        return new Value.MapOf(values);
    }

    private static Value fixed(BaseFixedWidthVector vector, int i) {
        ArrowBuf data = vector.getDataBuffer();
        Field field = vector.getField();
        int width = vector.getTypeWidth();
        long at = (long) i * width;
        return switch (vector.getMinorType()) {
            case TINYINT -> new Value.Int(data.getByte(at), IntType.I8);
            case SMALLINT -> new Value.Int(data.getShort(at), IntType.I16);
            case INT -> new Value.Int(data.getInt(at), IntType.I32);
            case BIGINT -> new Value.Int(data.getLong(at), IntType.I64);
            case UINT1 -> new Value.Int(data.getByte(at) & 0xFF, IntType.U8);
            case UINT2 -> new Value.Int(data.getShort(at) & 0xFFFF, IntType.U16);
            case UINT4 -> new Value.Int(data.getInt(at) & 0xFFFF_FFFFL, IntType.U32);
            case UINT8 -> new Value.Int(data.getLong(at), IntType.U64);
            case FLOAT2 -> new Value.Float32(Float.float16ToFloat(data.getShort(at)));
            case FLOAT4 -> new Value.Float32(data.getFloat(at));
            case FLOAT8 -> new Value.Float64(data.getDouble(at));
            case DATEDAY -> new Value.Date(LocalDate.ofEpochDay(data.getInt(at)));
            case DATEMILLI -> new Value.Date(LocalDate.ofEpochDay(data.getLong(at) / 86_400_000));
            case TIMESEC -> time(data.getInt(at), TimeUnit.SECONDS);
            case TIMEMILLI -> time(data.getInt(at), TimeUnit.MILLIS);
            case TIMEMICRO -> time(data.getLong(at), TimeUnit.MICROS);
            case TIMENANO -> time(data.getLong(at), TimeUnit.NANOS);
            case TIMESTAMPSEC -> local(data.getLong(at), TimeUnit.SECONDS);
            case TIMESTAMPMILLI -> local(data.getLong(at), TimeUnit.MILLIS);
            case TIMESTAMPMICRO -> local(data.getLong(at), TimeUnit.MICROS);
            case TIMESTAMPNANO -> local(data.getLong(at), TimeUnit.NANOS);
            case TIMESTAMPSECTZ -> new Value.Timestamp(instant(data.getLong(at), TimeUnit.SECONDS), TimeUnit.SECONDS);
            case TIMESTAMPMILLITZ -> new Value.Timestamp(instant(data.getLong(at), TimeUnit.MILLIS), TimeUnit.MILLIS);
            case TIMESTAMPMICROTZ -> new Value.Timestamp(instant(data.getLong(at), TimeUnit.MICROS), TimeUnit.MICROS);
            case TIMESTAMPNANOTZ -> new Value.Timestamp(instant(data.getLong(at), TimeUnit.NANOS), TimeUnit.NANOS);
            case DURATION -> new Value.Interval(0, 0, ((Duration) vector.getObject(i)).toNanos());
            case INTERVALYEAR -> new Value.Interval(data.getInt(at), 0, 0);
            case INTERVALDAY -> new Value.Interval(0, data.getInt(at), data.getInt(at + 4) * 1_000_000L);
            case INTERVALMONTHDAYNANO -> new Value.Interval(data.getInt(at), data.getInt(at + 4), data.getLong(at + 8));
            case FIXEDSIZEBINARY -> {
                byte[] bytes = new byte[width];
                data.getBytes(at, bytes);
                yield new Value.Binary(bytes);
            }
            default -> throw new AssertionError("no value for " + field);
        };
    }

    private static Value time(long number, TimeUnit unit) {
        return new Value.Time(LocalTime.ofNanoOfDay(number * ScalarTime.nanos(unit)), unit);
    }

    private static Instant instant(long number, TimeUnit unit) {
        BigDecimal seconds = BigDecimal.valueOf(number).divide(BigDecimal.valueOf(ScalarTime.perSecond(unit)));
        long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
        BigDecimal rest = seconds.subtract(BigDecimal.valueOf(whole));
        return Instant.ofEpochSecond(whole, rest.movePointRight(9).longValueExact());
    }

    private static Value local(long number, TimeUnit unit) {
        return new Value.LocalTimestamp(LocalDateTime.ofInstant(instant(number, unit), ZoneOffset.UTC), unit);
    }
}
