package dev.wharf.benchmarks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Records by which formats are compared, here as those of Avro. */
public enum AvroSample {
    /** The record of the measurements that the design goes by. */
    FLAT("""
        {"type":"record","name":"Event","fields":[
          {"name":"id","type":"string"},
          {"name":"amount","type":"double"},
          {"name":"time","type":"long"},
          {"name":"event","type":"string"},
          {"name":"count","type":"int"}]}
        """) {
        @Override
        GenericRecord record() {
            GenericData.Record record = new GenericData.Record(schema());
            record.put("id", "6f1d1b0e-7c1f-4a3c-9d57-3a0c6f1f0c11");
            record.put("amount", 123.45);
            record.put("time", 1_700_000_000_000L);
            record.put("event", "purchase-of-many-things-0042");
            record.put("count", 3);
            return record;
        }
    },

    /** With a union, an array, a map, records within, an enum and decimals. */
    NESTED("""
        {"type":"record","name":"Order","fields":[
          {"name":"id","type":"string"},
          {"name":"note","type":["null","string"]},
          {"name":"status","type":{"type":"enum","name":"Status","symbols":["NEW","PAID","SENT"]}},
          {"name":"customer","type":{"type":"record","name":"Customer","fields":[
            {"name":"name","type":"string"},{"name":"country","type":"string"},{"name":"age","type":"int"}]}},
          {"name":"lines","type":{"type":"array","items":{"type":"record","name":"Line","fields":[
            {"name":"article","type":"string"},
            {"name":"quantity","type":"int"},
            {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}}]}}},
          {"name":"tags","type":{"type":"map","values":"string"}},
          {"name":"time","type":"long"}]}
        """) {
        @Override
        GenericRecord record() {
            GenericData.Record record = new GenericData.Record(schema());
            record.put("id", "6f1d1b0e-7c1f-4a3c-9d57-3a0c6f1f0c11");
            record.put("note", "leave it at the door");
            record.put(
                    "status",
                    new GenericData.EnumSymbol(schema().getField("status").schema(), "PAID"));
            GenericData.Record customer =
                    new GenericData.Record(schema().getField("customer").schema());
            customer.put("name", "Ada Lovelace");
            customer.put("country", "GB");
            customer.put("age", 36);
            record.put("customer", customer);
            record.put("lines", lines());
            record.put("tags", Map.of("channel", "web", "campaign", "spring"));
            record.put("time", 1_700_000_000_000L);
            return record;
        }

        private List<GenericRecord> lines() {
            List<GenericRecord> lines = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Schema schema = schema().getField("lines").schema().getElementType();
                GenericData.Record line = new GenericData.Record(schema);
                line.put("article", "article-number-" + i);
                line.put("quantity", i + 1);
                line.put(
                        "amount",
                        ByteBuffer.wrap(BigInteger.valueOf(12_345L + i).toByteArray()));
                lines.add(line);
            }
            return lines;
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final Schema schema;

    AvroSample(String schema) {
        this.schema = new Schema.Parser().parse(schema);
    }

    Schema schema() {
        return schema;
    }

    abstract GenericRecord record();

    /** As Jackson takes it: maps, lists, text and numbers. */
    static @Nullable Object plain(@Nullable Object datum) {
        return switch (datum) {
            case GenericRecord record -> {
                Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(
                        record.getSchema().getFields().size());
                for (Schema.Field field : record.getSchema().getFields()) {
                    map.put(field.name(), plain(record.get(field.pos())));
                }
                yield map;
            }
            case List<?> list -> {
                List<@Nullable Object> plain = new ArrayList<>(list.size());
                list.forEach(element -> plain.add(plain(element)));
                yield plain;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> plain = LinkedHashMap.newLinkedHashMap(map.size());
                map.forEach((key, value) -> plain.put(key.toString(), plain(value)));
                yield plain;
            }
            case CharSequence text -> text.toString();
            case GenericEnumSymbol<?> symbol -> symbol.toString();
            case ByteBuffer digits -> {
                byte[] bytes = new byte[digits.remaining()];
                digits.duplicate().get(bytes);
                yield new BigDecimal(new BigInteger(bytes), 2);
            }
            case null -> null;
            default -> datum;
        };
    }
}
