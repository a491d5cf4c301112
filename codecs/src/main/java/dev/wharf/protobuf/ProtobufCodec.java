package dev.wharf.protobuf;

import dev.wharf.codec.Codec;
import dev.wharf.codec.EditedDocument;
import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Fields.NameTable;
import dev.wharf.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf, of one type of message. Immutable, safe for use by many threads.
 *
 * <p>A row has a value for each field of the message, in the order of the text: what cannot be absent has its default
 * where the bytes do not show it. Fields that the schema does not know are kept as long as a record stays a document of
 * this format; see {@link ProtobufOptions#dropUnknown}.
 */
public final class ProtobufCodec implements Codec {
    private static final String NO_PAYLOAD = "there is no payload, and so no Protobuf";

    private final ProtobufMessage message;
    private final Limits limits;
    private final ProtobufOptions options;

    /** For the fields seen last. Written by any thread: what it holds is never changed. */
    private volatile @Nullable Wanted wanted;

    /** The message of another parse of the schema that was seen last. Written by any thread, as above. */
    private volatile @Nullable ProtobufMessage same;

    private ProtobufCodec(ProtobufMessage message, Limits limits, ProtobufOptions options) {
        this.message = message;
        this.limits = limits;
        this.options = options;
    }

    /** For messages of this type, with {@link Limits#DEFAULT} and {@link ProtobufOptions#DEFAULT}. */
    public static ProtobufCodec of(ProtobufMessage message) {
        return of(message, Limits.DEFAULT, ProtobufOptions.DEFAULT);
    }

    public static ProtobufCodec of(ProtobufMessage message, Limits limits, ProtobufOptions options) {
        return new ProtobufCodec(message, limits, options);
    }

    @Override
    public String name() {
        return "protobuf";
    }

    @Override
    public String contentType() {
        return "application/x-protobuf";
    }

    /** The type of the messages. */
    public ProtobufMessage message() {
        return message;
    }

    @Override
    public Decoded decode(Payload payload, Fields fields) {
        if (!(payload instanceof Payload.Inline inline)) {
            return new Decoded.Failure(NO_PAYLOAD, 0);
        }
        if (limits.isTooLarge(inline.size())) {
            return limits.tooLarge(inline.size());
        }
        Wanted asked = wanted(fields.table());
        int[] index = new int[2 * asked.size()];
        WireChecker checker =
                new WireChecker(inline.buffer(), inline.offset(), inline.size(), limits.maxDepth(), index);
        try {
            checker.check(message, inline.offset() + inline.size(), asked.slots());
        } catch (WireFlaw flaw) {
            return flaw.failure(inline.offset());
        }
        return new ProtobufDocument(this, inline, asked, index, checker.orderly(), checker.unknown());
    }

    private Wanted wanted(NameTable table) {
        Wanted known = wanted;
        if (known == null || !known.isOf(table)) {
            known = Wanted.of(message, table);
            wanted = known;
        }
        return known;
    }

    @Override
    public Value read(Payload payload) {
        if (!(payload instanceof Payload.Inline inline)) {
            throw Codec.failed(this, new Decoded.Failure(NO_PAYLOAD, 0));
        }
        if (limits.isTooLarge(inline.size())) {
            throw Codec.failed(this, limits.tooLarge(inline.size()));
        }
        if (!options.dropUnknown()) {
            return Codec.super.read(payload);
        }
        try {
            return row(inline);
        } catch (WireFlaw flaw) {
            throw Codec.failed(this, flaw.failure(inline.offset()));
        }
    }

    /** The whole as a row. */
    Value.Row row(Payload.Inline payload) {
        int to = payload.offset() + payload.size();
        try {
            return new ProtobufReader(payload.buffer(), payload.offset(), payload.size(), limits.maxDepth())
                    .row(message, to, 1);
        } catch (ProtobufReader.Scattered scattered) {
            return new MergingReader(payload.buffer(), payload.offset(), payload.size(), limits.maxDepth())
                    .merged(message, payload.offset(), to);
        }
    }

    @Override
    public void encode(Value value, ByteSink sink) {
        new ProtobufWriter(limits.maxDepth(), options.lenient()).write(message, value, sink);
    }

    @Override
    public void encode(Document document, ByteSink sink) {
        if (document instanceof ProtobufDocument protobuf && isSame(protobuf.message())) {
            Payload.Inline bytes = protobuf.encoded();
            sink.write(bytes.buffer(), bytes.offset(), bytes.size());
        } else if (document instanceof EditedDocument edited
                && edited.base() instanceof ProtobufDocument base
                && isSame(base.message())) {
            new ProtobufSplice(base, options.lenient(), limits.maxDepth()).write(edited, sink);
        } else {
            encode(document.value(), sink);
        }
    }

    /** Whether the other is the same type of the same schema, even if that was parsed another time. */
    @SuppressWarnings("ReferenceEquality") // what was seen before is known by sight
    private boolean isSame(ProtobufMessage other) {
        if (other == message || other == same) {
            return true;
        }
        boolean found = other.isSame(message);
        if (found) {
            same = other;
        }
        return found;
    }

    int maxDepth() {
        return limits.maxDepth();
    }

    /** Before a record becomes something that has no place for what the schema does not know. */
    void mayLose(boolean unknown) {
        if (unknown && !options.dropUnknown()) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "the record has fields that " + message.fullName()
                            + " does not know, and they would be lost; read it with the schema that it was written"
                            + " with, or allow that unknown fields are dropped");
        }
    }
}
