package dev.wharf.large;

import dev.wharf.payload.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A payload that is ready to be sent: the value of its record, and the reference that goes into a header, if any.
 *
 * @param reference null where the value is the payload itself
 */
record Written(Payload value, @Nullable PayloadReference reference) {
    private static final byte[] NOTHING = new byte[0];

    static Written inline(byte[] bytes) {
        return new Written(Payload.of(bytes), null);
    }

    /** Somewhere else. The value is empty and not null, which would be a tombstone. */
    static Written elsewhere(PayloadReference reference) {
        return new Written(Payload.of(NOTHING), reference);
    }
}
