package dev.wharf.packed;

import dev.wharf.codec.Codec;
import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Fields.NameTable;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.List;
import java.util.Map;

/** A format whose values tell their kind and length first: all of a codec but what the bytes mean. */
public abstract class PackedCodec implements Codec {
    private static final String TOO_DEEP = "values are nested deeper than the stack of this thread is";

    private final String name;
    private final String contentType;
    private final String title;
    private final Limits limits;
    private final NameTree names = new NameTree();

    /**
     * Of such a name.
     *
     * @param title what errors call the format
     */
    protected PackedCodec(String name, String contentType, String title, Limits limits) {
        this.name = name;
        this.contentType = contentType;
        this.title = title;
        this.limits = limits;
    }

    /** Reads from such a part of an array. */
    protected abstract PackedReader reader(byte[] buf, int from, int to);

    /** Writes one value. */
    protected abstract PackedWriter writer(ByteSink sink);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String contentType() {
        return contentType;
    }

    /** What is not decoded, and not encoded either where it is too deep. */
    public final Limits limits() {
        return limits;
    }

    final String title() {
        return title;
    }

    final NameTree names() {
        return names;
    }

    final Value row(Map<String, Value> members) {
        return new Value.Row(Shape.of(List.copyOf(members.keySet())), List.copyOf(members.values()));
    }

    @Override
    public final Decoded decode(Payload payload, Fields fields) {
        return switch (payload) {
            case Payload.Null none -> new Decoded.Failure("there is no payload, and so no " + title, 0);
            case Payload.Inline inline -> decode(inline, fields.table());
            case Payload.Large large -> decode(large.load(Payload.Large.MAX_ARRAY_BYTES), fields.table());
        };
    }

    private Decoded decode(Payload.Inline payload, NameTable wanted) {
        if (limits.isTooLarge(payload.size())) {
            return limits.tooLarge(payload.size());
        }
        int[] index = new int[2 * wanted.size()];
        PackedReader reader = whole(payload);
        try {
            boolean row = reader.scan(wanted, index);
            return new PackedDocument(this, payload, index, row, reader.otherKeys());
        } catch (Flaw flaw) {
            return failure(flaw, payload);
        } catch (StackOverflowError e) { // of this thread's stack others may have taken the most
            return new Decoded.Failure(TOO_DEEP, 0);
        }
    }

    /** {@inheritDoc} In one pass. */
    @Override
    public final Value read(Payload payload) {
        if (!(payload instanceof Payload.Inline inline) || limits.isTooLarge(inline.size())) {
            return Codec.super.read(payload);
        }
        try {
            return whole(inline).whole();
        } catch (Flaw flaw) {
            throw Codec.failed(this, failure(flaw, inline));
        } catch (StackOverflowError e) {
            throw Codec.failed(this, new Decoded.Failure(TOO_DEEP, 0));
        }
    }

    private PackedReader whole(Payload.Inline payload) {
        return reader(payload.buffer(), payload.offset(), payload.offset() + payload.size());
    }

    private static Decoded.Failure failure(Flaw flaw, Payload.Inline payload) {
        String reason = payload.size() == 0 ? "the payload is empty" : flaw.reason();
        return new Decoded.Failure(reason, flaw.position() - payload.offset());
    }

    @Override
    public final void encode(Value value, ByteSink sink) {
        int start = sink.length();
        try {
            writer(sink).value(value);
        } catch (RuntimeException e) {
            sink.truncate(start);
            throw e;
        } catch (StackOverflowError e) {
            sink.truncate(start);
            throw new WharfException(ErrorCode.RECORD_REFUSED, TOO_DEEP, e);
        }
    }

    @Override
    public final void encode(Document document, ByteSink sink) {
        if (document instanceof PackedDocument packed && packed.sameFormat(this)) {
            Payload.Inline bytes = packed.payload();
            sink.write(bytes.buffer(), bytes.offset(), bytes.size());
            return;
        }
        int start = sink.length();
        try {
            document.tell(writer(sink));
        } catch (RuntimeException e) {
            sink.truncate(start);
            throw e;
        } catch (StackOverflowError e) {
            sink.truncate(start);
            throw new WharfException(ErrorCode.RECORD_REFUSED, TOO_DEEP, e);
        }
    }
}
