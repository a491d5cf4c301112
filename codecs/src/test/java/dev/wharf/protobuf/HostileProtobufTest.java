package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Bytes that were made to hurt. */
class HostileProtobufTest {
    private static final ProtobufSchema SCHEMA = ProtobufSchema.parse("""
        syntax = "proto2";
        import "google/protobuf/struct.proto";
        message M {
          optional M m = 1;
          repeated int32 r = 2;
          optional group G = 3 { optional M m = 1; }
          repeated M many = 4;
          optional google.protobuf.Value any = 5;
          repeated double d = 6;
        """ + wide() + "}");
    private static final ProtobufCodec CODEC = ProtobufCodec.of(SCHEMA.message("M"));

    private static String wide() {
        StringBuilder fields = new StringBuilder();
        for (int i = 100; i < 1100; i++) {
            fields.append("optional int32 f").append(i).append(" = ").append(i).append(";\n");
        }
        return fields.toString();
    }

    private static Decoded decode(byte[] bytes) {
        return CODEC.decode(Payload.of(bytes), new Fields());
    }

    @Test
    void messagesInMessagesAreLimited() {
        ByteSink sink = new ByteSink();
        byte[] inner = {};
        for (int i = 0; i < 2000; i++) {
            sink.clear();
            sink.write(0x0A);
            writeVarint(inner.length, sink);
            sink.write(inner);
            inner = sink.toByteArray();
        }

        byte[] bytes = inner;
        assertThat(((Decoded.Failure) decode(bytes)).reason()).isEqualTo("messages are nested deeper than 1000");
        assertThatThrownBy(() -> CODEC.read(Payload.of(bytes))).isInstanceOf(WharfException.class);
    }

    private static void writeVarint(int value, ByteSink sink) {
        int rest = value;
        while (rest > 0x7F) {
            sink.write(rest | 0x80);
            rest >>>= 7;
        }
        sink.write(rest);
    }

    @Test
    void groupsInGroupsAreLimited() {
        byte[] known = new byte[1_000_000];
        Arrays.fill(known, (byte) 0x1B);
        byte[] unknown = new byte[1_000_000];
        Arrays.fill(unknown, (byte) 0x7B);

        assertThat(decode(known)).isInstanceOf(Decoded.Failure.class);
        assertThat(((Decoded.Failure) decode(unknown)).reason()).isEqualTo("messages are nested deeper than 1000");
    }

    @Test
    void lengthsAllocateNothing() {
        byte[] bytes = {0x12, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07};

        assertThat(((Decoded.Failure) decode(bytes)).reason())
                .isEqualTo("a length goes beyond the end of what it stands in");
    }

    @Test
    void rowsOfManyFieldsAreLimitedByThePayload() {
        byte[] bytes = new byte[4_000_000];
        for (int i = 0; i < bytes.length; i += 4) {
            bytes[i] = 0x22;
            bytes[i + 1] = 2;
            bytes[i + 2] = 0x10;
        }

        Decoded.Failure failure = (Decoded.Failure) decode(bytes);
        assertThat(failure.kind()).isEqualTo(Decoded.Kind.TOO_LARGE);
        assertThatThrownBy(() -> CODEC.read(Payload.of(bytes))).isInstanceOf(WharfException.class);
    }

    @Test
    void manyEmptyMessagesShareOneRow() {
        byte[] bytes = new byte[4000];
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = 0x22;
        }

        assertThat(((Document) decode(bytes)).value()).isEqualTo(CODEC.read(Payload.of(bytes)));
    }

    /** With hashes that are all the same, each key would be compared with every other. */
    @Test
    void keysOfMapsMayHaveOneHash() {
        ProtobufCodec codec =
                ProtobufCodec.of(ProtobufSchema.parse("syntax = 'proto3'; message M { map<string, bool> m = 1; }")
                        .message("M"));
        ByteSink sink = new ByteSink();
        int keys = 1 << 16;
        for (int i = 0; i < keys; i++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            sink.write(new byte[] {0x0A, 34, 0x0A, 32});
            sink.writeAscii(key.toString());
        }

        Value.Row row = (Value.Row) codec.read(Payload.of(sink.toByteArray()));
        assertThat(((Value.MapOf) row.get("m")).entries()).hasSize(keys);
    }

    @Test
    void packedNumbersThatDoNotFillTheirLengthAreRefused() {
        assertThat(decode(new byte[] {0x32, 3, 0, 0, 0})).isInstanceOf(Decoded.Failure.class);
        assertThat(decode(new byte[] {0x12, 1, (byte) 0x80})).isInstanceOf(Decoded.Failure.class);
    }

    @Test
    void partsOfMessagesThatAreSpreadAtEachLevelAreReadOnce() {
        ByteSink sink = new ByteSink();
        byte[] inner = {};
        for (int i = 0; i < 150; i++) {
            sink.clear();
            sink.write(new byte[] {0x0A, 0, 0x0A});
            writeVarint(inner.length, sink);
            sink.write(inner);
            inner = sink.toByteArray();
        }

        assertThat(((Document) decode(inner)).value()).isEqualTo(CODEC.read(Payload.of(inner)));
    }
}
