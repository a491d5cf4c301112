package dev.wharf.large;

import dev.wharf.payload.Payload;
import dev.wharf.payload.PayloadOpener;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;

/** Where a serializer puts what is too large for a record. Any thread, each of which waits for its own payload. */
final class SerializedPayloads implements AutoCloseable {
    private final Uploads uploads;
    private final Function<String, PayloadRoute> routes;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param routes by topics */
    SerializedPayloads(Uploads uploads, Function<String, PayloadRoute> routes) {
        this.uploads = uploads;
        this.routes = routes;
    }

    static SerializedPayloads open(PayloadSettings settings) {
        Uploads uploads = Uploads.open(settings, "wharf-serializer-" + UUID.randomUUID());
        return new SerializedPayloads(uploads, new PayloadRoutes(settings, uploads, unused -> {})::of);
    }

    /**
     * Writes a payload and waits until it is there for good.
     *
     * @param headers of the record, which get the reference
     * @param mostInRecord bytes that may stay in the value, if the topic allows as many
     * @return the value of the record
     */
    byte[] write(String topic, Headers headers, byte[] bytes, int mostInRecord) {
        PayloadRoute route = routes.apply(topic);
        int most = route.mostInRecord(Payload.NULL, headers, OptionalInt.of(mostInRecord));
        // The partition of the record is not known here; chunks need not be in that.
        int partition = turn.getAndIncrement() & Integer.MAX_VALUE;
        Written written = uploads.write(PayloadSource.of(bytes), most, route, partition);
        PayloadReference reference = written.reference();
        if (reference != null) {
            headers.add(PayloadOpener.HEADER, ReferenceFormat.write(reference));
        }
        byte[] value = written.value().array();
        return value == null ? new byte[0] : value;
    }

    @Override
    public void close() {
        uploads.close();
    }
}
