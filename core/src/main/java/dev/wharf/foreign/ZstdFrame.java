package dev.wharf.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The pieces of a frame of Zstandard, RFC 8878: a header, blocks, and a checksum or none. For one frame. */
final class ZstdFrame implements FirstFrame.Form {
    private static final byte[] MAGIC = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
    private static final int[] LENGTH_BYTES = {0, 2, 4, 8};
    private static final int SINGLE_SEGMENT = 0x20;
    private static final int CHECKSUM = 4;
    private static final int RUN = 1;

    private boolean begun;
    private boolean lastBlock;
    private int checksumBytes;

    @Override
    public FirstFrame.@Nullable Piece next(InputStream in) throws IOException {
        if (!begun) {
            begun = true;
            return header(in);
        }
        if (!lastBlock) {
            return block(in);
        }
        int checksum = checksumBytes;
        checksumBytes = 0;
        return checksum == 0 ? null : new FirstFrame.Piece(new byte[0], checksum);
    }

    private FirstFrame.Piece header(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(FirstFrame.bytes(in, MAGIC.length));
        if (!Arrays.equals(head.toByteArray(), MAGIC)) {
            throw new IOException("it is no zstd");
        }
        int descriptor = FirstFrame.bytes(in, 1)[0] & 0xFF;
        head.write(descriptor);
        checksumBytes = (descriptor & CHECKSUM) == 0 ? 0 : Integer.BYTES;
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        int length = LENGTH_BYTES[descriptor >> 6];
        int rest = (single ? Math.max(1, length) : 1 + length) + DICTIONARY_BYTES[descriptor & 3];
        return new FirstFrame.Piece(head.toByteArray(), rest);
    }

    private FirstFrame.Piece block(InputStream in) throws IOException {
        byte[] head = FirstFrame.bytes(in, 3);
        int bits = (head[0] & 0xFF) | ((head[1] & 0xFF) << 8) | ((head[2] & 0xFF) << 16);
        lastBlock = (bits & 1) != 0;
        int type = (bits >> 1) & 3;
        return new FirstFrame.Piece(head, type == RUN ? 1 : bits >> 3);
    }
}
