package dev.wharf.avro;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Random schemas, and random data of them as Avro's library has them. */
final class RandomAvro {
    private static final String[] TEXTS = {"", "a", "order-1", "äöü", "漢字", "😀 and more", "quote \" and \\", "what?"};

    private final Random random;
    private final List<Schema> records = new ArrayList<>();
    private int names;

    RandomAvro(Random random) {
        this.random = random;
    }

    /** A record, with whatever inside. */
    Schema record(int depth) {
        Schema record =
                Schema.createRecord(name("Record"), "of a test", random.nextBoolean() ? "shop" : "shop.more", false);
        records.add(record);
        List<Schema.Field> fields = new ArrayList<>();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            fields.add(new Schema.Field("f" + i, schema(depth - 1)));
        }
        if (random.nextInt(3) == 0) {
            fields.add(new Schema.Field("self", nullable(records.get(random.nextInt(records.size())))));
        }
        record.setFields(fields);
        return record;
    }

    private static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    Schema schema(int depth) {
        int kind = random.nextInt(depth <= 0 ? 6 : 12);
        return switch (kind) {
            case 0, 1, 2 -> primitive();
            case 3 -> logical();
            case 4 -> enumeration();
            case 5 -> Schema.createFixed(name("Fixed"), null, "shop", random.nextInt(5));
            case 6 -> Schema.createArray(schema(depth - 1));
            case 7 -> Schema.createMap(schema(depth - 1));
            case 8, 9 -> union(depth);
            default -> record(depth);
        };
    }

    private String name(String kind) {
        return kind + names++;
    }

    private Schema primitive() {
        Schema.Type[] types = {
            Schema.Type.STRING,
            Schema.Type.STRING,
            Schema.Type.BYTES,
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.FLOAT,
            Schema.Type.DOUBLE,
            Schema.Type.BOOLEAN,
            Schema.Type.NULL
        };
        return Schema.create(types[random.nextInt(types.length)]);
    }

    private Schema logical() {
        return switch (random.nextInt(12)) {
            case 0 -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case 1 -> LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT));
            case 2 -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 3 -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case 4 -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 5 -> LogicalTypes.timestampNanos().addToSchema(Schema.create(Schema.Type.LONG));
            case 6 -> LogicalTypes.localTimestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case 7 -> LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 8 -> LogicalTypes.localTimestampNanos().addToSchema(Schema.create(Schema.Type.LONG));
            case 9 -> LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
            case 10 -> LogicalTypes.decimal(9, 3).addToSchema(Schema.createFixed(name("Decimal"), null, "shop", 6));
            default -> LogicalTypes.uuid().addToSchema(Schema.createFixed(name("Uuid"), null, "shop", 16));
        };
    }

    private Schema enumeration() {
        List<String> symbols =
                IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> "S" + i).toList();
        return Schema.createEnum(name("Enum"), null, "shop", symbols);
    }

    /** Of branches that Avro's library can tell apart by the class of the value. */
    private Schema union(int depth) {
        List<Schema> branches = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Schema branch = random.nextInt(4) == 0 ? Schema.create(Schema.Type.NULL) : schema(depth - 1);
            String kind = Words.isNamed(branch)
                    ? branch.getFullName()
                    : branch.getType().name();
            Logical logical = Logical.of(branch);
            String made = logical == null ? kind : "logical " + logical.op();
            if (branch.getType() != Schema.Type.UNION && !kinds.contains(kind) && !kinds.contains(made)) {
                kinds.add(kind);
                kinds.add(made);
                branches.add(branch);
            }
        }
        return branches.isEmpty() ? primitive() : Schema.createUnion(branches);
    }

    Object datum(Schema schema, int depth) {
        if (schema.getLogicalType() != null) {
            return logicalDatum(schema);
        }
        return switch (schema.getType()) {
            case NULL -> JsonProperties.NULL_VALUE;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> random.nextBoolean() ? random.nextInt(10_000) / 100.0 : random.nextGaussian();
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(20)));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case UNION -> branch(schema, depth);
            case RECORD -> row(schema, depth);
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                int count = depth <= 0 ? 0 : random.nextInt(5);
                for (int i = 0; i < count; i++) {
                    elements.add(plain(datum(schema.getElementType(), depth - 1)));
                }
                yield elements;
            }
            case MAP -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                int count = depth <= 0 ? 0 : random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    entries.put("k" + i, plain(datum(schema.getValueType(), depth - 1)));
                }
                yield entries;
            }
        };
    }

    /** Avro's library wants a null where the schema says so, which our annotations do not. */
    @SuppressWarnings("NullAway")
    static Object plain(Object datum) {
        return datum instanceof JsonProperties.Null ? null : datum;
    }

    private Object branch(Schema union, int depth) {
        List<Schema> branches = union.getTypes();
        if (depth <= 0) {
            for (Schema branch : branches) {
                if (branch.getType() == Schema.Type.NULL) {
                    return datum(branch, depth);
                }
            }
        }
        return datum(branches.get(random.nextInt(branches.size())), depth);
    }

    private GenericData.Record row(Schema schema, int depth) {
        GenericData.Record row = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            row.put(field.pos(), plain(datum(field.schema(), depth - 1)));
        }
        return row;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** As the number or the bytes that are written. */
    private Object logicalDatum(Schema schema) {
        return switch (schema.getLogicalType().getName()) {
            case "date" -> random.nextInt(40_000) - 10_000;
            case "time-millis" -> random.nextInt(86_400_000);
            case "time-micros" -> random.nextLong(86_400_000_000L);
            case "timestamp-nanos", "local-timestamp-nanos" -> random.nextLong() >> random.nextInt(64);
            case "decimal" -> decimal(schema);
            case "uuid" -> {
                UUID uuid = new UUID(random.nextLong(), random.nextLong());
                yield new GenericData.Fixed(
                        schema,
                        ByteBuffer.allocate(16)
                                .putLong(uuid.getMostSignificantBits())
                                .putLong(uuid.getLeastSignificantBits())
                                .array());
            }
            default -> random.nextLong() >> (12 + random.nextInt(50));
        };
    }

    private Object decimal(Schema schema) {
        byte[] digits =
                BigInteger.valueOf(random.nextInt(1_999_999_999) - 999_999_999).toByteArray();
        if (schema.getType() == Schema.Type.BYTES) {
            return ByteBuffer.wrap(digits);
        }
        byte[] bytes = new byte[schema.getFixedSize()];
        Arrays.fill(bytes, (byte) (digits[0] < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
        return new GenericData.Fixed(schema, bytes);
    }
}
