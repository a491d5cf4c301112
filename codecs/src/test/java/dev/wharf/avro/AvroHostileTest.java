package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes and schemas that mean no good. */
class AvroHostileTest {
    private static final String TREE = """
        {"type":"record","name":"Tree","fields":[
          {"name":"value","type":"int"},
          {"name":"children","type":{"type":"array","items":"Tree"}}]}
        """;
    private static final String LINK = """
        {"type":"record","name":"Link","fields":[{"name":"next","type":["null","Link"]}]}
        """;

    @Test
    void flawsAreNamedWithTheirPlace() {
        assertThat(failure("\"boolean\"", 2)).isEqualTo("a boolean that is neither 0 nor 1 at 0");
        assertThat(failure("\"boolean\"")).isEqualTo("the payload ends within a boolean at 0");
        assertThat(failure("\"int\"", 0x80, 0x80, 0x80, 0x80, 0x10)).isEqualTo("an int of more than 32 bits at 0");
        assertThat(failure("\"int\"", 0x80, 0x80, 0x80, 0x80, 0x80, 0)).isEqualTo("an int of more than 32 bits at 0");
        assertThat(failure("\"long\"", 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2))
                .isEqualTo("a long of more than 64 bits at 0");
        assertThat(failure("\"long\"", 0x80)).isEqualTo("the payload ends within a long at 1");
        assertThat(failure("\"string\"", 1)).isEqualTo("a negative length at 0");
        assertThat(failure("\"string\"", 6, 'a')).isEqualTo("a length of 3 where 1 bytes are left at 0");
        assertThat(failure("\"string\"", 4, 'a', 0xC3)).isEqualTo("text that is not UTF-8 at 2");
        assertThat(failure("\"null\"", 1, 2)).isEqualTo("2 bytes are left behind the value at 0");
        assertThat(failure("[\"null\",\"int\"]", 4)).isEqualTo("a branch number 2 of 2 at 0");
        assertThat(failure("[\"null\",\"int\"]", 1)).isEqualTo("a branch number -1 of 2 at 0");
        assertThat(failure("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}", 2))
                .isEqualTo("a symbol number 1 of 1 at 0");
        assertThat(failure(TREE, 2, 2, 4, 2))
                .isEqualTo("children[0].children[0].value: the payload ends within an int at 4");
    }

    @Test
    void blocksMustBeAsLongAsTheySay() {
        String ints = "{\"type\":\"array\",\"items\":\"int\"}";
        assertThat(codec(ints).read(payload(3, 4, 2, 4, 0)))
                .hasToString("Array[values=[Int[value=1, type=I32], Int[value=2, type=I32]]]");
        assertThat(failure(ints, 3, 6, 2, 4, 0)).isEqualTo("[2]: a block that is not as long as it says at 5");
        assertThat(failure(ints, 3, 2, 2, 4, 0)).isEqualTo("[2]: a block that is not as long as it says at 3");
        assertThat(failure(ints, 3, 1, 2, 4, 0)).isEqualTo("[0]: a block of -1 bytes where 3 are left at 0");
    }

    @Test
    void aCountOfBillionsAllocatesNothing() {
        String nulls = "{\"type\":\"array\",\"items\":\"null\"}";
        assertThat(failure(nulls, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0))
                .isEqualTo("[0]: a block of more elements than the 1 bytes that are left can hold at 0");
        assertThat(failure(nulls, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0))
                .startsWith("[0]: a block of");
        // Blocks of 2,000 each: elements without bytes are counted over the whole payload.
        assertThat(failure(nulls, 0xA0, 0x1F, 0xA0, 0x1F, 0xA0, 0x1F, 0))
                .isEqualTo("[4000]: a block of more elements than the 1 bytes that are left can hold at 4");
        String strings = "{\"type\":\"array\",\"items\":\"string\"}";
        assertThat(failure(strings, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0)).startsWith("[0]: a block of more elements");
    }

    @Test
    void depthIsLimitedAndEndsNoThread() throws InterruptedException {
        AvroCodec codec = codec(LINK);
        byte[] nested = new byte[1_000_000];
        Arrays.fill(nested, (byte) 2);
        Object result = onStack(512 << 10, () -> codec.decode(Payload.of(nested), new Fields()));
        assertThat(result).isInstanceOfSatisfying(Decoded.Failure.class, failure -> {
            assertThat(failure.reason()).endsWith("next.next: values are nested deeper than is allowed");
            assertThat(failure.position()).isEqualTo(1000);
        });
    }

    @Test
    void asDeepAsIsAllowedGoesEveryWay() throws InterruptedException {
        AvroCodec codec = codec("""
            {"type":"record","name":"Link","fields":[{"name":"next","type":["null","Link",
              {"type":"map","values":"Link"}]}]}
            """);
        byte[] nested = new byte[1000];
        Arrays.fill(nested, (byte) 2);
        nested[999] = 0;
        // The agent of the fuzzer, which is there once one of its tests has run, makes frames larger.
        Object result = onStack(2 << 20, () -> {
            Document document = (Document) codec.decode(Payload.of(nested), new Fields());
            document.tell(new TellingTexts());
            ByteSink sink = new ByteSink();
            codec.encode(document.value(), sink);
            return sink.toByteArray();
        });
        assertThat(result).isEqualTo(nested);
    }

    private static @Nullable Object onStack(long bytes, Supplier<Object> work) throws InterruptedException {
        AtomicReference<@Nullable Object> result = new AtomicReference<>();
        Runnable run = () -> {
            try {
                result.set(work.get());
            } catch (StackOverflowError e) {
                result.set(e);
            }
        };
        Thread small = new Thread(null, run, "small-stack", bytes);
        small.start();
        small.join();
        return result.get();
    }

    @Test
    void aRecordThatIsNothingButItselfFails() throws InterruptedException {
        String itself = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]}";
        assertThat(onStack(8 << 20, () -> failure(itself))).asString().endsWith("nested deeper than is allowed at 0");
        Decoded onSmallStack = (Decoded) onStack(150_000, () -> codec(itself).decode(payload(), new Fields()));
        assertThat(onSmallStack).isInstanceOf(Decoded.Failure.class);
    }

    @Test
    void longPayloadsAreNotLookedAt() {
        AvroCodec codec = codec("\"bytes\"");
        AvroCodec small =
                AvroCodec.of(codec.writer(), codec.reader(), Limits.DEFAULT.withMaxBytes(3), AvroOptions.DEFAULT);
        assertThat(small.decode(payload(6, 1, 2, 3), new Fields()))
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.tooLarge()).isTrue());
        assertThatThrownBy(() -> small.read(payload(6, 1, 2, 3)))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
        assertThatThrownBy(() -> small.read(Payload.NULL)).isInstanceOf(WharfException.class);
    }

    @Test
    void changedBytesGiveAFailureOrAValueThatCanBeReadAndWritten() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            RandomAvro avro = new RandomAvro(random);
            Schema schema = avro.record(3);
            AvroCodec codec = AvroCodec.of(schema);
            byte[] bytes = Apache.bytes(schema, avro.datum(schema, 4));
            for (int i = 0; i < 5 && bytes.length > 0; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                AvroFuzzTest.survives(codec, bytes, "seed " + seed + ": " + schema);
            }
        }
    }

    @Test
    void schemasThatAreNoneGiveAnErrorThatSaysWhatIsWrong() {
        assertThatThrownBy(() -> codec("{\"type\":\"record\",\n \"name\":R}"))
                .hasMessageContaining("the Avro schema is wrong: it is no JSON: ")
                .hasMessageEndingWith("at line 2, column 9");
        assertThatThrownBy(() -> codec(
                        "{\"type\":\"record\",\"name\":\"R\",\"fields\":" + "[{\"name\":\"f\",\"type\":\"recrod\"}]}"))
                .hasMessageContaining("recrod");
        assertThatThrownBy(() -> codec("{\"type\":\"fixed\",\"name\":\"a b\",\"size\":1}"))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
        assertThatThrownBy(() -> codec("")).isInstanceOf(WharfException.class);
    }

    @Test
    void typesThatFollowEachOtherWithoutEndAreRefused() {
        StringBuilder types = new StringBuilder("[");
        for (int i = 0; i < 20_000; i++) {
            types.append("{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[{\"name\":\"f\",\"type\":\"R"
                    + (i + 1) + "\"}]},");
        }
        types.append("{\"type\":\"record\",\"name\":\"R20000\",\"fields\":[]}]");
        assertThatThrownBy(() -> codec(types.toString())).isInstanceOf(WharfException.class);
    }

    private static String failure(String schema, int... bytes) {
        Decoded decoded = codec(schema).decode(payload(bytes), new Fields());
        assertThat(decoded).isNotInstanceOf(Document.class);
        Decoded.Failure failure = (Decoded.Failure) decoded;
        assertThatThrownBy(() -> codec(schema).read(payload(bytes))).hasMessageContaining(failure.reason());
        return failure.reason() + " at " + failure.position();
    }

    private static AvroCodec codec(String schema) {
        return AvroCodec.of(schema);
    }

    private static Payload payload(int... bytes) {
        ByteSink sink = new ByteSink();
        for (int each : bytes) {
            sink.write(each);
        }
        return Payload.of(sink.toByteArray());
    }
}
