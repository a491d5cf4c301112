package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.wharf.schema.RegistrySettings;
import dev.wharf.schema.SchemaReference;
import dev.wharf.schema.SchemaRegistry;
import dev.wharf.serde.WharfDeserializer;
import dev.wharf.serde.WharfSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protobuf schemas that import others: from files, and of messages that bring them along. */
@SuppressWarnings("NullAway.Init") // set before each test
final class ImportsTest {
    private static final String MONEY = "shop/money.proto";

    private DevRegistry registry;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        registry = DevRegistry.start(DevRegistrySettings.inMemory());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("schema.registry.url", registry.url());
        settings.put("value.codec", "protobuf");
        for (int i = 0; i < more.length; i += 2) {
            settings.put("value.codec." + more[i], more[i + 1]);
        }
        return settings;
    }

    private byte[] serialized(Object value, String... options) {
        try (WharfSerializer<Object> serializer = new WharfSerializer<>()) {
            serializer.configure(settings(options), false);
            return Objects.requireNonNull(serializer.serialize("orders", value));
        }
    }

    private Object deserialized(byte[] bytes) {
        try (WharfDeserializer<Object> deserializer = new WharfDeserializer<>()) {
            deserializer.configure(settings(), false);
            return Objects.requireNonNull(deserializer.deserialize("orders", bytes));
        }
    }

    @Test
    void aMessageBringsItsImportsAlong() throws Exception {
        DynamicMessage order = order();

        byte[] bytes = serialized(order, "writer", "register");

        assertThat(deserialized(bytes)).isEqualTo(Map.of("id", 7L, "price", Map.of("cents", 1250L)));
        assertThat(bytes).as("the second message of the file").startsWith(new byte[] {0, 0, 0, 0, bytes[4], 2, 2});
        try (SchemaRegistry client = client()) {
            assertThat(client.latest("orders-value").schema().references())
                    .containsExactly(new SchemaReference(MONEY, MONEY, 1));
        }
        assertThat(serialized(order)).as("by looking them up").isEqualTo(bytes);
    }

    @Test
    void whatIsNotRegisteredIsNamed() {
        assertThatThrownBy(() -> serialized(order()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(MONEY);
    }

    @Test
    void importsAreLookedForBesideTheFile() throws IOException {
        Files.createDirectories(folder.resolve("shop"));
        Files.writeString(
                folder.resolve(MONEY), "syntax = \"proto3\"; package shop; message Money { int64 cents = 1; }");
        Path file = Files.writeString(folder.resolve("order.proto"), text(MONEY));
        Map<String, Object> order = Map.of("id", 7L, "price", Map.of("cents", 1250L));

        byte[] bytes = serialized(order, "schema.file", file.toString(), "writer", "register");

        assertThat(deserialized(bytes)).isEqualTo(order);
        assertThat(serialized(order, "schema", text(MONEY), "proto.path", folder.toString()))
                .as("or where it is said")
                .isEqualTo(bytes);
    }

    @Test
    void noImportLeadsOutOfTheFolder() throws IOException {
        Files.writeString(folder.resolve("money.proto"), "syntax = \"proto3\"; message Money { int64 cents = 1; }");
        Path inner = Files.createDirectories(folder.resolve("inner"));
        Path file = Files.writeString(inner.resolve("order.proto"), text("../money.proto"));

        assertThatThrownBy(() -> serialized(Map.of("id", 7L), "schema.file", file.toString(), "writer", "register"))
                .hasMessageContaining("../money.proto");
    }

    private static String text(String imported) {
        return "syntax = \"proto3\"; package shop; import \"" + imported
                + "\"; message Order { int64 id = 1; Money price = 2; }";
    }

    private SchemaRegistry client() {
        return new SchemaRegistry(RegistrySettings.builder().url(registry.url()).build());
    }

    /** What {@code protoc} would have generated of two files. */
    private static DynamicMessage order() throws Exception {
        FileDescriptor money = FileDescriptor.buildFrom(
                FileDescriptorProto.newBuilder()
                        .setName(MONEY)
                        .setSyntax("proto3")
                        .setPackage("shop")
                        .addMessageType(DescriptorProto.newBuilder()
                                .setName("Money")
                                .addField(field("cents", 1).setType(FieldDescriptorProto.Type.TYPE_INT64)))
                        .build(),
                new FileDescriptor[0]);
        FileDescriptor shop = FileDescriptor.buildFrom(
                FileDescriptorProto.newBuilder()
                        .setName("shop/order.proto")
                        .setSyntax("proto3")
                        .setPackage("shop")
                        .addDependency(MONEY)
                        .addMessageType(DescriptorProto.newBuilder().setName("Other"))
                        .addMessageType(DescriptorProto.newBuilder()
                                .setName("Order")
                                .addField(field("id", 1).setType(FieldDescriptorProto.Type.TYPE_INT64))
                                .addField(field("price", 2)
                                        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                                        .setTypeName(".shop.Money")))
                        .build(),
                new FileDescriptor[] {money});
        Descriptor type = shop.findMessageTypeByName("Order");
        Descriptor price = money.findMessageTypeByName("Money");
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("id"), 7L)
                .setField(
                        type.findFieldByName("price"),
                        DynamicMessage.newBuilder(price)
                                .setField(price.findFieldByName("cents"), 1250L)
                                .build())
                .build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }
}
