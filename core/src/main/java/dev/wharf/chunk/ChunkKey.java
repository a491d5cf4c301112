package dev.wharf.chunk;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key of a chunk: 16 bytes of its payload's id and 4 of its number, from 0; big-endian. */
final class ChunkKey {
    private static final int BYTES = 20;

    private ChunkKey() {}

    static byte[] of(UUID id, int number) {
        return ByteBuffer.allocate(BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(number)
                .array();
    }

    /** The number of a chunk of this payload, or -1 for anything else. */
    static int numberOf(byte @Nullable [] key, UUID id) {
        if (key == null || key.length != BYTES) {
            return -1;
        }
        ByteBuffer read = ByteBuffer.wrap(key);
        boolean same = read.getLong() == id.getMostSignificantBits() && read.getLong() == id.getLeastSignificantBits();
        return same ? read.getInt() : -1;
    }
}
