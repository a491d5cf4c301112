package dev.wharf.jsonschema;

import dev.wharf.codec.Codec;
import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonDocument;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Decoded.Kind;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * JSON that fits a schema: what is written is always checked, and what is read is unless that is turned off. Errors
 * show the place, the keyword and what the schema says there, and nothing of the document but names of members.
 */
public final class JsonSchemaCodec implements Codec {
    /** 16 MiB; 256 levels, because the check calls itself for each level, several times. */
    public static final Limits LIMITS = new Limits(Limits.DEFAULT.maxBytes(), 256);

    /** What we write may be as long as it likes. */
    private static final JsonCodec WRITTEN = new JsonCodec(Integer.MAX_VALUE);

    private final JsonSchema schema;
    private final Limits limits;
    private final boolean checksReading;
    private final JsonCodec json;

    /** Checks both ways, with the limits of {@link #LIMITS}. */
    public JsonSchemaCodec(JsonSchema schema) {
        this(schema, LIMITS, true);
    }

    private JsonSchemaCodec(JsonSchema schema, Limits limits, boolean checksReading) {
        this.schema = schema;
        this.limits = limits;
        this.checksReading = checksReading;
        this.json = new JsonCodec(limits.maxBytes());
    }

    /** With other limits. What is nested deeper than they say breaks the schema, and no rule of JSON. */
    public JsonSchemaCodec withLimits(Limits other) {
        return new JsonSchemaCodec(schema, other, checksReading);
    }

    /** For readers that trust their writers: any JSON can be read. */
    public JsonSchemaCodec withoutCheckOnDecode() {
        return new JsonSchemaCodec(schema, limits, false);
    }

    public JsonSchema schema() {
        return schema;
    }

    @Override
    public String name() {
        return "json_schema";
    }

    /** What is written is JSON; {@code application/schema+json} would be the schema itself. */
    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Decoded decode(Payload payload, Fields fields) {
        Decoded decoded = json.decode(payload, fields);
        if (!(decoded instanceof JsonDocument document) || !(payload instanceof Payload.Inline bytes)) {
            return decoded;
        }
        Decoded.Failure failure = checksReading ? failure(document, bytes) : null;
        return failure == null ? new JsonSchemaDocument(document, this, false, checksReading) : failure;
    }

    private Decoded.@Nullable Failure failure(JsonDocument document, Payload.Inline bytes) {
        try {
            return failure(document.value(), bytes);
        } catch (WharfException e) { // a number without measure: well-formed, but nobody can say whether it fits
            return new Decoded.Failure(Kind.INVALID, "it cannot be checked: " + e.getMessage(), 0);
        }
    }

    private Decoded.@Nullable Failure failure(Value value, Payload.Inline bytes) {
        Broken broken = schema.validation().check(value, bytes.size(), limits.maxDepth());
        if (broken == null) {
            return null;
        }
        int end = bytes.offset() + bytes.size();
        int position = Pointers.position(bytes.buffer(), bytes.offset(), end, broken.pointer());
        return new Decoded.Failure(Kind.INVALID, broken.text(), position);
    }

    @Override
    public Value read(Payload payload) {
        Value value = json.read(payload);
        Decoded.Failure failure =
                checksReading && payload instanceof Payload.Inline bytes ? failure(value, bytes) : null;
        if (failure != null) {
            throw Codec.failed(this, failure);
        }
        return value;
    }

    /** Writes and checks. A value that is what a reader of the JSON would see is checked itself. */
    @Override
    public void encode(Value value, ByteSink sink) {
        int start = sink.length();
        json.encode(value, sink);
        try {
            check(JsonForm.isOne(value) ? value : readBack(written(sink, start)), sink.length() - start);
        } catch (RuntimeException e) {
            sink.truncate(start);
            throw e;
        }
    }

    private static Payload written(ByteSink sink, int start) {
        return Payload.of(sink.buffer(), start, sink.length() - start);
    }

    @Override
    public void encode(Document document, ByteSink sink) {
        if (document instanceof JsonSchemaDocument known
                && known.isOf(this)
                && known.checkedBytes() instanceof Payload.Inline bytes) {
            sink.write(bytes.buffer(), bytes.offset(), bytes.size());
            return;
        }
        int start = sink.length();
        json.encode(document, sink);
        try {
            check(written(sink, start));
        } catch (RuntimeException e) {
            sink.truncate(start);
            throw e;
        }
    }

    /** For JSON that we have written. */
    void check(Payload written) {
        check(readBack(written), written.length());
    }

    private void check(Value value, long bytes) {
        Broken broken = schema.validation().check(value, bytes, limits.maxDepth());
        if (broken != null) {
            throw new WharfException(ErrorCode.RECORD_REFUSED, broken.text());
        }
    }

    private static Value readBack(Payload written) {
        try {
            return WRITTEN.read(written);
        } catch (WharfException e) {
            throw new WharfException(ErrorCode.RECORD_REFUSED, "it cannot be checked: " + e.getMessage(), e);
        }
    }
}
