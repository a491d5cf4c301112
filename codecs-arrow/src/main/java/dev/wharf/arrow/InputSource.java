package dev.wharf.arrow;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read piece by piece; or a file, read as the stream that is in it. Of one piece there is so much in
 * memory as its length, up to the limit.
 */
final class InputSource implements MessageSource {
    /** The first four letters of the magic: as the length of metadata it would be beyond any limit. */
    private static final int FILE_START = 'A' | 'R' << 8 | 'R' << 16 | 'O' << 24;

    private final InputStream in;
    private final Limits limits;
    private boolean ended;

    /** How many bytes were read. */
    private long read;

    InputSource(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    @Override
    public ArrowSchema schema(KnownSchemas known) {
        byte[] head = bytes(4);
        if (head.length == 4 && LittleEndian.i32(head, 0) == FILE_START) {
            byte[] start = Arrays.copyOf(head, FILE_HEAD_BYTES);
            byte[] rest = bytes(FILE_HEAD_BYTES - 4);
            System.arraycopy(rest, 0, start, 4, rest.length);
            if (!MessageSource.isFile(start, 0, start.length)) {
                throw new ArrowFlaw("this is neither an Arrow stream nor an Arrow file", 0);
            }
            head = bytes(4);
        }
        return MessageSource.schema(next(head), known, 0);
    }

    @Override
    public @Nullable Message next() {
        return ended ? null : next(bytes(4));
    }

    private @Nullable Message next(byte[] head) {
        if (head.length == 0) {
            ended = true;
            return null;
        }
        int size = number(head);
        if (size == CONTINUATION) {
            size = number(bytes(4));
        }
        if (size == 0) {
            ended = true;
            return null;
        }
        if (size < 0) {
            throw new ArrowFlaw("this is neither an Arrow stream nor an Arrow file", read - 4);
        }
        byte[] metadata = whole(size);
        Flat flat = new Flat(metadata, 0, size);
        long body = Message.bodyLength(flat);
        if (body < 0) {
            throw new ArrowFlaw("a batch has a negative length", read);
        }
        byte[] bytes = whole(body);
        return Message.of(flat, bytes, 0, bytes.length);
    }

    private int number(byte[] bytes) {
        if (bytes.length < 4) {
            throw endsInside();
        }
        return LittleEndian.i32(bytes, 0);
    }

    private byte[] whole(long length) {
        if (limits.isTooLarge(length)) {
            throw new ArrowFlaw(
                    Decoded.Kind.TOO_LARGE,
                    "a batch has " + length + " bytes, more than decode.max.bytes = " + limits.maxBytes(),
                    read);
        }
        byte[] bytes = bytes((int) length);
        if (bytes.length < length) {
            throw endsInside();
        }
        return bytes;
    }

    /** So many bytes, or those up to the end; of a long length that is not there, only what comes is kept. */
    private byte[] bytes(int length) {
        try {
            byte[] bytes = in.readNBytes(length);
            read += bytes.length;
            return bytes;
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "reading failed behind byte " + read + ": " + e, e);
        }
    }

    private ArrowFlaw endsInside() {
        return new ArrowFlaw("the stream ends inside a schema or batch", read);
    }
}
