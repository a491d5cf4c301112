package dev.wharf.arrow;

import org.jspecify.annotations.Nullable;

/** A stream that is in memory: no bytes are copied. */
final class StreamSource implements MessageSource {
    private final byte[] buf;
    private final int to;
    private int pos;

    StreamSource(byte[] buf, int from, int to) {
        this.buf = buf;
        this.pos = from;
        this.to = to;
    }

    @Override
    public ArrowSchema schema(KnownSchemas known) {
        return MessageSource.schema(next(), known, pos);
    }

    /** A stream may end without the mark for its end, between two pieces. */
    @Override
    public @Nullable Message next() {
        if (pos == to) {
            return null;
        }
        int size = number();
        if (size == CONTINUATION) {
            size = number();
        }
        if (size == 0) {
            if (pos != to) {
                throw new ArrowFlaw("there is something behind the end of the stream", pos);
            }
            return null;
        }
        if (size < 0) {
            throw new ArrowFlaw("this is neither an Arrow stream nor an Arrow file", pos - 4L);
        }
        require(size);
        Flat flat = new Flat(buf, pos, pos + size);
        long body = Message.bodyLength(flat);
        int start = pos + size;
        pos = start;
        require(body);
        pos = start + (int) body;
        return Message.of(flat, buf, start, (int) body);
    }

    private int number() {
        require(4);
        pos += 4;
        return LittleEndian.i32(buf, pos - 4);
    }

    private void require(long bytes) {
        if (bytes < 0 || bytes > to - pos) {
            throw new ArrowFlaw(
                    bytes < 0 ? "a batch has a negative length" : "the stream ends inside a schema or batch", pos);
        }
    }
}
