package dev.wharf.stage.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How much was read of the files of a source, as they are on the disk. For one thread at a time. */
final class ReadBytes {
    private long count;

    long count() {
        return count;
    }

    /** The same stream, counted. */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                count += read < 0 ? 0 : 1;
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                count += Math.max(0, read);
                return read;
            }
        };
    }
}
