package dev.wharf.benchmarks;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.protobuf.ProtobufCodec;
import dev.wharf.protobuf.ProtobufSchema;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Records of Protobuf whose schema is known at run time only: bytes to a generic value and back, by us and by Google's
 * {@code DynamicMessage} from and to a map. {@code flat} is the record of five fields that formats are compared by;
 * {@code rich} has one of them, and three lines of an order.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ProtobufBenchmark {
    private static final String TEXT = """
        syntax = "proto3";
        package bench;
        message Event { string id = 1; double amount = 2; int64 time = 3; string event = 4; int32 count = 5; }
        message Order { Event event = 1; repeated Line lines = 2; repeated int32 codes = 3; bool paid = 4; }
        message Line { string article = 1; int32 quantity = 2; double price = 3; }
        """;

    /** Which record. */
    @Param({"flat", "rich"})
    public String record = "flat";

    private final Fields none = new Fields();
    private final ByteSink sink = new ByteSink();
    private ProtobufCodec codec = codec("Event");
    private Descriptor descriptor = DescriptorProto.getDescriptor();
    private Payload payload = Payload.NULL;
    private byte[] bytes = {};
    private Value value = Value.NULL;
    private Map<String, Object> map = Map.of();

    private static ProtobufCodec codec(String message) {
        return ProtobufCodec.of(ProtobufSchema.parse(TEXT).message("bench." + message));
    }

    /** The record, in all its forms. */
    @Setup
    public void prepare() throws DescriptorValidationException, InvalidProtocolBufferException {
        boolean flat = record.equals("flat");
        codec = codec(flat ? "Event" : "Order");
        descriptor = file().findMessageTypeByName(flat ? "Event" : "Order");
        Map<String, Object> event = event();
        map = flat ? event : order(event);
        bytes = message(descriptor, map).toByteArray();
        payload = Payload.of(bytes);
        value = codec.read(payload);
    }

    private static Map<String, Object> order(Map<String, Object> event) {
        return Map.of(
                "event",
                event,
                "lines",
                List.of(line(1), line(2), line(3)),
                "codes",
                List.of(1, 500, 70_000),
                "paid",
                true);
    }

    private static Map<String, Object> event() {
        Map<String, Object> event = new HashMap<>();
        event.put("id", "6f1d1b0e-7c1f-4a3c-9d57-3a0c6f1f0c11");
        event.put("amount", 123.45);
        event.put("time", 1_700_000_000_000L);
        event.put("event", "purchase-completed-by-card-9");
        event.put("count", 4711);
        return event;
    }

    private static Map<String, Object> line(int number) {
        return Map.of("article", "article-" + number, "quantity", number, "price", 9.99 * number);
    }

    private static FileDescriptor file() throws DescriptorValidationException {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("bench.proto")
                .setPackage("bench")
                .setSyntax("proto3")
                .addMessageType(message("Event", "id:STRING amount:DOUBLE time:INT64 event:STRING count:INT32"))
                .addMessageType(message("Order", "event:Event lines:*Line codes:*INT32 paid:BOOL"))
                .addMessageType(message("Line", "article:STRING quantity:INT32 price:DOUBLE"))
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
    }

    private static DescriptorProto message(String name, String fields) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (String field : fields.split(" ", -1)) {
            String type = field.substring(field.indexOf(':') + 1);
            boolean repeated = type.startsWith("*");
            String plain = repeated ? type.substring(1) : type;
            FieldDescriptorProto.Builder built = FieldDescriptorProto.newBuilder()
                    .setName(field.substring(0, field.indexOf(':')))
                    .setNumber(message.getFieldCount() + 1)
                    .setLabel(
                            repeated
                                    ? FieldDescriptorProto.Label.LABEL_REPEATED
                                    : FieldDescriptorProto.Label.LABEL_OPTIONAL);
            boolean scalar = plain.equals(plain.toUpperCase(Locale.ROOT));
            message.addField(
                    scalar
                            ? built.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + plain))
                            : built.setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                                    .setTypeName(".bench." + plain));
        }
        return message.build();
    }

    /** Bytes to a row. */
    @Benchmark
    public Value wharfDecode() {
        return codec.read(payload);
    }

    /** Bytes to a map. */
    @Benchmark
    public Map<String, Object> googleDecode() throws InvalidProtocolBufferException {
        return map(DynamicMessage.parseFrom(descriptor, bytes));
    }

    /** A row to bytes. */
    @Benchmark
    public byte[] wharfEncode() {
        sink.clear();
        codec.encode(value, sink);
        return sink.toByteArray();
    }

    /** A map to bytes. */
    @Benchmark
    public byte[] googleEncode() {
        return message(descriptor, map).toByteArray();
    }

    /** Bytes to JSON, without a value in between. */
    @Benchmark
    public int wharfToJson() {
        sink.clear();
        if (codec.decode(payload, none) instanceof Document document) {
            JsonCodec.JSON.encode(document, sink);
        }
        return sink.length();
    }

    private static Map<String, Object> map(Message message) {
        Map<String, Object> map = new HashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            Object value = message.getField(field);
            if (value instanceof List<?> list) {
                List<Object> elements = new ArrayList<>(list.size());
                list.forEach(element -> elements.add(plain(element)));
                map.put(field.getName(), elements);
            } else {
                map.put(field.getName(), plain(value));
            }
        }
        return map;
    }

    private static Object plain(Object value) {
        return value instanceof Message message ? map(message) : value;
    }

    private static DynamicMessage message(Descriptor type, Map<?, ?> map) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            Object value = map.get(field.getName());
            if (value instanceof List<?> list) {
                list.forEach(element -> message.addRepeatedField(field, built(field, element)));
            } else if (value != null) {
                message.setField(field, built(field, value));
            }
        }
        return message.build();
    }

    private static Object built(FieldDescriptor field, Object value) {
        return value instanceof Map<?, ?> map ? message(field.getMessageType(), map) : value;
    }
}
