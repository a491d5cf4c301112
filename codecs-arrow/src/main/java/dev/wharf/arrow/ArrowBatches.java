package dev.wharf.arrow;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The batches of Arrow data of any length, one after the other: of a stream there is one batch in memory at a time,
 * beside the dictionaries. For one thread; the batches themselves are for any.
 *
 * <pre>{@code
 * try (ArrowBatches batches = ArrowBatches.of(in, Limits.DEFAULT)) {
 *     for (ArrowBatch batch : batches) {
 *         for (Value.Row row : batch) {
 *             ...
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>What reads throws {@link WharfException}: {@code MALFORMED} where the bytes are no Arrow, {@code TOO_LARGE} for a
 * batch that is longer than {@link Limits#maxBytes}, {@code SOURCE_FAILED} where the stream cannot be read.
 */
public final class ArrowBatches implements Iterable<ArrowBatch>, AutoCloseable {
    private final IpcReader reader;
    private final Limits limits;
    private final InputStream in;

    private ArrowBatches(MessageSource source, Limits limits, InputStream in) {
        this.limits = limits;
        this.in = in;
        try {
            this.reader = new IpcReader(source, limits, new KnownSchemas(limits.maxDepth()));
        } catch (ArrowFlaw e) {
            throw failed(e);
        }
    }

    /**
     * The batches of a stream, or of a file, which is read as the stream that is in it: its dictionaries must stand
     * before the batches that use them, as all writers put them. Reads the schema at once.
     *
     * @param in read in pieces of a batch, so that it need not be buffered; closed by {@link #close}
     */
    public static ArrowBatches of(InputStream in, Limits limits) {
        return new ArrowBatches(new InputSource(in, limits), limits, in);
    }

    /** The batches of a payload, which are not copied. */
    public static ArrowBatches of(Payload payload, Limits limits) {
        InputStream nothing = InputStream.nullInputStream();
        if (!(payload instanceof Payload.Inline inline)) {
            throw new WharfException(ErrorCode.MALFORMED, "there is no payload, and so no Arrow");
        }
        try {
            return new ArrowBatches(source(inline), limits, nothing);
        } catch (ArrowFlaw e) {
            throw failed(e);
        }
    }

    static MessageSource source(Payload.Inline payload) {
        int from = payload.offset();
        int to = from + payload.size();
        return MessageSource.isFile(payload.buffer(), from, to)
                ? new FileSource(payload.buffer(), from, to)
                : new StreamSource(payload.buffer(), from, to);
    }

    /** The names and types of the columns, which all batches share. */
    public ArrowSchema schema() {
        return reader.schema();
    }

    /** The next batch, or null at the end. */
    public @Nullable ArrowBatch next() {
        Inflation inflation = new Inflation(limits.maxBytes(), limits);
        try {
            IpcReader.Batch batch = reader.next(inflation);
            return batch == null ? null : new ArrowBatch(schema(), batch, inflation.inflated(), limits);
        } catch (ArrowFlaw e) {
            throw failed(e);
        }
    }

    /** Goes on where {@link #next} is; there is one pass only. */
    @Override
    public Iterator<ArrowBatch> iterator() {
        return new Iterator<>() {
            private @Nullable ArrowBatch ready;

            @Override
            public boolean hasNext() {
                if (ready == null) {
                    ready = ArrowBatches.this.next();
                }
                return ready != null;
            }

            @Override
            public ArrowBatch next() {
                ArrowBatch batch = hasNext() ? ready : null;
                if (batch == null) {
                    throw new NoSuchElementException("there are no more batches");
                }
                ready = null;
                return batch;
            }
        };
    }

    /** Closes the stream. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "the stream cannot be closed: " + e, e);
        }
    }

    static WharfException failed(ArrowFlaw flaw) {
        Decoded.Failure failure = flaw.failure(0);
        ErrorCode code = failure.tooLarge() ? ErrorCode.TOO_LARGE : ErrorCode.MALFORMED;
        return new WharfException(
                code, "the bytes are not Arrow: " + failure.reason() + " at byte " + failure.position());
    }
}
