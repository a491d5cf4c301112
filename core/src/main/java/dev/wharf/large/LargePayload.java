package dev.wharf.large;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A payload that is known by a reference. Safe for use by many threads; each stream is for one. */
final class LargePayload implements Payload.Large {
    private final PayloadReference reference;
    private final Payload value;
    private final PayloadReader reader;

    /** @param value of the record, which holds the bytes if they are in the record */
    LargePayload(PayloadReference reference, Payload value, PayloadReader reader) {
        this.reference = reference;
        this.value = value;
        this.reader = reader;
    }

    PayloadReference reference() {
        return reference;
    }

    /** What stands in the record. */
    Payload inRecord() {
        return value;
    }

    @Override
    public long length() {
        return reference.length();
    }

    @Override
    public InputStream open() {
        return reader.open(reference, value);
    }

    @Override
    public Inline load(int maxBytes) {
        if (reference.length() > maxBytes) {
            throw new WharfException(
                    ErrorCode.TOO_LARGE,
                    "a payload of " + reference.length() + " bytes is more than the " + maxBytes
                            + " that may be held in memory; open it as a stream, or write it to a file");
        }
        try (InputStream in = open()) {
            byte[] bytes = in.readNBytes((int) reference.length());
            requireEnd(in);
            return (Inline) Payload.of(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, reference.at() + " cannot be read: " + e, e);
        }
    }

    /** Reading the end is what verifies it. */
    private static void requireEnd(InputStream in) throws IOException {
        if (in.read() >= 0) {
            throw new IOException("there is more than the reference says");
        }
    }

    @Override
    public void writeTo(Path file) {
        VerifiedFile.write(this, file);
    }

    @Override
    public String toString() {
        return reference.length() + " bytes in " + reference.at();
    }
}
