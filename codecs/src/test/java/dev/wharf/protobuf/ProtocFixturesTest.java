package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What protoc makes of texts and messages, and what we do. */
class ProtocFixturesTest {

    @ParameterizedTest
    @ValueSource(strings = {"shop", "legacy", "modern"})
    void fieldsAreWhatProtocSays(String name) {
        ProtobufSchema schema = Fixtures.schema(name);
        List<Descriptor> open = new ArrayList<>(Fixtures.descriptor(name).getMessageTypes());
        int fields = 0;
        while (!open.isEmpty()) {
            Descriptor type = open.remove(open.size() - 1);
            open.addAll(type.getNestedTypes());
            if (type.getOptions().getMapEntry() || isGroup(schema, type)) {
                continue;
            }
            ProtobufMessage message = schema.message(type.getFullName());
            assertThat(message.size()).isEqualTo(type.getFields().size());
            for (FieldDescriptor field : type.getFields()) {
                assertSame(message.field(field.getIndex()), field);
                fields++;
            }
        }
        assertThat(fields).isGreaterThan(10);
    }

    private static boolean isGroup(ProtobufSchema schema, Descriptor type) {
        return !schema.messageNames().contains(type.getFullName());
    }

    private static void assertSame(ProtobufField ours, FieldDescriptor field) {
        assertThat(ours.name()).isEqualTo(field.getName());
        assertThat(ours.number()).as(field.getFullName()).isEqualTo(field.getNumber());
        assertThat(ours.jsonName()).as(field.getFullName()).isEqualTo(field.getJsonName());
        assertThat(ours.type().name())
                .as(field.getFullName())
                .isEqualTo(field.getType().name());
        assertThat(ours.repeated()).as(field.getFullName()).isEqualTo(field.isRepeated());
        assertThat(ours.required()).as(field.getFullName()).isEqualTo(field.isRequired());
        assertThat(ours.presence() || ours.required()).as(field.getFullName()).isEqualTo(field.hasPresence());
        assertThat(ours.packed()).as(field.getFullName()).isEqualTo(field.isPacked());
        assertThat(ours.map()).as(field.getFullName()).isEqualTo(field.isMapField());
        assertThat(ours.oneof() >= 0).as(field.getFullName()).isEqualTo(field.getRealContainingOneof() != null);
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            assertThat(ours.message().fullName())
                    .isEqualTo(field.getMessageType().getFullName());
            if (field.isMapField()) {
                assertSame(ours.message().field(1), field.getMessageType().findFieldByNumber(2), true);
            }
        }
        if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
            assertThat(ours.enumeration().fullName())
                    .isEqualTo(field.getEnumType().getFullName());
            assertThat(ours.enumeration().closed())
                    .as(field.getFullName())
                    .isEqualTo(field.getEnumType().isClosed());
        }
    }

    private static void assertSame(ProtobufField ours, FieldDescriptor value, boolean entry) {
        assertThat(entry).isTrue();
        assertThat(ours.type().name())
                .as(value.getFullName())
                .isEqualTo(value.getType().name());
    }

    /** The same model, whether it was read from the text or from what protoc made of it. */
    @ParameterizedTest
    @ValueSource(strings = {"shop", "legacy", "modern"})
    void textAndDescriptorAreTheSameSchema(String name) {
        byte[] descriptor = Fixtures.proto(name).toByteArray();
        String base64 = Base64.getEncoder().encodeToString(descriptor);
        ProtobufRules rules = new ProtobufRules();
        var fromText = rules.parse(Fixtures.text(name + ".proto"), Fixtures.imports());
        var fromDescriptor = rules.parse(base64, Fixtures.imports());

        String expected = withoutCustomOptions(fromText.normalized());
        assertThat(fromDescriptor.normalized()).isEqualTo(expected);
        assertThat(rules.parse(fromText.canonical(), Fixtures.imports()).normalized())
                .isEqualTo(fromText.normalized());
        assertThat(rules.parse(fromText.normalized(), Fixtures.imports()).normalized())
                .isEqualTo(fromText.normalized());
        assertThat(rules.parse(fromDescriptor.canonical(), Fixtures.imports()).canonical())
                .isEqualTo(fromDescriptor.canonical());
    }

    /** Options that are extensions are not read from descriptors. */
    private static String withoutCustomOptions(String text) {
        return text.replaceAll(" \\[\\(detail\\).*\\];", ";");
    }

    @Test
    void readsAMessageOfProto3ThatProtocWrote() {
        ProtobufCodec codec = ProtobufCodec.of(Fixtures.schema("shop").message("fixtures.shop.Order"));
        Value.Row order = (Value.Row) codec.read(Payload.of(Fixtures.bytes("shop.bin")));

        assertThat(order.get("id")).isEqualTo(new Value.Text("o-1 \u00e4"));
        assertThat(order.get("placed_at")).isEqualTo(new Value.Int(-1, Value.IntType.I64));
        assertThat(order.get("card")).isEqualTo(Value.ABSENT);
        assertThat(order.get("priority")).isEqualTo(new Value.Int(0, Value.IntType.U32));
        assertThat(order.get("state")).isEqualTo(new Value.Int(99, Value.IntType.I32));
        assertThat(order.get("kind")).isEqualTo(new Value.Symbol("USED", 1));
        assertThat(order.get("time"))
                .isEqualTo(new Value.Timestamp(Instant.ofEpochSecond(1_700_000_000, 5), Value.TimeUnit.NANOS));
        assertThat(order.get("took")).isEqualTo(new Value.Interval(0, 0, -3_500_000_000L));
        assertThat(order.get("note")).isEqualTo(new Value.Text("hm"));
        assertThat(order.get("limit")).isEqualTo(new Value.Int(0, Value.IntType.I64));
        assertThat(order.get("anything")).isInstanceOf(Value.Row.class);
        assertWritesBack(codec, Fixtures.bytes("shop.bin"));
    }

    @Test
    void readsAMessageOfAnEditionThatProtocWrote() throws Exception {
        ProtobufCodec codec = ProtobufCodec.of(Fixtures.schema("modern").message("fixtures.modern.Reading"));
        byte[] bytes = Fixtures.bytes("modern.bin");
        Descriptor type = Fixtures.descriptor("modern").findMessageTypeByName("Reading");

        assertThat(codec.read(Payload.of(bytes))).isEqualTo(Dynamic.value(DynamicMessage.parseFrom(type, bytes)));
        assertWritesBack(codec, bytes);
    }

    @Test
    void readsAMessageOfProto2ThatProtocWroteWithExtensionsItDoesNotKnow() throws Exception {
        ProtobufCodec codec = ProtobufCodec.of(Fixtures.schema("legacy").message("fixtures.legacy.Person"));
        byte[] bytes = Fixtures.bytes("legacy.bin");
        Descriptor type = Fixtures.descriptor("legacy").findMessageTypeByName("Person");
        Fields fields = new Fields();
        var age = fields.field("age");

        assertThat(codec.read(Payload.of(bytes)))
                .isEqualTo(Dynamic.value(DynamicMessage.parseFrom(type, bytes, ExtensionRegistry.getEmptyRegistry())));
        Document changed = document(codec, bytes, fields).with(age, Value.Int.of(3));
        DynamicMessage read = DynamicMessage.parseFrom(type, changed.encoded().array());
        assertThat(read.getField(type.findFieldByName("age"))).isEqualTo(3);
        assertThat(read.getUnknownFields().asMap()).containsOnlyKeys(100, 101);
    }

    private static Document document(ProtobufCodec codec, byte[] bytes, Fields fields) {
        Decoded decoded = codec.decode(Payload.of(bytes), fields);
        assertThat(decoded).isInstanceOf(Document.class);
        return (Document) decoded;
    }

    private static void assertWritesBack(ProtobufCodec codec, byte[] bytes) {
        ByteSink sink = new ByteSink();
        codec.encode(codec.read(Payload.of(bytes)), sink);
        assertThat(sink.toByteArray()).isEqualTo(bytes);
    }
}
