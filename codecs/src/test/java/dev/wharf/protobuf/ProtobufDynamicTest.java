package dev.wharf.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.codec.Limits;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Random schemas and random messages, by us and by Google's library. Each failure names its seed. */
class ProtobufDynamicTest {
    private static final long SEED = ThreadLocalRandom.current().nextLong();
    private static final int MODELS = 100;
    private static final int MESSAGES = 20;

    /** What is to be tried with one random message. */
    private interface Attempt {
        void on(ProtobufCodec codec, DynamicMessage message, Random random) throws Exception;
    }

    private static void eachMessage(Attempt attempt) throws Exception {
        for (int i = 0; i < MODELS; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            FileDescriptor file = new RandomModel(random).file();
            String text = ProtobufText.of(file);
            ProtobufSchema schema = ProtobufSchema.parse(text);
            for (int j = 0; j < MESSAGES; j++) {
                Descriptor type =
                        file.getMessageTypes().get(j % file.getMessageTypes().size());
                DynamicMessage message = Dynamic.random(type, random, 0);
                try {
                    attempt.on(ProtobufCodec.of(schema.message(type.getFullName())), message, random);
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("seed " + seed + ", message " + j + "\n" + text + "\n" + message, e);
                }
            }
        }
    }

    private static Document document(ProtobufCodec codec, byte[] bytes, Fields fields) {
        Decoded decoded = codec.decode(Payload.of(bytes), fields);
        assertThat(decoded).isInstanceOf(Document.class);
        return (Document) decoded;
    }

    private static byte[] encoded(ProtobufCodec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return sink.toByteArray();
    }

    @Test
    void readsWhatGooglesLibraryWrites() throws Exception {
        eachMessage((codec, message, random) -> {
            Value expected = Dynamic.value(message);
            byte[] bytes = message.toByteArray();
            assertThat(codec.read(Payload.of(bytes))).isEqualTo(expected);
            assertThat(document(codec, bytes, new Fields()).value()).isEqualTo(expected);
        });
    }

    @Test
    void writesByteForByteWhatGooglesLibraryDoes() throws Exception {
        eachMessage((codec, message, random) ->
                assertThat(encoded(codec, Dynamic.value(message))).isEqualTo(message.toByteArray()));
    }

    @Test
    void findsEachFieldAlone() throws Exception {
        eachMessage((codec, message, random) -> {
            Value.Row expected = (Value.Row) Dynamic.value(message);
            Fields fields = new Fields();
            List<String> names = message.getDescriptorForType().getFields().stream()
                    .map(FieldDescriptor::getName)
                    .filter(name -> random.nextBoolean())
                    .toList();
            names.forEach(fields::field);
            Document document = document(codec, message.toByteArray(), fields);
            for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
                Value wanted = expected.get(field.getName());
                assertThat(document.get(fields.field(field.getName()))).isEqualTo(wanted);
                assertThat(document.has(fields.field(field.getName()))).isEqualTo(!(wanted instanceof Value.Absent));
            }
        });
    }

    @Test
    void tellsFromTheBytesWhatItReads() throws Exception {
        eachMessage((codec, message, random) -> {
            ByteSink told = new ByteSink();
            JsonCodec.JSON.encode(document(codec, message.toByteArray(), new Fields()), told);
            ByteSink written = new ByteSink();
            JsonCodec.JSON.encode(Dynamic.value(message), written);
            assertThat(new String(told.toByteArray(), UTF_8)).isEqualTo(new String(written.toByteArray(), UTF_8));
        });
    }

    /** Two messages one behind the other are one message, into which the second was merged. */
    @Test
    void mergesAsGooglesLibraryDoes() throws Exception {
        eachMessage((codec, message, random) -> {
            DynamicMessage other = Dynamic.random(message.getDescriptorForType(), random, 0);
            byte[] both = concatenated(message.toByteArray(), other.toByteArray());
            DynamicMessage merged = DynamicMessage.parseFrom(message.getDescriptorForType(), both);
            Value.Row expected = (Value.Row) Dynamic.value(merged);
            Fields fields = new Fields();
            message.getDescriptorForType().getFields().forEach(field -> fields.field(field.getName()));
            Document document = document(codec, both, fields);
            assertThat(codec.read(Payload.of(both))).isEqualTo(expected);
            assertThat(document.value()).isEqualTo(expected);
            for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
                assertThat(document.get(fields.field(field.getName()))).isEqualTo(expected.get(field.getName()));
            }
        });
    }

    private static byte[] concatenated(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    void judgesDamagedBytesAsGooglesLibraryDoes() throws Exception {
        int[] accepted = new int[1];
        int[] refused = new int[1];
        eachMessage((codec, message, random) -> {
            byte[] bytes = message.toByteArray();
            for (int i = 0; i < 5 && bytes.length > 0; i++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                boolean cut = random.nextInt(3) == 0;
                judge(
                        codec,
                        message,
                        cut ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged,
                        accepted,
                        refused);
            }
        });
        assertThat(accepted[0]).isGreaterThan(1000);
        assertThat(refused[0]).isGreaterThan(1000);
    }

    private static void judge(
            ProtobufCodec codec, DynamicMessage message, byte[] bytes, int[] accepted, int[] refused) {
        Decoded decoded = codec.decode(Payload.of(bytes), new Fields());
        if (decoded instanceof Document document) {
            accepted[0]++;
            assertThat(document.value()).isEqualTo(Dynamic.value(parsed(message, bytes)));
        } else if (!isLetPass(((Decoded.Failure) decoded).reason())) {
            refused[0]++;
            assertThat(isRefused(message, bytes))
                    .as(decoded + " of " + HexFormat.of().formatHex(bytes))
                    .isTrue();
        }
    }

    /** Google's library does not see that a tenth byte wants an eleventh, and cuts tags off to 32 bits. */
    private static boolean isLetPass(String reason) {
        return reason.contains("more than ten bytes") || reason.contains("no field has such a number");
    }

    private static DynamicMessage parsed(DynamicMessage like, byte[] bytes) {
        try {
            return DynamicMessage.parseFrom(like.getDescriptorForType(), bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("Google's library refuses it", e);
        }
    }

    /** Google's library does not check texts of proto2. */
    private static boolean isRefused(DynamicMessage like, byte[] bytes) {
        try {
            DynamicMessage parsed = DynamicMessage.parseFrom(like.getDescriptorForType(), bytes);
            return Dynamic.value(parsed).toString().contains("\uFFFD");
        } catch (InvalidProtocolBufferException e) {
            return true;
        }
    }

    @Test
    void writesWhatItReadsWithinALimitOfDepth() throws Exception {
        Limits limits = new Limits(1 << 20, 12);
        eachMessage((codec, message, random) -> {
            ProtobufCodec limited = ProtobufCodec.of(codec.message(), limits, ProtobufOptions.DEFAULT);
            assertThat(limited.decode(Payload.of(message.toByteArray()), new Fields()))
                    .isInstanceOf(Document.class);
            assertThat(encoded(limited, Dynamic.value(message))).isEqualTo(message.toByteArray());
        });
    }
}
