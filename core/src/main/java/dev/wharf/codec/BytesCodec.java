package dev.wharf.codec;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Exact;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;

/**
 * Bytes that mean nothing here: the payload is one binary value. What is written must be bytes; text is refused,
 * because nobody can know whether it should be written as it is or is Base64 of something, unless {@link #withTextAs}
 * says so.
 */
public final class BytesCodec implements Codec {
    /** With the usual limit. */
    public static final BytesCodec BYTES = new BytesCodec(Limits.DEFAULT);

    private final Limits limits;
    private final TextForm textForm;

    /** What becomes of text. */
    public enum TextForm {
        /** It is refused. */
        REFUSED,
        /** It is written as it is. */
        UTF_8,
        /** It is Base64, by RFC 4648 with padding, and what that stands for is written. */
        BASE64
    }

    /** With limits of its own. */
    public BytesCodec(Limits limits) {
        this(limits, TextForm.REFUSED);
    }

    private BytesCodec(Limits limits, TextForm textForm) {
        this.limits = limits;
        this.textForm = textForm;
    }

    /** The same, but with an answer for text. */
    public BytesCodec withTextAs(TextForm form) {
        return new BytesCodec(limits, form);
    }

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public String contentType() {
        return "application/octet-stream";
    }

    @Override
    public Decoded decode(Payload payload, Fields fields) {
        return switch (payload) {
            case Payload.Null none -> new Decoded.Failure("there is no payload, and so no bytes", 0);
            case Payload.Inline inline ->
                limits.isTooLarge(inline.size()) ? limits.tooLarge(inline.size()) : new WholeDocument(inline, false);
            case Payload.Large large -> decode(large.load(Payload.Large.MAX_ARRAY_BYTES), fields);
        };
    }

    @Override
    public void encode(Value value, ByteSink sink) {
        switch (value) {
            case Value.Binary bytes -> sink.write(bytes.value());
            case Value.Text text -> text(text, sink);
            default ->
                throw new WharfException(
                        ErrorCode.RECORD_REFUSED,
                        Exact.kind(value) + " is no bytes: write it with another codec, or choose a field of it"
                                + " that is");
        }
    }

    private void text(Value.Text text, ByteSink sink) {
        switch (textForm) {
            case REFUSED ->
                throw new WharfException(
                        ErrorCode.RECORD_REFUSED,
                        "text is no bytes: write it with the codec string, or say that it is to be written in UTF-8, or"
                                + " is Base64");
            case UTF_8 -> StringCodec.write(text.value(), sink);
            case BASE64 -> sink.write(Exact.binary(text));
        }
    }

    @Override
    public void encode(Document document, ByteSink sink) {
        boolean asItIs = document instanceof WholeDocument whole && (!whole.isText() || textForm == TextForm.UTF_8);
        if (asItIs && document.encoded() instanceof Payload.Inline bytes) {
            sink.write(bytes.buffer(), bytes.offset(), bytes.size());
        } else if (document.isRow()) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "a row is no bytes: write it with another codec, or choose a field of it that is");
        } else {
            encode(document.value(), sink);
        }
    }
}
