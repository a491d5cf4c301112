package dev.wharf.codec;

import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document that came compressed, or is to be. Immutable, safe for use by many threads. */
final class CompressedDocument implements Document {
    private final Document expanded;

    /** The compressed bytes, null if it was changed since. */
    private final @Nullable Payload original;

    private final CompressedCodec codec;

    /** Written by any thread that finds it empty: all mean the same, and a payload may be published by a race. */
    private @Nullable Payload encoded;

    CompressedDocument(Document expanded, @Nullable Payload original, CompressedCodec codec) {
        this.expanded = expanded;
        this.original = original;
        this.codec = codec;
    }

    /** Of that codec, and as it came. */
    boolean isOf(CompressedCodec other) {
        return codec == other && original != null;
    }

    Document expanded() {
        return expanded;
    }

    @Override
    public boolean isRow() {
        return expanded.isRow();
    }

    @Override
    public Value get(Field field) {
        return expanded.get(field);
    }

    @Override
    public boolean has(Field field) {
        return expanded.has(field);
    }

    @Override
    public Document with(Field field, Value value) {
        return changed(expanded.with(field, value));
    }

    @Override
    public Document select(List<Field> fields) {
        return changed(expanded.select(fields));
    }

    @SuppressWarnings("ReferenceEquality") // the same document is given back where nothing changes
    private Document changed(Document other) {
        return other == expanded ? this : new CompressedDocument(other, null, codec);
    }

    @Override
    public Value value() {
        return expanded.value();
    }

    @Override
    public void tell(ValueWriter writer) {
        expanded.tell(writer);
    }

    @Override
    public boolean tell(Field field, ValueWriter writer) {
        return expanded.tell(field, writer);
    }

    @Override
    public Payload encoded() {
        if (original != null) {
            return original;
        }
        Payload known = encoded;
        if (known == null) {
            ByteSink sink = new ByteSink();
            codec.encodeInner(expanded, sink);
            known = Payload.of(sink.toByteArray());
            encoded = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return expanded + ", compressed";
    }
}
