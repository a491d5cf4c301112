package dev.wharf.arrow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Schemas that were read lately, by the bytes of their metadata: most payloads of a topic begin with the same. Safe for
 * use by many threads.
 */
final class KnownSchemas {
    private static final int SLOTS = 32;
    private static final int MOST_BYTES = 32 << 10;

    private final int maxDepth;

    /** Races are harmless: what is in a slot is immutable, and is compared before it is taken. */
    private final @Nullable Known[] slots = new @Nullable Known[SLOTS];

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Known(byte[] metadata, int table, ArrowSchema schema) {}

    KnownSchemas(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /** The schema whose table stands there in the metadata. */
    ArrowSchema get(Flat flat, int table) {
        byte[] buf = flat.buf();
        int from = flat.from();
        int to = from + flat.size();
        int slot = hash(buf, from, to) & SLOTS - 1;
        Known known = slots[slot];
        if (known != null
                && known.table == table - from
                && Arrays.equals(known.metadata, 0, known.metadata.length, buf, from, to)) {
            return known.schema;
        }
        ArrowSchema schema = SchemaReader.read(flat, table, maxDepth);
        if (flat.size() <= MOST_BYTES) {
            slots[slot] = new Known(Arrays.copyOfRange(buf, from, to), table - from, schema);
        }
        return schema;
    }

    private static int hash(byte[] buf, int from, int to) {
        long hash = (long) to - from;
        for (int at = from; at <= to - 8; at += 8) {
            hash = (hash ^ LittleEndian.i64(buf, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) (hash >>> 16);
    }
}
