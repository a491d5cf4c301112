package dev.wharf.arrow;

import dev.wharf.codec.Codec;
import dev.wharf.codec.Limits;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Exact;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrow IPC: streams and files of batches of rows, by the format's version 5 and, for reading, 4. A payload of exactly
 * one row is that row, if {@link ArrowOptions#singleRow}; any other is an array of rows. Nothing is kept outside the
 * heap, and nothing must be closed.
 */
public final class ArrowCodec implements Codec {
    /** With the default options. */
    public static final ArrowCodec ARROW = new ArrowCodec(ArrowOptions.DEFAULT);

    private static final StructColumn[] NO_BATCHES = {};

    private final ArrowOptions options;
    private final Limits limits;
    private final KnownSchemas known;
    private final ArrowEncoder encoder;

    /**
     * Checks the schema, if one is given.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION} if it has a type that is only read
     */
    public ArrowCodec(ArrowOptions options) {
        this.options = options;
        this.limits = options.limits();
        this.known = new KnownSchemas(limits.maxDepth());
        this.encoder = ArrowEncoder.of(options);
    }

    private ArrowCodec(ArrowCodec like, ArrowEncoder encoder) {
        this.options = like.options;
        this.limits = like.limits;
        this.known = like.known;
        this.encoder = encoder;
    }

    /** One that writes columns as they are in this schema, where it is not given another. */
    ArrowCodec writingLike(ArrowSchema schema) {
        return options.schema() == null ? new ArrowCodec(this, encoder.like(schema)) : this;
    }

    @Override
    public String name() {
        return "arrow";
    }

    @Override
    public String contentType() {
        return "application/vnd.apache.arrow." + (options.format() == ArrowFormat.FILE ? "file" : "stream");
    }

    @Override
    public Decoded decode(Payload payload, Fields fields) {
        return decode(payload);
    }

    @Override
    public Value read(Payload payload) {
        return switch (decode(payload)) {
            case Document document -> document.value();
            case Decoded.Failure failure -> throw Codec.failed(this, failure);
        };
    }

    private Decoded decode(Payload payload) {
        return switch (payload) {
            case Payload.Null none -> new Decoded.Failure("there is no payload, and so no Arrow", 0);
            case Payload.Inline inline -> decode(inline);
            case Payload.Large large -> decode(large.load(Payload.Large.MAX_ARRAY_BYTES));
        };
    }

    private Decoded decode(Payload.Inline payload) {
        if (limits.isTooLarge(payload.size())) {
            return limits.tooLarge(payload.size());
        }
        try {
            return document(payload);
        } catch (ArrowFlaw e) {
            return e.failure(payload.offset());
        }
    }

    private ArrowDocument document(Payload.Inline payload) {
        Inflation inflation = new Inflation(payload.size(), limits);
        IpcReader reader = new IpcReader(ArrowBatches.source(payload), limits, known);
        List<StructColumn> batches = new ArrayList<>(1);
        for (IpcReader.Batch next = reader.next(inflation); next != null; next = reader.next(inflation)) {
            if (next.rows().length > 0) {
                batches.add(next.rows());
            }
        }
        Budget budget = new Budget(payload.size(), inflation.inflated(), limits);
        for (StructColumn batch : batches) {
            batch.charge(budget, 0, batch.length);
        }
        boolean row = options.singleRow() && batches.size() == 1 && batches.get(0).length == 1;
        return new ArrowDocument(payload, this, reader.schema(), batches.toArray(NO_BATCHES), row);
    }

    /**
     * Appends a row as a batch of one row, or an array of rows as a batch of all of them.
     *
     * @throws dev.wharf.error.WharfException with {@code RECORD_REFUSED} for anything else, and where the rows differ
     *     in their columns or do not fit the schema: which row and which column, is said
     */
    @Override
    public void encode(Value value, ByteSink sink) {
        if (value instanceof Value.Row row) {
            encoder.write(List.of(row), true, sink);
        } else if (value instanceof Value.Array array) {
            encoder.write(array.values(), false, sink);
        } else {
            throw Exact.refused(value, "Arrow, which has rows: a row or an array of rows");
        }
    }

    @Override
    public void encode(Document document, ByteSink sink) {
        if (!(document instanceof ArrowDocument arrow)) {
            encode(document.value(), sink);
        } else if (options.schema() == null && arrow.isFile() == (options.format() == ArrowFormat.FILE)) {
            Payload.Inline payload = arrow.payload();
            sink.write(payload.buffer(), payload.offset(), payload.size());
        } else {
            writingLike(arrow.schema()).encode(arrow.value(), sink);
        }
    }

    /** The schema that it writes; null where it is found from the values. */
    public @Nullable ArrowSchema schema() {
        return options.schema();
    }
}
