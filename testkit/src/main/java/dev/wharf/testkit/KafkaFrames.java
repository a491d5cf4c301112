package dev.wharf.testkit;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the messages of Kafka's protocol in the bytes of one direction of a connection: a length (4 bytes), then for a
 * request its API key (2), version (2) and correlation id (4), for a response the correlation id. One thread.
 */
final class KafkaFrames {
    private static final int LENGTH = 4;
    private static final int REQUEST_HEADER = LENGTH + 8;
    private static final int RESPONSE_HEADER = LENGTH + 4;

    private final boolean responses;
    private final Map<Integer, Short> requests;
    private final TcpProxy.Tap tap;
    private final ByteBuffer header;
    /** Bytes of the current message that are still to come, once its header is known. */
    private long left;

    private KafkaFrames(boolean responses, Map<Integer, Short> requests, TcpProxy.Tap tap) {
        this.responses = responses;
        this.requests = requests;
        this.tap = tap;
        this.header = ByteBuffer.allocate(responses ? RESPONSE_HEADER : REQUEST_HEADER);
    }

    /** Both directions of a connection. */
    record Pair(KafkaFrames up, KafkaFrames down) {
        static Pair of(TcpProxy.Tap tap) {
            Map<Integer, Short> requests = new ConcurrentHashMap<>();
            return new Pair(new KafkaFrames(false, requests, tap), new KafkaFrames(true, requests, tap));
        }
    }

    /** Whether all messages that begin in these bytes may pass. */
    boolean pass(byte[] bytes, int count) {
        ByteBuffer read = ByteBuffer.wrap(bytes, 0, count);
        boolean passes = true;
        while (passes && read.hasRemaining()) {
            passes = left > 0 ? skip(read) : header(read);
        }
        return passes;
    }

    private boolean skip(ByteBuffer read) {
        int now = (int) Math.min(left, read.remaining());
        read.position(read.position() + now);
        left -= now;
        return true;
    }

    private boolean header(ByteBuffer read) {
        while (header.hasRemaining() && read.hasRemaining()) {
            header.put(read.get());
        }
        return header.hasRemaining() || message();
    }

    private boolean message() {
        header.flip();
        left = LENGTH + (long) header.getInt() - header.limit();
        boolean passes = responses ? response(header.getInt()) : request(header.getShort(), header.getInt(8));
        header.clear();
        return passes;
    }

    private boolean request(short api, int correlation) {
        requests.put(correlation, api);
        return tap.passes(api, false);
    }

    private boolean response(int correlation) {
        Short api = requests.remove(correlation);
        return api == null || tap.passes(api, true);
    }
}
