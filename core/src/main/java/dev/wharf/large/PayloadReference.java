package dev.wharf.large;

import dev.wharf.chunk.ChunkPlace;
import dev.wharf.compress.Compression;

/**
 * What a record carries in the place of a payload that is too large for it: where the payload is, and how to know that
 * it is the same.
 *
 * @param length of the payload, in bytes
 * @param storedLength of its stored form, in bytes: that of the payload, unless it is compressed
 * @param sha256 of the payload, 64 hexadecimal digits
 * @param createdMs when it was written, in milliseconds since the epoch
 */
public record PayloadReference(
        Place place, long length, long storedLength, Compression compression, String sha256, long createdMs) {
    /** Where the stored form is. */
    public sealed interface Place permits InRecord, InStore, InChunks {}

    /** In the value of the record itself, compressed. */
    public record InRecord() implements Place {}

    /**
     * An object of a store.
     *
     * @param store the name of a store; where that is, is for the reader's configuration to say
     */
    public record InStore(String store, String key) implements Place {}

    /** In a topic of chunks, of the cluster that the record came from. */
    public record InChunks(ChunkPlace chunks) implements Place {}

    /** For errors: the place in words. */
    public String at() {
        return switch (place) {
            case InRecord here -> "the value of the record";
            case InStore object -> "store " + object.store() + ", key " + object.key();
            case InChunks chunks -> "chunks " + chunks.chunks().at();
        };
    }
}
