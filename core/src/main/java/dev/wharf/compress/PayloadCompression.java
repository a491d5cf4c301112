package dev.wharf.compress;

import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;

/** Payloads that are compressed as a whole, in memory; see {@link Compression} for streams. Any thread may call it. */
public final class PayloadCompression {
    private static final int SMALL_BLOCK = 64 << 10;

    private PayloadCompression() {}

    /**
     * What was compressed: one member or frame, or several one behind another, and nothing else.
     *
     * @param maxBytes how many bytes it may become; below 2^31 - 9
     * @throws ExpandedTooLarge if it becomes more
     * @throws IOException if it is not compressed so, or damaged, cut off, or followed by something; the text says
     *     which, and shows nothing of it
     */
    public static Payload expand(Compression compression, Payload.Inline payload, int maxBytes) throws IOException {
        if (compression == Compression.NONE) {
            return payload;
        }
        if (payload.size() == 0) {
            throw new IOException("it is empty");
        }
        Expansion out = new Expansion(payload.size(), maxBytes);
        byte[] in = payload.buffer();
        switch (compression) {
            case NONE -> {}
            case GZIP -> Gzip.expand(in, payload.offset(), payload.offset() + payload.size(), out);
            case ZSTD -> Zstandard.expand(in, payload.offset(), payload.size(), out);
            case LZ4 -> expandLz4(in, payload.offset(), payload.size(), out);
        }
        return Payload.of(out.bytes(), 0, out.length());
    }

    private static void expandLz4(byte[] in, int from, int count, Expansion out) throws IOException {
        try (InputStream expanded = new LZ4FrameInputStream(new ByteArrayInputStream(in, from, count))) {
            int room = out.room(); // first: it may be in another array
            int read = expanded.read(out.bytes(), out.length(), room);
            while (read >= 0) {
                out.add(read);
                room = out.room();
                read = expanded.read(out.bytes(), out.length(), room);
            }
        } catch (ExpandedTooLarge e) {
            throw e;
        } catch (IOException | RuntimeException e) { // of lz4's own, where a block is malformed
            throw new IOException("its lz4 is damaged, cut off, or followed by something", e);
        }
    }

    /** Appends the bytes as one member or frame, with a checksum. */
    public static void compress(Compression compression, byte[] bytes, int from, int count, ByteSink sink) {
        switch (compression) {
            case NONE -> sink.write(bytes, from, count);
            case GZIP -> Gzip.compress(bytes, from, count, sink);
            case ZSTD -> Zstandard.compress(bytes, from, count, sink);
            case LZ4 -> compressLz4(bytes, from, count, sink);
        }
    }

    private static void compressLz4(byte[] bytes, int from, int count, ByteSink sink) {
        BLOCKSIZE block = count <= SMALL_BLOCK ? BLOCKSIZE.SIZE_64KB : BLOCKSIZE.SIZE_256KB;
        try (OutputStream compressed = new LZ4FrameOutputStream(
                new Appending(sink), block, FLG.Bits.BLOCK_INDEPENDENCE, FLG.Bits.CONTENT_CHECKSUM)) {
            compressed.write(bytes, from, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    private static final class Appending extends OutputStream {
        private final ByteSink sink;

        Appending(ByteSink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int oneByte) {
            sink.write(oneByte);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            sink.write(bytes, offset, count);
        }
    }
}
