package dev.wharf.protobuf;

import dev.wharf.error.WharfException;

/** A value does not fit a field; on its way out it gathers the path to it. Without a stack trace. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_PATH = 1000;

    private final WharfException reason;
    private final String path;

    Refusal(String path, WharfException reason) {
        super(path, reason, false, false);
        this.path = path;
        this.reason = reason;
    }

    /** The same, seen from the message around it. */
    Refusal within(String outer) {
        if (path.length() > MOST_PATH) {
            return this;
        }
        return new Refusal(path.startsWith("[") ? outer + path : outer + "." + path, reason);
    }

    WharfException asError(ProtobufMessage message) {
        return new WharfException(
                reason.code(), "a value for " + message.fullName() + ": " + path + ": " + reason.getMessage(), reason);
    }
}
