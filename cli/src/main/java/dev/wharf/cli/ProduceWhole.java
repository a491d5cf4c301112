package dev.wharf.cli;

import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The whole input as one record. */
final class ProduceWhole implements ProduceReader {
    private final InputStream in;
    private final int maxBytes;
    private boolean read;

    ProduceWhole(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = (int) Math.min(Integer.MAX_VALUE - 16, maxBytes);
    }

    @Override
    public @Nullable Draft next() throws IOException {
        if (read) {
            return null;
        }
        read = true;
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw ProduceReader.tooLarge(maxBytes);
        }
        return new Draft(Payload.NULL, Payload.of(bytes), null, null, WharfRecord.NO_TIMESTAMP);
    }

    @Override
    public long line() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
