package dev.wharf.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class StringCodecTest {
    private final Fields fields = new Fields();
    private final Field name = fields.field("name");

    @Test
    void isCalledString() {
        assertThat(StringCodec.STRING.name()).isEqualTo("string");
        assertThat(StringCodec.STRING.contentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void theWholePayloadIsOneText() {
        Payload payload = Payload.of("grüße 🚀 {\"a\":1}");
        Document document = (Document) StringCodec.STRING.decode(payload, fields);

        assertThat(document.value()).isEqualTo(new Value.Text("grüße 🚀 {\"a\":1}"));
        assertThat(document.isRow()).isFalse();
        assertThat(document.get(name)).isEqualTo(Value.ABSENT);
        assertThat(document.has(name)).isFalse();
        assertThat(document.encoded()).isSameAs(payload);
        assertThat(document.toString()).doesNotContain("gr");
        assertThat(StringCodec.STRING.read(Payload.of(""))).isEqualTo(new Value.Text(""));
    }

    @Test
    void hasNoFieldsToSetOrSelect() {
        Document document = (Document) StringCodec.STRING.decode(Payload.of("x"), fields);

        refused(() -> document.with(name, Value.NULL), "the record is plain text, so no field of it can be set");
        refused(() -> document.select(List.of(name)), "the record is plain text, so no field of it can be selected");
    }

    @Test
    void whatIsNoUtf8IsMalformedAtTheFirstFlaw() {
        byte[] bytes = {'#', 'a', (byte) 0xC3, (byte) 0xA4, (byte) 0xC3, 'b'};

        assertThat(StringCodec.STRING.decode(Payload.of(bytes, 1, 5), fields))
                .isEqualTo(new Decoded.Failure("the text is not valid UTF-8", 3));
        assertThat(StringCodec.STRING.decode(Payload.of(bytes, 1, 3), fields)).isInstanceOf(Document.class);
        assertThat(StringCodec.STRING.decode(Payload.NULL, fields))
                .isEqualTo(new Decoded.Failure("there is no payload, and so no text", 0));
        assertThat(new StringCodec(Limits.DEFAULT.withMaxBytes(2)).decode(Payload.of("abc"), fields))
                .isEqualTo(new Decoded.Failure(
                        Decoded.Kind.TOO_LARGE, "the payload has 3 bytes, more than decode.max.bytes = 2", 0));
    }

    @Test
    void writesTextAndSymbols() {
        assertThat(written(new Value.Text("ä?"))).isEqualTo("ä?");
        assertThat(written(new Value.Symbol("RED", 1))).isEqualTo("RED");
    }

    @Test
    void refusesWhatIsNoText() {
        refused(
                () -> written(Value.Int.of(1)),
                "an integer is no text: write it with another codec, such as json, or choose a field of it that is"
                        + " text");
        refused(() -> written(Value.NULL), "null is no text");
        refused(() -> written(Value.Row.of(Shape.of(List.of("a")), Value.NULL)), "a row is no text");
        refused(() -> written(new Value.Text("a\uD800b")), "half of a surrogate pair");
        refused(() -> written(new Value.Text("?\uDC00")), "half of a surrogate pair");
    }

    @Test
    void passesTextOnAndRefusesOtherDocuments() {
        ByteSink sink = new ByteSink();
        StringCodec.STRING.encode((Document) StringCodec.STRING.decode(Payload.of("abc"), fields), sink);
        StringCodec.STRING.encode((Document) JsonCodec.JSON.decode(Payload.of("\"d\\u00e4\""), fields), sink);

        refused(
                () -> StringCodec.STRING.encode((Document) JsonCodec.JSON.decode(Payload.of("{}"), fields), sink),
                "a row is no text");
        refused(
                () -> StringCodec.STRING.encode((Document) BytesCodec.BYTES.decode(Payload.of("x"), fields), sink),
                "bytes is no text");
        assertThat(new String(sink.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("abcdä");
    }

    @Test
    void becomesJsonWithoutAValueInBetween() {
        ByteSink sink = new ByteSink();

        JsonCodec.JSON.encode((Document) StringCodec.STRING.decode(Payload.of("a\"ä"), fields), sink);

        assertThat(new String(sink.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("\"a\\\"ä\"");
    }

    private static String written(Value value) {
        ByteSink sink = new ByteSink();
        StringCodec.STRING.encode(value, sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessageContaining(text);
    }
}
