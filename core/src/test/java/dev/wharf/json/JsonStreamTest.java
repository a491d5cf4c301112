package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonStream.Mode;
import dev.wharf.json.JsonStream.Position;
import dev.wharf.payload.Payload;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonStreamTest {
    private static final String MARK = "\uFEFF";

    private final Fields fields = new Fields();
    private final Field a = fields.field("a");

    @Test
    void readsTheElementsOfAnArrayWhateverTheChunks() {
        String json = MARK + " [ {\"a\":1} ,12,\n\n \"ä,]\" , [ ] ,-0.5e3,true\r\n,{\"a\" : [{}]}] \n";
        for (int chunk = 1; chunk <= json.length() + 8; chunk++) {
            assertThat(all(json, Mode.ARRAY, chunk))
                    .as("chunks of %d", chunk)
                    .containsExactly(
                            "1:{\"a\":1}", "1:12", "3:\"ä,]\"", "3:[ ]", "3:-0.5e3", "3:true", "4:{\"a\" : [{}]}");
        }
    }

    @Test
    void readsLinesWhateverTheChunks() {
        String json = MARK + "{\"a\":1}\n\n  \t\r\n 12 \r\n\"ä\"\n[]";
        for (int chunk = 1; chunk <= json.length() + 8; chunk++) {
            assertThat(all(json, Mode.LINES, chunk))
                    .as("chunks of %d", chunk)
                    .containsExactly("1:{\"a\":1}", "4: 12 ", "5:\"ä\"", "6:[]");
        }
    }

    @Test
    void readsNothingFromNothing() {
        assertThat(all("[]", Mode.ARRAY, 1)).isEmpty();
        assertThat(all(" [ ] ", Mode.ARRAY, 1)).isEmpty();
        assertThat(all("", Mode.LINES, 1)).isEmpty();
        assertThat(all("\n\r\n \n", Mode.LINES, 1)).isEmpty();
    }

    @Test
    void findsFieldsAndPositions() {
        JsonStream stream = stream("[{\"a\":1},\n {\"a\":2}]", Mode.ARRAY, 3);

        assertThat(next(stream).get(a)).isEqualTo(Value.Int.of(1));
        assertThat(stream.position()).isEqualTo(new Position(1, 2, 1));
        assertThat(next(stream).get(a)).isEqualTo(Value.Int.of(2));
        assertThat(stream.position()).isEqualTo(new Position(2, 2, 11));
        assertThat(stream.next(fields)).isNull();
        assertThat(stream.next(fields)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}~1:1: the input is an object, but an array was expected; for one object a line use format"
                        + " jsonl",
                "``~1:1: the input is empty, but an array was expected",
                "12~1:1: an array was expected",
                "[1~1:3: the input ends inside the array",
                "[1,~1:4: the input ends inside the array",
                "[~1:2: the input ends inside the array",
                "[1,[2~1:6: the input ends inside the array",
                "[1,]~1:4: a value should stand here",
                "[1 2]~1:4: a comma or ] should stand here",
                "[01]~1:2: a number starts with a needless zero",
                "[1] x~1:5: there is something behind the array",
                "[1]]~1:4: there is something behind the array",
                "[1,{\"a\":tru}]~1:9: true, false or null should stand here",
            })
    void saysWhatIsWrongWithAnArray(String json, String reason) {
        for (int chunk = 1; chunk <= json.length() + 1; chunk++) {
            JsonStream stream = stream(json, Mode.ARRAY, chunk);
            JsonStreamException failure = catchThrowableOfType(JsonStreamException.class, () -> drain(stream));

            assertThat(failure).hasMessage(reason + " (columns count bytes)");
            assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED);
            assertThatThrownBy(() -> stream.next(fields)).isSameAs(failure);
        }
    }

    @Test
    void countsLinesInsideAnElementThatIsMalformed() {
        String json = "[1,\n{\"a\":\n  2,\n  x}]";

        assertThatThrownBy(() -> drain(stream(json, Mode.ARRAY, 4)))
                .hasMessageStartingWith("4:3: a member name in quotes should stand here");
    }

    @Test
    void goesOnBehindAMalformedLine() {
        String json = "{\"a\":1}\n{\"a\":é\n[1,\r\n{\"a\":2} 3\n4";
        for (int chunk = 1; chunk <= json.length() + 2; chunk++) {
            JsonStream stream = stream(json, Mode.LINES, chunk);

            assertThat(next(stream).get(a)).isEqualTo(Value.Int.of(1));
            assertMalformed(stream, "2:6: a value should stand here", "{\"a\":é", new Position(2, 6, 13));
            assertThat(stream.position()).isEqualTo(new Position(2, 1, 8));
            assertMalformed(stream, "3:4: the line ends inside a value", "[1,", new Position(3, 4, 19));
            assertMalformed(stream, "4:9: there is something behind the value", "{\"a\":2} 3", new Position(4, 9, 29));
            assertThat(text(next(stream))).isEqualTo("4");
            assertThat(stream.next(fields)).isNull();
        }
    }

    @Test
    void takesALineBreakInsideAValueForTheEndOfTheLine() {
        JsonStream stream = stream("{\"a\":\n1}", Mode.LINES, 100);

        assertMalformed(stream, "1:6: the line ends inside a value", "{\"a\":", new Position(1, 6, 5));
    }

    @Test
    void refusesALongLineAndGoesOnBehindIt() {
        String json = "1\n\"" + "x".repeat(18) + "\"\n\"" + "y".repeat(19) + "\"\r\n\"" + "z".repeat(500) + "\"\n2";
        for (int chunk = 1; chunk <= 60; chunk++) {
            JsonStream stream = new JsonStream(chunks(json, chunk), Mode.LINES, 20);

            assertThat(text(next(stream))).isEqualTo("1");
            assertThat(text(next(stream))).hasSize(20);
            assertTooLarge(stream, "3:1: the line has more bytes than decode.max.bytes = 20");
            assertTooLarge(stream, "4:1: the line has more bytes than decode.max.bytes = 20");
            assertThat(text(next(stream))).isEqualTo("2");
            assertThat(stream.position()).isEqualTo(new Position(5, 1, 549));
            assertThat(stream.next(fields)).isNull();
        }
    }

    @Test
    void refusesALongElement() {
        for (int chunk = 1; chunk <= 60; chunk++) {
            for (int over = 1; over <= 30; over++) {
                String json = "[1, \"" + "x".repeat(18) + "\" , \"" + "y".repeat(18 + over) + "\", 2]";
                JsonStream stream = new JsonStream(chunks(json, chunk), Mode.ARRAY, 20);

                assertThat(text(next(stream))).isEqualTo("1");
                assertThat(text(next(stream))).hasSize(20);
                assertTooLarge(stream, "1:28: the element has more bytes than decode.max.bytes = 20");
            }
        }
    }

    /** Larger than the buffer is at first, and several of them, so that it grows and moves. */
    @Test
    void readsLargeDocuments() {
        String large = "{\"x\":\"" + "x".repeat(200_000) + "\",\"a\":7}";
        for (Mode mode : Mode.values()) {
            String json = mode == Mode.ARRAY ? "[" + large + ",1,\n" + large + "]" : large + "\n1\n" + large;
            JsonStream stream = stream(json, mode, 7919);

            assertThat(next(stream).get(a)).isEqualTo(Value.Int.of(7));
            assertThat(text(next(stream))).isEqualTo("1");
            assertThat(text(next(stream))).isEqualTo(large);
            assertThat(stream.next(fields)).isNull();
        }
    }

    @Test
    void readsWhatRandomDocumentsAreMadeOf() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<String> documents = new ArrayList<>();
            RandomJson random = new RandomJson(seed);
            for (int i = random.below(5); i > 0; i--) {
                documents.add(new String(random.document(), StandardCharsets.UTF_8).strip());
            }
            JsonStream stream = stream("[" + String.join(" ,", documents) + "]", Mode.ARRAY, 1 + random.below(100));
            for (String document : documents) {
                assertThat(text(next(stream))).as("seed %d", seed).isEqualTo(document);
            }
            assertThat(stream.next(fields)).isNull();
        }
    }

    @Test
    void yieldsAnElementAsSoonAsItsEndIsSeen() {
        InputStream stalling = new ByteArrayInputStream("[{\"a\":1},".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                int count = super.read(b, off, len);
                assertThat(count).as("read again").isPositive();
                return count;
            }
        };
        JsonStream stream = new JsonStream(stalling, Mode.ARRAY);

        assertThat(next(stream).get(a)).isEqualTo(Value.Int.of(1));
    }

    @Test
    void saysThatReadingFailed() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return read();
            }
        };

        assertThatThrownBy(() -> new JsonStream(broken, Mode.LINES).next(fields))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_FAILED))
                .hasMessageContaining("the disk is gone");
    }

    private void assertMalformed(JsonStream stream, String reason, String line, Position position) {
        JsonStreamException failure = catchThrowableOfType(JsonStreamException.class, () -> stream.next(fields));
        assertThat(failure).hasMessage(reason + " (columns count bytes)");
        assertThat(new String(failure.line(), StandardCharsets.UTF_8)).isEqualTo(line);
        assertThat(failure.position()).isEqualTo(position);
    }

    private void assertTooLarge(JsonStream stream, String reason) {
        JsonStreamException failure = catchThrowableOfType(JsonStreamException.class, () -> stream.next(fields));
        assertThat(failure).hasMessageStartingWith(reason);
        assertThat(failure.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    private void drain(JsonStream stream) {
        while (stream.next(fields) != null) {
            assertThat(stream.position().line()).isPositive();
        }
    }

    private JsonDocument next(JsonStream stream) {
        JsonDocument document = stream.next(fields);
        if (document == null) {
            throw new AssertionError("the stream has ended");
        }
        return document;
    }

    /** The line and the text of each document. */
    private List<String> all(String json, Mode mode, int chunk) {
        List<String> documents = new ArrayList<>();
        try (JsonStream stream = stream(json, mode, chunk)) {
            for (JsonDocument document = stream.next(fields); document != null; document = stream.next(fields)) {
                documents.add(stream.position().line() + ":" + text(document));
            }
        }
        return documents;
    }

    private static JsonStream stream(String json, Mode mode, int chunk) {
        return new JsonStream(chunks(json, chunk), mode);
    }

    /** Gives at most so many bytes a read. */
    private static InputStream chunks(String json, int chunk) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, chunk));
            }
        };
    }

    private static String text(JsonDocument document) {
        return new String(((Payload.Inline) document.encoded()).array(), StandardCharsets.UTF_8);
    }
}
