package dev.wharf.codec;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpandedTooLarge;
import dev.wharf.compress.PayloadCompression;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another codec whose payloads are compressed as a whole, such as {@code json|gzip}. A document that nobody changed
 * gives its compressed bytes back as they were.
 */
public final class CompressedCodec implements Codec {
    /** A buffer that grew beyond this is not kept. */
    private static final int MAX_KEPT_BYTES = 64 << 10;

    /** What a thread has kept for the next payload; not there while it is used, for chains of chains. */
    private static final ThreadLocal<@Nullable ByteSink> PLAIN = new ThreadLocal<>();

    private final Codec inner;
    private final Compression compression;
    private final int maxBytes;

    /**
     * With a limit for both: how long a payload may be, and what it may expand to.
     *
     * @param compression not {@link Compression#NONE}
     */
    public CompressedCodec(Codec inner, Compression compression, int maxBytes) {
        if (compression == Compression.NONE) {
            throw new IllegalArgumentException("no compression is no chain: use the codec itself");
        }
        this.inner = inner;
        this.compression = compression;
        this.maxBytes = Math.min(maxBytes, Integer.MAX_VALUE - 16);
    }

    /** The chain. */
    @Override
    public String name() {
        return inner.name() + '|' + compression.name().toLowerCase(Locale.ROOT);
    }

    /** That of what was compressed. */
    @Override
    public String contentType() {
        return inner.contentType();
    }

    @Override
    public Decoded decode(Payload payload, Fields fields) {
        return switch (payload) {
            case Payload.Null none -> new Decoded.Failure("there is no payload, and so nothing compressed", 0);
            case Payload.Inline inline -> decode(inline, fields);
            case Payload.Large large -> decode(large.load(Payload.Large.MAX_ARRAY_BYTES), fields);
        };
    }

    private Decoded decode(Payload.Inline payload, Fields fields) {
        if (payload.size() > maxBytes) {
            return Limits.tooLarge(payload.size(), maxBytes);
        }
        Payload expanded;
        try {
            expanded = PayloadCompression.expand(compression, payload, maxBytes);
        } catch (ExpandedTooLarge e) {
            return new Decoded.Failure(
                    Decoded.Kind.TOO_LARGE,
                    payload.size() + " compressed bytes become more than decode.max.bytes = " + maxBytes,
                    0);
        } catch (IOException e) {
            return new Decoded.Failure("the compressed bytes cannot be expanded: " + e.getMessage(), 0);
        }
        return switch (inner.decode(expanded, fields)) {
            case Decoded.Failure failure -> expandedFailure(failure);
            case Document document -> new CompressedDocument(document, payload, this);
        };
    }

    /** Positions are those of what was expanded, which is what people look at. */
    private static Decoded.Failure expandedFailure(Decoded.Failure failure) {
        return new Decoded.Failure(
                failure.kind(),
                failure.reason() + " (position in the expanded bytes)",
                failure.position(),
                failure.schema());
    }

    @Override
    public void encode(Value value, ByteSink sink) {
        compress(sink, plain -> inner.encode(value, plain));
    }

    @Override
    public void encode(Document document, ByteSink sink) {
        if (document instanceof CompressedDocument known
                && known.isOf(this)
                && known.encoded() instanceof Payload.Inline bytes) {
            sink.write(bytes.buffer(), bytes.offset(), bytes.size());
        } else {
            encodeInner(document instanceof CompressedDocument other ? other.expanded() : document, sink);
        }
    }

    /** Compresses a document that the inner codec made, or one of another format. */
    void encodeInner(Document document, ByteSink sink) {
        compress(sink, plain -> inner.encode(document, plain));
    }

    private void compress(ByteSink sink, Consumer<ByteSink> encode) {
        int start = sink.length();
        ByteSink plain = PLAIN.get();
        PLAIN.remove();
        plain = plain == null ? new ByteSink(1024) : plain;
        try {
            plain.clear();
            encode.accept(plain);
            PayloadCompression.compress(compression, plain.buffer(), 0, plain.length(), sink);
        } catch (RuntimeException e) {
            sink.truncate(start);
            throw e;
        } finally {
            if (plain.buffer().length <= MAX_KEPT_BYTES) {
                PLAIN.set(plain);
            }
        }
    }
}
