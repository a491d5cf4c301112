package dev.wharf.stage.internal;

import dev.wharf.json.JsonDocument;
import dev.wharf.loop.Batch;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import java.util.List;

/** Documents that a source has read and numbered. */
final class DocumentBatch implements Batch {
    private final Slice slice;
    private final long firstNumber;
    private final List<JsonDocument> documents;
    private int next;

    /**
     * A batch.
     *
     * @param firstNumber number of the first document in its source, from 1
     */
    DocumentBatch(Origin origin, Decoding decoding, long firstNumber, List<JsonDocument> documents) {
        this.slice = new Slice(origin, decoding, firstNumber + documents.size());
        this.firstNumber = firstNumber;
        this.documents = List.copyOf(documents);
    }

    @Override
    public Slice slice() {
        return slice;
    }

    @Override
    public boolean hasNext() {
        return next < documents.size();
    }

    @Override
    public WharfRecord next() {
        JsonDocument document = documents.get(next);
        return WharfRecord.read(slice, firstNumber + next++, document);
    }

    @Override
    public int remaining() {
        return documents.size() - next;
    }

    @Override
    public boolean revoked() {
        return false;
    }
}
