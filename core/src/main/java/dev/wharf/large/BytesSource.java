package dev.wharf.large;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.OptionalLong;

/** Bytes that are in memory already. */
final class BytesSource implements PayloadSource {
    private final byte[] bytes;

    BytesSource(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(bytes.length);
    }
}
