package dev.wharf.codec;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.payload.Utf8;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Exact;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;

/**
 * Text in UTF-8, and nothing around it: the payload is one text. What is written must be text (or the symbol of an
 * enumeration): a number as text would come back as text.
 */
public final class StringCodec implements Codec {
    /** With the usual limit. */
    public static final StringCodec STRING = new StringCodec(Limits.DEFAULT);

    private final Limits limits;

    /** With limits of its own. */
    public StringCodec(Limits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "string";
    }

    @Override
    public String contentType() {
        return "text/plain; charset=utf-8";
    }

    @Override
    public Decoded decode(Payload payload, Fields fields) {
        return switch (payload) {
            case Payload.Null none -> new Decoded.Failure("there is no payload, and so no text", 0);
            case Payload.Inline inline -> decode(inline);
            case Payload.Large large -> decode(large.load(Payload.Large.MAX_ARRAY_BYTES));
        };
    }

    private Decoded decode(Payload.Inline payload) {
        if (limits.isTooLarge(payload.size())) {
            return limits.tooLarge(payload.size());
        }
        int from = payload.offset();
        int flaw = Utf8.firstFlaw(payload.buffer(), from, from + payload.size());
        return flaw < 0
                ? new WholeDocument(payload, true)
                : new Decoded.Failure("the text is not valid UTF-8", (long) flaw - from);
    }

    @Override
    public void encode(Value value, ByteSink sink) {
        switch (value) {
            case Value.Text text -> write(text.value(), sink);
            case Value.Symbol symbol -> write(symbol.value(), sink);
            default -> throw refused(Exact.kind(value));
        }
    }

    @Override
    public void encode(Document document, ByteSink sink) {
        if (document instanceof WholeDocument whole && whole.isText()) {
            Payload.Inline bytes = whole.payload();
            sink.write(bytes.buffer(), bytes.offset(), bytes.size());
        } else if (document.isRow()) {
            throw refused("a row");
        } else {
            encode(document.value(), sink);
        }
    }

    private static WharfException refused(String kind) {
        return new WharfException(
                ErrorCode.RECORD_REFUSED,
                kind + " is no text: write it with another codec, such as json, or choose a field of it that is text");
    }

    /** Java writes a question mark for half a surrogate pair, which has no UTF-8. */
    static void write(String text, ByteSink sink) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (hasQuestionMark(utf8) && halfPair(text)) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "the text has half of a surrogate pair in it, which has no form in UTF-8");
        }
        sink.write(utf8);
    }

    private static boolean hasQuestionMark(byte[] utf8) {
        for (byte b : utf8) {
            if (b == '?') {
                return true;
            }
        }
        return false;
    }

    private static boolean halfPair(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
