package dev.wharf.avro;

import dev.wharf.codec.Codec;
import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary form, of the schema that bytes are written with, and as another schema wants them read. Both are turned
 * into a plan once, so make one for each schema and keep it. What is read follows the reader's schema by Avro's rules
 * of resolution; what is written follows the writer's.
 *
 * <p>A value fits a schema where nothing of it is lost, see {@link dev.wharf.value.Exact}. Immutable, safe for use by
 * many threads.
 */
public final class AvroCodec implements Codec {
    private static final String TOO_DEEP = "the value is nested deeper than the stack of this thread is";

    private final Schema writer;
    private final Schema reader;

    /** Bytes may be copied between codecs whose schemas are written the same. */
    private final String writerText;

    private final Node encoding;

    /** Null if nothing can be read, for the reason that {@link #problem} gives. */
    private final @Nullable Node decoding;

    private final String problem;
    private final Limits limits;
    private final AvroOptions options;

    private AvroCodec(Schema writer, Schema reader, Limits limits, AvroOptions options) {
        this.writer = writer;
        this.reader = reader;
        this.limits = limits;
        this.options = options;
        this.writerText = writer.toString();
        this.encoding = Compiler.plan(writer);
        Node plan = null;
        String unresolvable = "";
        try {
            plan = writer.equals(reader) ? encoding : Resolver.plan(writer, reader);
        } catch (Resolver.Unresolvable e) {
            unresolvable = e.text();
        }
        this.decoding = plan;
        this.problem = unresolvable;
    }

    /**
     * For a schema as JSON.
     *
     * @throws WharfException with {@code CONFIGURATION} if it is no Avro schema
     */
    public static AvroCodec of(String schemaText) {
        return of(AvroRules.RULES.parse(schemaText).schema());
    }

    /**
     * For a schema.
     *
     * @throws WharfException with {@code CONFIGURATION} if it nests too deep
     */
    public static AvroCodec of(Schema schema) {
        return of(schema, schema, Limits.DEFAULT, AvroOptions.DEFAULT);
    }

    /**
     * For bytes of one schema that are read as another wants them. Two schemas that do not go together make a codec
     * whose every decoding gives {@code INCOMPATIBLE}, so that policy can decide.
     *
     * @param reader may be the same object as the writer
     * @throws WharfException with {@code CONFIGURATION} if one of them nests too deep
     */
    public static AvroCodec of(Schema writer, Schema reader, Limits limits, AvroOptions options) {
        try {
            return new AvroCodec(writer, reader, limits, options);
        } catch (StackOverflowError e) {
            throw Compiler.tooDeep(); // Avro's own functions recur through a schema, and know no limit
        }
    }

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public String contentType() {
        return "avro/binary";
    }

    /** The schema that bytes are written with. */
    public Schema writer() {
        return writer;
    }

    /** The schema by which they are read. */
    public Schema reader() {
        return reader;
    }

    @Override
    public Decoded decode(Payload payload, Fields fields) {
        if (!(payload instanceof Payload.Inline bytes)) {
            return new Decoded.Failure("there is no payload, and so no Avro", 0);
        }
        Node plan = decoding;
        if (plan == null) {
            return unresolvable();
        }
        if (limits.isTooLarge(bytes.size())) {
            return limits.tooLarge(bytes.size());
        }
        try {
            return AvroDocument.check(this, bytes, plan, fields.table());
        } catch (AvroFlaw flaw) {
            return flaw.failure(bytes.offset());
        } catch (StackOverflowError e) { // of this thread's stack others may have taken the most
            return new Decoded.Failure(TOO_DEEP, 0);
        }
    }

    @Override
    public Value read(Payload payload) {
        if (!(payload instanceof Payload.Inline bytes) || limits.isTooLarge(bytes.size())) {
            return Codec.super.read(payload);
        }
        Node plan = decoding;
        if (plan == null) {
            throw Codec.failed(this, unresolvable());
        }
        try {
            Cursor in = cursor(bytes);
            Value value = Reading.read(plan, in);
            requireEnd(in);
            return value;
        } catch (AvroFlaw flaw) {
            throw Codec.failed(this, flaw.failure(bytes.offset()));
        } catch (StackOverflowError e) {
            throw Codec.failed(this, new Decoded.Failure(TOO_DEEP, 0));
        }
    }

    private Decoded.Failure unresolvable() {
        return new Decoded.Failure(Decoded.Kind.INCOMPATIBLE, problem, 0);
    }

    Cursor cursor(Payload.Inline bytes) {
        return new Cursor(bytes.buffer(), bytes.offset(), bytes.offset() + bytes.size(), limits.maxDepth());
    }

    static void requireEnd(Cursor in) {
        if (!in.atEnd()) {
            throw Cursor.flaw(in.left() + " bytes are left behind the value", in.pos);
        }
    }

    @Override
    public void encode(Value value, ByteSink sink) {
        int start = sink.length();
        try {
            new Encoding(sink, options.lenient(), limits.maxDepth()).write(encoding, value);
        } catch (WharfException e) {
            sink.truncate(start);
            throw AvroMisfit.whole(UnionNode.simple(encoding.type), e);
        } catch (StackOverflowError e) {
            sink.truncate(start);
            throw new WharfException(ErrorCode.RECORD_REFUSED, TOO_DEEP, e);
        }
    }

    @Override
    public void encode(Document document, ByteSink sink) {
        if (document instanceof AvroDocument avro && sameWriter(avro.codec())) {
            Payload.Inline bytes = avro.payload();
            sink.write(bytes.buffer(), bytes.offset(), bytes.size());
        } else {
            encode(document.value(), sink);
        }
    }

    private boolean sameWriter(AvroCodec other) {
        return other == this || other.writerText.equals(writerText);
    }

    @Override
    public String toString() {
        return "AvroCodec[" + encoding.type + "]";
    }
}
