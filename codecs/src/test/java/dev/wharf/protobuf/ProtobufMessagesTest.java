package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Field;
import com.google.protobuf.Option;
import com.google.protobuf.Syntax;
import com.google.protobuf.Type;
import com.google.protobuf.TypeProto;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import org.junit.jupiter.api.Test;

/** With classes that Google's compiler generated, those that come with its library. */
class ProtobufMessagesTest {
    private static final Type TYPE = Type.newBuilder()
            .setName("a")
            .setSyntax(Syntax.SYNTAX_PROTO3)
            .addFields(Field.newBuilder()
                    .setKind(Field.Kind.TYPE_BOOL)
                    .setNumber(3)
                    .setPacked(true))
            .addOptions(Option.newBuilder()
                    .setName("o")
                    .setValue(Any.newBuilder().setTypeUrl("t").setValue(ByteString.copyFromUtf8("v"))))
            .build();

    @Test
    void makesAValueOfAMessageAndBack() {
        Value value = ProtobufMessages.toValue(TYPE);

        assertThat(value).isEqualTo(Dynamic.value(TYPE));
        assertThat(ProtobufMessages.fromValue(value, Type.getDefaultInstance())).isEqualTo(TYPE);
    }

    @Test
    void refusesAValueThatIsNoSuchMessage() {
        assertThatThrownBy(() -> ProtobufMessages.fromValue(Value.Bool.TRUE, Type.getDefaultInstance()))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("google.protobuf.Type");
    }

    @Test
    void givesTheTextThatClassesWereGeneratedFrom() {
        String text = ProtobufText.of(TypeProto.getDescriptor());
        ProtobufSchema schema = ProtobufSchema.parse(text, ProtobufText.imports(TypeProto.getDescriptor()));

        assertThat(text)
                .startsWith("syntax = \"proto3\";\npackage google.protobuf;\n")
                .contains("enum Cardinality {");
        assertThat(schema.message(0).fullName()).isEqualTo("google.protobuf.Type");
    }

    @Test
    void readsDescriptorsOfProto2() {
        FileDescriptorProto file =
                FieldDescriptorProto.getDescriptor().getFile().toProto();

        Value value = ProtobufMessages.toValue(file);
        assertThat(ProtobufMessages.fromValue(value, FileDescriptorProto.getDefaultInstance()))
                .isEqualTo(file);
    }
}
