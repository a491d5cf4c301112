package dev.wharf.large;

import dev.wharf.compress.Compression;
import dev.wharf.compress.PayloadCompression;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Makes payloads ready for their record: a small one as it is, a larger one compressed if it is small then, any other
 * streamed to its destination. In constant memory; safe for use by many threads, each of which waits for its own.
 */
final class PayloadWriter {
    private static final int BUFFER_BYTES = 64 << 10;
    /** So much is compressed to see whether it pays. */
    private static final int SAMPLE_BYTES = 256 << 10;

    private static final double PAYS_BELOW = 0.95;

    private final Compression compression;
    private final Clock clock;

    PayloadWriter(Compression compression, Clock clock) {
        this.compression = compression;
        this.clock = clock;
    }

    /**
     * Reads the source to its end.
     *
     * @param mostInRecord what fits into the value of the record
     * @param destination begun for what does not fit; closed if that fails
     * @throws WharfException if the source cannot be read, or the destination cannot be written
     */
    Written write(PayloadSource source, int mostInRecord, Supplier<Destination> destination) {
        try (InputStream in = source.open()) {
            byte[] head = in.readNBytes(mostInRecord + 1);
            if (head.length <= mostInRecord) {
                checkLength(source.length(), head.length);
                return Written.inline(head);
            }
            return writeLarge(source, in, head, mostInRecord, destination);
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "a payload to send cannot be read: " + e, e);
        }
    }

    private Written writeLarge(
            PayloadSource source, InputStream in, byte[] head, int mostInRecord, Supplier<Destination> destination)
            throws IOException {
        Compression used = pays(head) ? compression : Compression.NONE;
        StoredForm stored = new StoredForm(used == Compression.NONE ? 0 : mostInRecord, destination);
        MessageDigest sha = sha256();
        try {
            long length = copy(in, head, used, stored, sha);
            checkLength(source.length(), length);
            byte[] inRecord = stored.inRecord();
            PayloadReference reference = new PayloadReference(
                    stored.complete(),
                    length,
                    stored.length(),
                    used,
                    HexFormat.of().formatHex(sha.digest()),
                    clock.millis());
            return inRecord == null ? Written.elsewhere(reference) : new Written(Payload.of(inRecord), reference);
        } finally {
            stored.abandon();
        }
    }

    private static long copy(InputStream in, byte[] head, Compression used, StoredForm stored, MessageDigest sha)
            throws IOException {
        OutputStream out = used.compress(stored);
        boolean copied = false;
        try {
            sha.update(head);
            out.write(head);
            long length = head.length + copy(in, out, sha);
            copied = true;
            return length;
        } finally {
            if (!copied) {
                stored.abandon(); // what closing the compressor brings is of no use
            }
            out.close();
        }
    }

    private static long copy(InputStream in, OutputStream out, MessageDigest sha) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = 0;
        int count = in.read(buffer);
        while (count >= 0) {
            sha.update(buffer, 0, count);
            out.write(buffer, 0, count);
            length += count;
            count = in.read(buffer);
        }
        return length;
    }

    private boolean pays(byte[] head) {
        if (compression == Compression.NONE) {
            return false;
        }
        int sample = Math.min(head.length, SAMPLE_BYTES);
        ByteSink sink = new ByteSink(sample);
        PayloadCompression.compress(compression, head, 0, sample, sink);
        return sink.length() < sample * PAYS_BELOW;
    }

    private static void checkLength(OptionalLong said, long length) {
        if (said.isPresent() && said.getAsLong() != length) {
            throw new WharfException(
                    ErrorCode.SOURCE_FAILED,
                    "a payload to send has " + length + " bytes instead of " + said.getAsLong()
                            + ": it was changed while it was read; send it again");
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
