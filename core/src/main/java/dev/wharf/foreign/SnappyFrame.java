package dev.wharf.foreign;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The pieces of what snappy-java's stream writes: a header, and chunks that begin with their length. For one frame. */
final class SnappyFrame implements FirstFrame.Form {
    private static final int HEADER_BYTES = 16;

    private boolean begun;

    @Override
    public FirstFrame.@Nullable Piece next(InputStream in) throws IOException {
        if (!begun) {
            begun = true;
            return new FirstFrame.Piece(FirstFrame.bytes(in, HEADER_BYTES), 0);
        }
        byte[] head = in.readNBytes(Integer.BYTES);
        if (head.length < Integer.BYTES && isZero(head)) {
            return null; // the end, or a padding that is shorter than a length
        }
        if (head.length < Integer.BYTES) {
            throw new EOFException("it is cut off");
        }
        int length = ByteBuffer.wrap(head).getInt();
        if (length < 0) {
            throw new IOException("its snappy is damaged");
        }
        return length == 0 ? null : new FirstFrame.Piece(head, length); // no chunk is empty
    }

    private static boolean isZero(byte[] bytes) {
        for (byte next : bytes) {
            if (next != 0) {
                return false;
            }
        }
        return true;
    }
}
