package dev.wharf.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.wharf.payload.ByteSink;
import java.io.IOException;

/**
 * Zstandard, in memory. It is expanded where it is to stand: that needs no window beside, so a few bytes cannot ask for
 * a large one. Any thread may call it.
 */
final class Zstandard {
    /** What a frame says of its length is believed up to here, and so many times its own. */
    private static final int BELIEVED_BYTES = 64 << 10;

    private static final int BELIEVED_TIMES = 64;

    private static final Pool<ZstdDecompressCtx> EXPANDERS =
            new Pool<>(ZstdDecompressCtx::new, ZstdDecompressCtx::close);
    private static final Pool<ZstdCompressCtx> COMPRESSORS =
            new Pool<>(() -> new ZstdCompressCtx().setChecksum(true), ZstdCompressCtx::close);

    private Zstandard() {}

    /** A first try with the room that the frame asks for, if it is not too much, and more until there is enough. */
    static void expand(byte[] in, int from, int count, Expansion out) throws IOException {
        long promised = Zstd.getFrameContentSize(in, from, count);
        while (out.bytes().length < promised && promised <= BELIEVED_BYTES + (long) BELIEVED_TIMES * count) {
            out.again();
        }
        ZstdDecompressCtx expander = EXPANDERS.take();
        try {
            while (!tried(expander, in, from, count, out)) {
                out.again();
            }
        } finally {
            expander.reset();
            EXPANDERS.give(expander);
        }
    }

    private static boolean tried(ZstdDecompressCtx expander, byte[] in, int from, int count, Expansion out)
            throws IOException {
        try {
            out.add(expander.decompressByteArray(out.bytes(), 0, out.bytes().length, in, from, count));
            return true;
        } catch (ZstdException e) {
            if (e.getErrorCode() == Zstd.errDstSizeTooSmall()) {
                return false;
            }
            throw new IOException("its zstd is damaged: " + e.getMessage(), e);
        }
    }

    static void compress(byte[] in, int from, int count, ByteSink sink) {
        byte[] room = new byte[(int) Math.min(Zstd.compressBound(count), Integer.MAX_VALUE - 8)];
        ZstdCompressCtx compressor = COMPRESSORS.take();
        try {
            sink.write(room, 0, compressor.compressByteArray(room, 0, room.length, in, from, count));
        } finally {
            COMPRESSORS.give(compressor);
        }
    }
}
