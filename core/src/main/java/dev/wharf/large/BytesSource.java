package dev.wharf.large;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.OptionalLong;

/** Bytes that are in memory already. */
record BytesSource(byte[] bytes) implements PayloadSource {
    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.of(bytes.length);
    }
}
