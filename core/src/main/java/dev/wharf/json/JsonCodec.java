package dev.wharf.json;

import dev.wharf.codec.Codec;
import dev.wharf.codec.Limits;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Fields.NameTable;
import dev.wharf.value.Value;

/**
 * JSON by RFC 8259, strictly, in UTF-8 without a byte order mark, nested at most 1000 deep. Duplicate names are
 * allowed: the last counts.
 */
public final class JsonCodec implements Codec {
    /** The limit of {@link #JSON}, in bytes. */
    public static final int DEFAULT_MAX_BYTES = Limits.DEFAULT.maxBytes();

    /** With the default limit. */
    public static final JsonCodec JSON = new JsonCodec(DEFAULT_MAX_BYTES);

    private final int maxBytes;

    /**
     * With a limit of its own.
     *
     * @param maxBytes the longest payload that is decoded, in bytes; {@code decode.max.bytes} in configuration
     */
    public JsonCodec(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Decoded decode(Payload payload, Fields fields) {
        return switch (payload) {
            case Payload.Null none -> new Decoded.Failure("there is no payload, and so no JSON", 0);
            case Payload.Inline inline -> decode(inline, fields.table());
            case Payload.Large large -> decode(large.load(Payload.Large.MAX_ARRAY_BYTES), fields.table());
        };
    }

    @Override
    public Value read(Payload payload) {
        if (payload instanceof Payload.Inline inline && inline.size() <= maxBytes) {
            int from = inline.offset();
            Value value = JsonReader.whole(inline.buffer(), from, from + inline.size());
            if (value != null) {
                return value;
            }
        }
        return readTwice(payload);
    }

    /** Checks the payload first and then builds its value: what is wrong shows in the same way as when decoding. */
    Value readTwice(Payload payload) {
        return Codec.super.read(payload);
    }

    @Override
    public void encode(Value value, ByteSink sink) {
        JsonWriter.write(value, sink);
    }

    @Override
    public void encode(Document document, ByteSink sink) {
        if (document.bare() instanceof JsonDocument json && json.encoded() instanceof Payload.Inline bytes) {
            sink.write(bytes.buffer(), bytes.offset(), bytes.size());
        } else {
            JsonTeller.write(document, sink);
        }
    }

    @Override
    public Payload encoded(Document document) {
        return document.bare() instanceof JsonDocument json ? json.encoded() : Codec.super.encoded(document);
    }

    private Decoded decode(Payload.Inline payload, NameTable wanted) {
        if (payload.size() > maxBytes) {
            return Limits.tooLarge(payload.size(), maxBytes);
        }
        int from = payload.offset();
        int to = from + payload.size();
        int[] index = new int[2 * wanted.size()];
        long result = JsonScanner.whole(payload.buffer(), from, to, wanted, index);
        if (ScanResult.ok(result)) {
            return scanned(payload, index, result);
        }
        boolean blank = JsonScanner.skipSpace(payload.buffer(), from, to) == to;
        String reason = blank ? "the payload is empty or blank" : ScanResult.reason(result);
        return new Decoded.Failure(reason, ScanResult.position(result) - from);
    }

    /** The document that a scan of just these bytes found; both are given away. */
    static JsonDocument scanned(Payload.Inline payload, int[] index, long result) {
        return new JsonDocument(payload, index, (result & ScanResult.DUPLICATES) != 0);
    }
}
