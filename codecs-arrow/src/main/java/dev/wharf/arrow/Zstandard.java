package dev.wharf.arrow;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.wharf.value.Decoded;

/** Buffers compressed by Zstandard, with the library that Kafka brings. */
final class Zstandard {
    private Zstandard() {}

    static byte[] inflate(byte[] buf, int from, int to, int length) {
        try {
            byte[] target = new byte[length];
            long written = Zstd.decompressByteArray(target, 0, length, buf, from, to - from);
            if (Zstd.isError(written) || written != length) {
                throw wrong(from);
            }
            return target;
        } catch (ZstdException e) {
            throw wrong(from);
        } catch (LinkageError e) {
            throw new ArrowFlaw(
                    Decoded.Kind.UNAVAILABLE,
                    "buffers are compressed by Zstandard, and the library for it (zstd-jni) does not work here",
                    from);
        }
    }

    private static ArrowFlaw wrong(int position) {
        return new ArrowFlaw("a compressed buffer is no Zstandard, or of another length", position);
    }
}
