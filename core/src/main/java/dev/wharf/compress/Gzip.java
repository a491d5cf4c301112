package dev.wharf.compress;

import dev.wharf.payload.ByteSink;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * gzip by RFC 1952, in memory. Java's stream takes whatever stands behind the last member for nothing; here it is an
 * error. Any thread may call it.
 */
final class Gzip {
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final int FLAG_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int UNKNOWN_FLAGS = 0xE0;
    private static final int CHUNK = 8192;

    private static final Pool<Inflater> INFLATERS = new Pool<>(() -> new Inflater(true), Inflater::end);
    private static final Pool<Deflater> DEFLATERS =
            new Pool<>(() -> new Deflater(Deflater.DEFAULT_COMPRESSION, true), Deflater::end);

    private final byte[] in;
    private final int begin;
    private final int to;
    private final Expansion out;
    private int pos;

    private Gzip(byte[] in, int from, int to, Expansion out) {
        this.in = in;
        this.begin = from;
        this.pos = from;
        this.to = to;
        this.out = out;
    }

    static void expand(byte[] in, int from, int to, Expansion out) throws IOException {
        Gzip gzip = new Gzip(in, from, to, out);
        Inflater inflater = INFLATERS.take();
        try {
            do {
                gzip.header();
                gzip.member(inflater);
            } while (gzip.pos < to);
        } finally {
            inflater.reset();
            INFLATERS.give(inflater);
        }
    }

    private void header() throws IOException {
        int start = pos;
        if (next() != 0x1F || next() != 0x8B) {
            throw new IOException(start == begin ? "it is no gzip" : "there is something behind the compressed bytes");
        }
        int method = next();
        int flags = next();
        if (method != Deflater.DEFLATED || (flags & UNKNOWN_FLAGS) != 0) {
            throw new IOException("its gzip has a method or flags that are not known");
        }
        skip(6); // time, extra flags, system
        if ((flags & FLAG_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_CRC) != 0) {
            CRC32 crc = new CRC32();
            crc.update(in, start, pos - start);
            if ((next() | next() << 8) != (crc.getValue() & 0xFFFF)) {
                throw damaged();
            }
        }
    }

    private void member(Inflater inflater) throws IOException {
        inflater.reset();
        inflater.setInput(in, pos, to - pos);
        CRC32 crc = new CRC32();
        long count = 0;
        while (!inflater.finished()) {
            int written = inflate(inflater);
            crc.update(out.bytes(), out.length(), written);
            count += written;
            out.add(written);
        }
        pos = to - inflater.getRemaining();
        if (int32() != crc.getValue() || int32() != (count & 0xFFFF_FFFFL)) {
            throw damaged();
        }
    }

    private int inflate(Inflater inflater) throws IOException {
        try {
            int room = out.room(); // first: it may be in another array
            int written = inflater.inflate(out.bytes(), out.length(), room);
            if (written == 0 && !inflater.finished()) {
                throw inflater.needsDictionary() ? damaged() : cutOff();
            }
            return written;
        } catch (DataFormatException e) {
            throw new IOException("its gzip is damaged", e);
        }
    }

    private int next() throws IOException {
        if (pos >= to) {
            throw cutOff();
        }
        return in[pos++] & 0xFF;
    }

    private void skip(int count) throws IOException {
        if (count > to - pos) {
            throw cutOff();
        }
        pos += count;
    }

    private void skipText() throws IOException {
        int next = next();
        while (next != 0) {
            next = next();
        }
    }

    private long int32() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private static IOException damaged() {
        return new IOException("its gzip is damaged");
    }

    private static IOException cutOff() {
        return new EOFException("its gzip is cut off");
    }

    static void compress(byte[] in, int from, int count, ByteSink sink) {
        CRC32 crc = new CRC32();
        crc.update(in, from, count);
        sink.write(HEADER);
        Deflater deflater = DEFLATERS.take();
        try {
            deflater.setInput(in, from, count);
            deflater.finish();
            byte[] chunk = new byte[Math.min(CHUNK, count / 2 + 64)];
            while (!deflater.finished()) {
                sink.write(chunk, 0, deflater.deflate(chunk));
            }
        } finally {
            deflater.reset();
            DEFLATERS.give(deflater);
        }
        int32(crc.getValue(), sink);
        int32(count, sink);
    }

    private static void int32(long value, ByteSink sink) {
        for (int shift = 0; shift < 32; shift += 8) {
            sink.write((int) (value >> shift));
        }
    }
}
