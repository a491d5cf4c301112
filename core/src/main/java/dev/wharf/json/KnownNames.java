package dev.wharf.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names seen lately, by their bytes, so that they do not become a new String with each record. Safe for use by many
 * threads: what is in a slot is immutable and is compared before it counts, so races are harmless.
 */
final class KnownNames {
    private static final int SLOTS = 2048;
    private static final int MOST_BYTES = 128;
    private static final @Nullable KnownName[] NAMES = new @Nullable KnownName[SLOTS];

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record KnownName(byte[] utf8, String text) {}

    private KnownNames() {}

    /** The name between two quotes, which was checked and has no escapes. */
    static String get(byte[] buf, int from, int to) {
        if (to - from > MOST_BYTES) {
            return JsonText.plain(buf, from, to);
        }
        int slot = hash(buf, from, to) & SLOTS - 1;
        KnownName known = NAMES[slot];
        if (known != null && Arrays.equals(known.utf8, 0, known.utf8.length, buf, from, to)) {
            return known.text;
        }
        String text = JsonText.plain(buf, from, to);
        NAMES[slot] = new KnownName(Arrays.copyOfRange(buf, from, to), text);
        return text;
    }

    private static int hash(byte[] buf, int from, int to) {
        int hash = to - from;
        for (int pos = from; pos < to; pos++) {
            hash = hash * 31 + buf[pos];
        }
        return hash ^ hash >>> 15;
    }
}
