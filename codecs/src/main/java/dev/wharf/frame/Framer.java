package dev.wharf.frame;

import dev.wharf.codec.FrameHeaders;
import dev.wharf.payload.ByteSink;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;

/**
 * Writes the frame of one schema. Immutable.
 *
 * @param prefix the bytes before the payload
 * @param header the value of the header; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Framer(byte[] prefix, byte[] header, String headerName) {
    private static final byte[] NOTHING = {};

    static Framer none() {
        return new Framer(NOTHING, NOTHING, "");
    }

    /** A byte 0, the id, and what the format puts behind it: message indexes, say. */
    static Framer prefix(int id, byte[] behind) {
        ByteSink sink = new ByteSink(16);
        sink.write(0);
        sink.write(ByteBuffer.allocate(4).putInt(id).array());
        sink.write(behind);
        return new Framer(sink.toByteArray(), NOTHING, "");
    }

    /** A byte 1, the GUID, and what the format puts behind it. */
    static Framer header(UUID guid, byte[] behind, boolean isKey) {
        ByteSink sink = new ByteSink(32);
        sink.write(1);
        sink.write(ByteBuffer.allocate(16)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .array());
        sink.write(behind);
        return new Framer(NOTHING, sink.toByteArray(), isKey ? FrameHeaders.KEY : FrameHeaders.VALUE);
    }

    void into(Headers headers) {
        if (header.length > 0) {
            headers.remove(headerName);
            headers.add(headerName, header);
        }
    }
}
