package dev.wharf.packed;

/** Why bytes are not of their format, and where. Without a stack trace: it never leaves the codec. */
public final class Flaw extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** In bytes from the start of the array. */
    private final int position;

    Flaw(String reason, int position) {
        super(reason, null, false, false);
        this.position = position;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    int position() {
        return position;
    }
}
