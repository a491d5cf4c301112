package dev.wharf.large;

import dev.wharf.foreign.ForeignReference;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a payload that somebody else has stored. It fails where they become more than he could have stored; and
 * at its end if the digest is another, where he told one. For one thread at a time.
 */
final class ForeignInput extends InputStream {
    private final InputStream in;
    private final String at;
    private final ForeignReference reference;
    private final @Nullable MessageDigest sha;
    private long count;
    private boolean over;

    /** @param at the place in words */
    ForeignInput(InputStream in, String at, ForeignReference reference) {
        this.in = in;
        this.at = at;
        this.reference = reference;
        this.sha = reference.sha256().isPresent() ? PayloadWriter.sha256() : null;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (over || length == 0) {
            return over ? -1 : 0;
        }
        int read = next(buffer, offset, length);
        if (read < 0) {
            end();
            return -1;
        }
        count += read;
        if (count > reference.mostBytes()) {
            throw altered("becomes more than " + reference.mostBytes() + " bytes, which its writer cannot have stored");
        }
        if (sha != null) {
            sha.update(buffer, offset, read);
        }
        return read;
    }

    private int next(byte[] buffer, int offset, int length) {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw notDecompressed(at, e);
        }
    }

    static StoreException notDecompressed(String at, IOException cause) {
        return new StoreException(StoreFailure.ALTERED, at + " cannot be decompressed: " + cause.getMessage(), cause);
    }

    private void end() {
        if (sha != null
                && !HexFormat.of()
                        .formatHex(sha.digest())
                        .equals(reference.sha256().orElse(""))) {
            throw altered("has another SHA-256 than the reference says: it was altered");
        }
        over = true;
    }

    private StoreException altered(String what) {
        return new StoreException(StoreFailure.ALTERED, at + " " + what);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
