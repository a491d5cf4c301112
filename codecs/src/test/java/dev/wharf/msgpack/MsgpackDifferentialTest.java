package dev.wharf.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.packed.PackedChecks;
import dev.wharf.packed.RandomValues;
import dev.wharf.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ExtensionValue;

/** The same values to us and to msgpack-core. A failure names the seed. */
class MsgpackDifferentialTest {
    private static final int ROUNDS = 1_500;

    @BeforeAll
    static void withoutUnsafe() {
        System.setProperty("msgpack.universal-buffer", "true");
    }

    @Test
    void readsWhatMsgpackCoreWrites() throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        for (int i = 0; i < ROUNDS; i++) {
            Value value = new RandomValues(seed + i, false).document();
            try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
                pack(value, packer);
                Value ours = PackedChecks.read(MsgpackCodec.MSGPACK, packer.toByteArray());
                assertThat(widest(ours)).as("seed %d", seed + i).isEqualTo(widest(value));
            }
        }
    }

    @Test
    void writesWhatMsgpackCoreReads() throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        for (int i = 0; i < ROUNDS; i++) {
            Value value = new RandomValues(seed + i, false).document();
            byte[] ours = PackedChecks.encode(MsgpackCodec.MSGPACK, value);
            try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(ours)) {
                Value theirs = unpacked(unpacker.unpackValue());
                assertThat(unpacker.hasNext()).isFalse();
                assertThat(theirs).as("seed %d", seed + i).isEqualTo(widest(value));
            }
            assertThat(widest(PackedChecks.read(MsgpackCodec.MSGPACK, ours))).isEqualTo(widest(value));
        }
    }

    private static void pack(Value value, MessageBufferPacker packer) throws IOException {
        switch (value) {
            case Value.Null none -> packer.packNil();
            case Value.Bool bool -> packer.packBoolean(bool.value());
            case Value.Int number
            when number.asDecimal().signum() >= 0 && number.value() < 0 ->
                packer.packBigInteger(number.asDecimal().toBigInteger());
            case Value.Int number -> packer.packLong(number.value());
            case Value.Float32 number -> packer.packFloat(number.value());
            case Value.Float64 number -> packer.packDouble(number.value());
            case Value.Text text -> packer.packString(text.value());
            case Value.Binary bytes ->
                packer.packBinaryHeader(bytes.value().length).writePayload(bytes.value());
            case Value.Array array -> {
                packer.packArrayHeader(array.values().size());
                for (Value one : array.values()) {
                    pack(one, packer);
                }
            }
            case Value.Row row -> {
                packer.packMapHeader(row.shape().size());
                for (int i = 0; i < row.shape().size(); i++) {
                    packer.packString(row.shape().names().get(i));
                    pack(row.values().get(i), packer);
                }
            }
            case Value.MapOf map -> {
                packer.packMapHeader(map.entries().size());
                for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
                    pack(entry.getKey(), packer);
                    pack(entry.getValue(), packer);
                }
            }
            default -> throw new AssertionError(value);
        }
    }

    private static Value unpacked(org.msgpack.value.Value value) {
        return switch (value.getValueType()) {
            case NIL -> Value.NULL;
            case BOOLEAN -> Value.Bool.of(value.asBooleanValue().getBoolean());
            case INTEGER -> integer(value.asIntegerValue().asBigInteger());
            // It widens single floats, and tells them by nothing.
            case FLOAT -> new Value.Float64(value.asFloatValue().toDouble());
            case STRING -> new Value.Text(value.asStringValue().asString());
            case BINARY -> new Value.Binary(value.asBinaryValue().asByteArray());
            case ARRAY ->
                new Value.Array(value.asArrayValue().list().stream()
                        .map(MsgpackDifferentialTest::unpacked)
                        .toList());
            case MAP -> {
                Map<Value, Value> entries = new LinkedHashMap<>();
                value.asMapValue().entrySet().forEach(e -> entries.put(unpacked(e.getKey()), unpacked(e.getValue())));
                yield new Value.MapOf(entries);
            }
            case EXTENSION -> {
                ExtensionValue extension = value.asExtensionValue();
                yield new Value.Tagged("ext:" + extension.getType(), new Value.Binary(extension.getData()));
            }
        };
    }

    private static Value integer(BigInteger number) {
        return number.bitLength() < 64
                ? Value.Int.of(number.longValue())
                : new Value.Int(number.longValue(), Value.IntType.U64);
    }

    /** What msgpack-core can tell apart: numbers of the widest type, and maps whatever their keys. */
    private static Value widest(Value value) {
        return switch (value) {
            case Value.Int number -> integer(number.asDecimal().toBigInteger());
            case Value.Float32 number -> new Value.Float64(number.value());
            case Value.Array array ->
                new Value.Array(array.values().stream()
                        .map(MsgpackDifferentialTest::widest)
                        .toList());
            case Value.Row row -> {
                Map<Value, Value> entries = new LinkedHashMap<>();
                List<Value> values = new ArrayList<>(row.values());
                for (int i = 0; i < values.size(); i++) {
                    entries.put(new Value.Text(row.shape().names().get(i)), widest(values.get(i)));
                }
                yield new Value.MapOf(entries);
            }
            case Value.MapOf map -> {
                Map<Value, Value> entries = new LinkedHashMap<>();
                map.entries().forEach((key, one) -> entries.put(widest(key), widest(one)));
                yield new Value.MapOf(entries);
            }
            default -> value;
        };
    }
}
