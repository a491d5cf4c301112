package dev.wharf.arrow;

import org.jspecify.annotations.Nullable;

/** Where the pieces of Arrow data come from, one after the other. For one thread. */
interface MessageSource {
    /** What a file begins and ends with. */
    String MAGIC = "ARROW1";

    /** The magic with two zeros behind it. */
    int FILE_HEAD_BYTES = 8;

    /** Before the length of metadata, in all versions but the oldest. */
    int CONTINUATION = -1;

    /** Before anything else. */
    ArrowSchema schema(KnownSchemas known);

    /** The next dictionary or batch, or null at the end. */
    @Nullable
    Message next();

    /** Whether the bytes begin as those of a file do. */
    static boolean isFile(byte[] buf, int from, int to) {
        if (to - from < MAGIC.length()) {
            return false;
        }
        for (int i = 0; i < MAGIC.length(); i++) {
            if (buf[from + i] != MAGIC.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The schema in its message. */
    static ArrowSchema schema(@Nullable Message first, KnownSchemas known, long shown) {
        if (first == null) {
            throw new ArrowFlaw("the payload is empty", shown);
        }
        if (first.kind() != Message.SCHEMA) {
            throw new ArrowFlaw("a schema should stand here", first.header());
        }
        return known.get(first.flat(), first.header());
    }
}
