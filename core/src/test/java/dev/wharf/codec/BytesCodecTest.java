package dev.wharf.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.codec.BytesCodec.TextForm;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class BytesCodecTest {
    private final Fields fields = new Fields();

    @Test
    void isCalledBytes() {
        assertThat(BytesCodec.BYTES.name()).isEqualTo("bytes");
        assertThat(BytesCodec.BYTES.contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void anyBytesAreOneValue() {
        byte[] bytes = {0, (byte) 0xFF, 7, 8};
        Payload payload = Payload.of(bytes, 1, 2);
        Document document = (Document) BytesCodec.BYTES.decode(payload, fields);

        assertThat(document.value()).isEqualTo(new Value.Binary(new byte[] {(byte) 0xFF, 7}));
        assertThat(document.encoded()).isSameAs(payload);
        assertThat(document.isRow()).isFalse();
        assertThat(BytesCodec.BYTES.read(Payload.of(new byte[0]))).isEqualTo(new Value.Binary(new byte[0]));
        refused(() -> document.select(List.of()), "the record is plain bytes");
    }

    @Test
    void theWholeArrayIsNotCopied() {
        byte[] bytes = {1, 2};

        assertThat(((Value.Binary) BytesCodec.BYTES.read(Payload.of(bytes))).value())
                .isSameAs(bytes);
    }

    @Test
    void nothingAndTooMuchFail() {
        assertThat(BytesCodec.BYTES.decode(Payload.NULL, fields))
                .isEqualTo(new Decoded.Failure("there is no payload, and so no bytes", 0));
        assertThat(new BytesCodec(Limits.DEFAULT.withMaxBytes(1)).decode(Payload.of("ab"), fields))
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.tooLarge()).isTrue());
    }

    @Test
    void textIsRefusedUnlessItIsSaidWhatItIs() {
        Value text = new Value.Text("AP8=");

        refused(() -> written(BytesCodec.BYTES, text), "text is no bytes");
        assertThat(written(BytesCodec.BYTES.withTextAs(TextForm.UTF_8), text))
                .isEqualTo("AP8=".getBytes(StandardCharsets.UTF_8));
        assertThat(written(BytesCodec.BYTES.withTextAs(TextForm.BASE64), text)).isEqualTo(new byte[] {0, (byte) 0xFF});
        refused(
                () -> written(BytesCodec.BYTES.withTextAs(TextForm.BASE64), new Value.Text("!")),
                "text does not fit bytes (as text, in Base64)");
        refused(
                () -> written(BytesCodec.BYTES.withTextAs(TextForm.UTF_8), new Value.Text("\uD800")),
                "half of a surrogate pair");
    }

    @Test
    void everythingElseIsRefused() {
        refused(() -> written(BytesCodec.BYTES, Value.Int.of(1)), "an integer is no bytes");
        refused(() -> written(BytesCodec.BYTES, Value.NULL), "null is no bytes");
    }

    @Test
    void passesBytesOnAndRefusesOtherDocuments() {
        Document text = (Document) StringCodec.STRING.decode(Payload.of("text"), fields);
        ByteSink sink = new ByteSink();

        BytesCodec.BYTES.encode((Document) BytesCodec.BYTES.decode(Payload.of("ab"), fields), sink);
        BytesCodec.BYTES.withTextAs(TextForm.UTF_8).encode(text, sink);

        refused(() -> BytesCodec.BYTES.encode(text, sink), "text is no bytes");
        refused(
                () -> BytesCodec.BYTES.encode((Document) JsonCodec.JSON.decode(Payload.of("{}"), fields), sink),
                "a row is no bytes");
        assertThat(new String(sink.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("abtext");
    }

    @Test
    void becomesBase64InJson() {
        ByteSink sink = new ByteSink();
        byte[] bytes = {9, 0, (byte) 0xFF, 9};

        JsonCodec.JSON.encode((Document) BytesCodec.BYTES.decode(Payload.of(bytes, 1, 2), fields), sink);

        assertThat(new String(sink.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("\"AP8=\"");
    }

    private static byte[] written(BytesCodec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return sink.toByteArray();
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessageContaining(text);
    }
}
