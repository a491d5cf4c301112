package dev.wharf.compress;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What was compressed; refuses to become much more than it was. */
final class Expanded extends FilterInputStream {
    private final Counted compressed;
    private final ExpansionLimit limit;
    private long count;

    Expanded(InputStream in, Counted compressed, ExpansionLimit limit) {
        super(in);
        this.compressed = compressed;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count += Math.max(0, read);
        if (!limit.allows(count, compressed.count())) {
            throw new WharfException(
                    ErrorCode.TOO_LARGE,
                    compressed.count() + " compressed bytes have become more than " + limit.times()
                            + " times as many, which is no usual content; if it is what you want, raise max_expansion");
        }
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        byte[] passed = new byte[(int) Math.min(8192, Math.max(0, wanted))];
        return Math.max(0, read(passed, 0, passed.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
