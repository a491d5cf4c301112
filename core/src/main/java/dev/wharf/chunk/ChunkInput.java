package dev.wharf.chunk;

import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The chunks of one payload, one behind another. For one thread at a time. */
final class ChunkInput extends InputStream {
    private static final Duration POLL = Duration.ofMillis(200);
    /** So long without anything new, though there is more: the brokers are away. */
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(60);

    /** What stands between is read and passed over; more than that is jumped over. */
    private static final int SMALL_GAP = 8;

    private final ChunkReader reader;
    private final ChunkPlace place;
    private final TopicPartition partition;
    private final Iterator<Segment> segments;
    private Segment segment;
    private long left;
    private int nextNumber;
    private byte[] chunk = new byte[0];
    private int position;
    private Iterator<ConsumerRecord<byte[], byte[]>> fetched = Collections.emptyIterator();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean closed;

    ChunkInput(ChunkReader reader, ChunkPlace place, long length) {
        this.reader = reader;
        this.place = place;
        this.partition = new TopicPartition(place.topic(), place.partition());
        this.segments = place.segments().iterator();
        this.segment = segments.next();
        this.left = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("this stream is closed");
        }
        if (length == 0 || left == 0) {
            return left == 0 ? -1 : 0;
        }
        while (position == chunk.length) {
            take();
        }
        int count = (int) Math.min(left, Math.min(length, chunk.length - position));
        System.arraycopy(chunk, position, buffer, offset, count);
        position += count;
        left -= count;
        if (left == 0) {
            release();
        }
        return count;
    }

    /** The next chunk, or an error that says why there is none. */
    private void take() {
        ConsumerRecord<byte[], byte[]> record = next();
        if (record.value() == null) {
            throw missing("was deleted");
        }
        if (record.value().length == 0) {
            throw missing("is empty");
        }
        chunk = record.value();
        position = 0;
        nextNumber++;
    }

    private ConsumerRecord<byte[], byte[]> next() {
        try {
            Consumer<byte[], byte[]> connected = connected();
            while (true) {
                while (fetched.hasNext()) {
                    ConsumerRecord<byte[], byte[]> record = fetched.next();
                    int number = ChunkKey.numberOf(record.key(), place.id());
                    if (record.offset() > place.last() || number > nextNumber) {
                        throw missing("is not there");
                    }
                    if (number == nextNumber) {
                        leaveBehind(connected, record.offset());
                        return record;
                    }
                }
                fetched = poll(connected).iterator();
            }
        } catch (InvalidOffsetException e) {
            throw missing("is not there any more: the topic has expired it, so its retention is too short");
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private Consumer<byte[], byte[]> connected() {
        Consumer<byte[], byte[]> known = consumer;
        if (known == null) {
            known = reader.take();
            consumer = known;
            known.assign(List.of(partition));
            known.seek(partition, segment.first());
        }
        return known;
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(Consumer<byte[], byte[]> connected) {
        long quietSince = System.nanoTime();
        while (true) {
            List<ConsumerRecord<byte[], byte[]>> records = connected.poll(POLL).records(partition);
            if (!records.isEmpty()) {
                return records;
            }
            if (connected.position(partition, QUIET_LIMIT) > place.last()) {
                throw missing("is not there");
            }
            if (System.nanoTime() - quietSince > QUIET_LIMIT.toNanos()) {
                throw new TimeoutException("no answer for " + QUIET_LIMIT.toSeconds() + " s");
            }
        }
    }

    /** Jumps to the next run of offsets if it is far. */
    private void leaveBehind(Consumer<byte[], byte[]> connected, long offset) {
        while (offset >= segment.last() && segments.hasNext()) {
            Segment following = segments.next();
            if (following.first() - offset > SMALL_GAP) {
                connected.seek(partition, following.first());
                fetched = Collections.emptyIterator();
            }
            segment = following;
        }
    }

    private StoreException missing(String why) {
        return new StoreException(
                StoreFailure.MISSING,
                "chunk " + nextNumber + " of payload " + place.id() + " at " + place.at() + " " + why);
    }

    private StoreException failed(KafkaException cause) {
        StoreFailure kind = cause instanceof AuthorizationException ? StoreFailure.FORBIDDEN : StoreFailure.UNAVAILABLE;
        return new StoreException(
                kind,
                "chunk " + nextNumber + " of payload " + place.id() + " at " + place.at() + " cannot be read: "
                        + cause.getMessage(),
                cause);
    }

    private void release() {
        Consumer<byte[], byte[]> used = consumer;
        consumer = null;
        fetched = Collections.emptyIterator();
        if (used != null) {
            reader.giveBack(used);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            chunk = new byte[0];
            release();
        }
    }
}
