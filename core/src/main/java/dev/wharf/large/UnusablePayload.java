package dev.wharf.large;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import java.io.InputStream;
import java.nio.file.Path;

/** A reference of somebody else's that leads nowhere. Whoever asks for its bytes hears why. Any thread. */
record UnusablePayload(String problem) implements Payload.Large {
    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    @Override
    public InputStream open() {
        throw failure();
    }

    @Override
    public Inline load(int maxBytes) {
        throw failure();
    }

    @Override
    public void writeTo(Path file) {
        throw failure();
    }

    private WharfException failure() {
        return new WharfException(ErrorCode.MALFORMED, problem);
    }
}
