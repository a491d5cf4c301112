package dev.wharf.compress;

import java.io.IOException;

/** What was compressed has more bytes than are wanted; so many were looked at, and no more. */
public final class ExpandedTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    ExpandedTooLarge(int maxBytes) {
        super("it becomes more than " + maxBytes + " bytes");
    }
}
