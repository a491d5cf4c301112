package dev.wharf.record;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way through the stages: key, value, headers, timestamp, and where it came from. Immutable; changing
 * it makes another that remembers the original. Nothing is decoded before someone asks for a field, and a record that
 * nobody changed still has its original bytes.
 *
 * <p>The lazy decoding is not synchronized: one thread at a time may use a record.
 */
public final class WharfRecord {
    /** Kafka's word for "no timestamp". */
    public static final long NO_TIMESTAMP = -1;

    private final Slice slice;
    private final long offset;
    private final long timestampMs;
    private final Payload key;
    private final Payload value;
    private final @Nullable Headers headers;
    private final WharfRecord original;
    private final boolean logAppendTime;
    private final boolean projected;
    private @Nullable Decoded decoded;

    /** A record as a source delivers it. */
    public WharfRecord(
            Slice slice, long offset, long timestampMs, Payload key, Payload value, @Nullable Headers headers) {
        this(slice, offset, timestampMs, false, key, value, headers);
    }

    /**
     * The same where the broker may have written the timestamp.
     *
     * @param logAppendTime whether it did
     */
    public WharfRecord(
            Slice slice,
            long offset,
            long timestampMs,
            boolean logAppendTime,
            Payload key,
            Payload value,
            @Nullable Headers headers) {
        this.slice = slice;
        this.offset = offset;
        this.timestampMs = timestampMs;
        this.logAppendTime = logAppendTime;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.original = this;
        this.projected = false;
    }

    private WharfRecord(WharfRecord changed, Document document, boolean projected) {
        slice = changed.slice;
        offset = changed.offset;
        timestampMs = changed.timestampMs;
        logAppendTime = changed.logAppendTime;
        key = changed.key;
        value = changed.value;
        headers = slice.decoding().payloads().ofPayload(changed.headers); // what is changed stands in the record itself
        original = changed.original;
        this.projected = projected;
        decoded = document;
    }

    /** A record whose source has read the value already, so that nobody need scan it again. */
    public static WharfRecord read(Slice slice, long offset, Document document) {
        WharfRecord record = new WharfRecord(slice, offset, NO_TIMESTAMP, Payload.NULL, document.encoded(), null);
        record.decoded = document;
        return record;
    }

    public Slice slice() {
        return slice;
    }

    /** Offset in its partition, or its number in a source that is no topic. */
    public long offset() {
        return offset;
    }

    /** Milliseconds since the epoch, or {@link #NO_TIMESTAMP}. */
    public long timestampMs() {
        return timestampMs;
    }

    /** Whether the timestamp is that of the broker when it wrote the record, and not that of who sent it. */
    public boolean isLogAppendTime() {
        return logAppendTime;
    }

    public Payload key() {
        return key;
    }

    /** The value as it stands: the original bytes unless a stage changed a field. */
    public Payload value() {
        return this == original || !(decoded instanceof Document document) ? value : document.encoded();
    }

    /**
     * What the value stands for: itself, or a {@link Payload.Large} where it is a reference that the source follows.
     * Passing a record on needs {@link #value()} alone.
     *
     * @throws WharfException with {@code MALFORMED} if the reference cannot be read
     */
    public Payload payload() {
        return this == original || !(decoded instanceof Document)
                ? slice.decoding().payloads().payload(value, headers)
                : value();
    }

    public Headers headers() {
        return headers == null ? new RecordHeaders() : headers;
    }

    /** The headers, or null where there are none: spares the empty ones. */
    public @Nullable Headers headersIfAny() {
        return headers;
    }

    /** The record that the source delivered, whatever stages made of it since. */
    public WharfRecord original() {
        return original;
    }

    /** Where the record came from, for errors and logs. */
    public String position() {
        return slice.origin().at(offset);
    }

    /** A null value: in Kafka, a deletion. It has no fields, and stages that change fields let it pass as it is. */
    public boolean isTombstone() {
        return value.isNull();
    }

    /** Whether the value has named fields to read and change. */
    public boolean isRow() {
        return decoded() instanceof Document document && document.isRow();
    }

    /**
     * The value of a field, metadata included; {@link Value#ABSENT} where there is none.
     *
     * @throws WharfException if the value cannot be decoded and the source does not allow that
     */
    public Value get(Field field) {
        if (field.virtual() && !projected && slice.origin().isTopic()) {
            return Metadata.of(this, field);
        }
        return decoded() instanceof Document document && document.isRow() ? document.get(field) : Value.ABSENT;
    }

    /**
     * Makes sure that the value can be decoded, or may be shown as text.
     *
     * @throws WharfException if it cannot
     */
    public void requireDecodable() {
        var unused = decoded();
    }

    /** Its value as a document of the codec of its source; a tombstone has none. */
    public Document document() {
        return row();
    }

    /** This record with a field set. A tombstone stays one. */
    public WharfRecord with(Field field, Value newValue) {
        return isTombstone() ? this : new WharfRecord(this, row().with(field, newValue), projected);
    }

    /** This record with these fields alone, in this order; metadata among them becomes part of the value. */
    public WharfRecord select(List<Field> fields) {
        return isTombstone()
                ? this
                : new WharfRecord(this, Metadata.materialise(this, fields).select(fields), true);
    }

    /** The value as files and consoles show it: with this metadata, unless a selection has left it out. */
    public Document shown(List<Field> metadata) {
        return projected ? row() : Metadata.materialise(this, metadata);
    }

    /** The value as a document, or the reason why it is none; null is none. */
    Decoded decoded() {
        Decoded known = decoded;
        if (known == null) {
            known = isTombstone() ? Metadata.NO_VALUE : decode();
            decoded = known;
        }
        if (known instanceof Decoded.Failure failure && !isTombstone()) {
            check(failure);
        }
        return known;
    }

    private Decoded decode() {
        Decoding decoding = slice.decoding();
        return switch (payload()) {
            case Payload.Large large
            when large.length() > Payload.Large.MAX_ARRAY_BYTES ->
                Limits.tooLarge(large.length(), Payload.Large.MAX_ARRAY_BYTES);
            case Payload.Large large ->
                decoding.codec().decode(large.load(Payload.Large.MAX_ARRAY_BYTES), headers, decoding.fields());
            case Payload here -> {
                requireNoReference();
                yield decoding.codec().decode(here, headers, decoding.fields());
            }
        };
    }

    private void requireNoReference() {
        if (PayloadOpener.isReference(headers)) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    "the value is a reference (header " + PayloadOpener.HEADER + ") to a large payload, and this"
                            + " source does not follow them");
        }
    }

    /** What is no document may be text; but what is too large to be looked at is not known to be anything. */
    private void check(Decoded.Failure failure) {
        if (failure.tooLarge()) {
            throw new WharfException(ErrorCode.TOO_LARGE, failure.reason() + ", so no field of it can be read");
        }
        if (failure.kind() == Decoded.Kind.UNAVAILABLE) {
            throw failure.asException("the value cannot be read yet");
        }
        if (!slice.decoding().textAllowed()) {
            throw new WharfException(ErrorCode.MALFORMED, notReadable(failure));
        }
    }

    /** The document to change. */
    Document row() {
        return switch (decoded()) {
            case Document document -> document;
            case Decoded.Failure failure -> throw new WharfException(ErrorCode.MALFORMED, notReadable(failure));
        };
    }

    private String notReadable(Decoded.Failure failure) {
        return "the value is not " + slice.decoding().codec().name() + ": " + failure.reason() + " at byte "
                + failure.position() + " of " + value.length()
                + (failure.schema().isEmpty() ? "" : ", by schema " + failure.schema());
    }
}
