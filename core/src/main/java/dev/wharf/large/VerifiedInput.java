package dev.wharf.large;

import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The bytes of a payload, which fails at its end, and never gives more, if length or digest are not those of the
 * reference. For one thread at a time.
 */
final class VerifiedInput extends InputStream {
    private final InputStream in;
    private final PayloadReference reference;
    private final MessageDigest sha = PayloadWriter.sha256();
    private long count;
    private boolean verified;

    VerifiedInput(InputStream in, PayloadReference reference) {
        this.in = in;
        this.reference = reference;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int read = verified ? -1 : next(buffer, offset, length);
        if (read < 0) {
            verify();
            return -1;
        }
        count += read;
        if (count > reference.length()) {
            throw altered("becomes more than " + reference.length() + " bytes");
        }
        sha.update(buffer, offset, read);
        return read;
    }

    private int next(byte[] buffer, int offset, int length) {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new StoreException(
                    StoreFailure.ALTERED, reference.at() + " cannot be decompressed: " + e.getMessage(), e);
        }
    }

    private void verify() {
        if (verified) {
            return;
        }
        if (count != reference.length()) {
            throw altered("becomes " + count + " bytes instead of " + reference.length());
        }
        if (!HexFormat.of().formatHex(sha.digest()).equals(reference.sha256())) {
            throw altered("has another SHA-256 than the reference says");
        }
        verified = true;
    }

    private StoreException altered(String what) {
        return new StoreException(StoreFailure.ALTERED, reference.at() + " " + what + ": it was altered");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
