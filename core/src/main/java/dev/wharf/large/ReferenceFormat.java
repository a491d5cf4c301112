package dev.wharf.large;

import dev.wharf.chunk.ChunkPlace;
import dev.wharf.chunk.ChunkTopic;
import dev.wharf.chunk.Segment;
import dev.wharf.compress.Compression;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.store.StoreKeys;
import dev.wharf.topic.Topics;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * References as bytes; the page {@code payload-reference} of the documentation says which. Fields that a later version
 * adds at the end are passed over.
 */
final class ReferenceFormat {
    private static final int VERSION = 1;
    private static final int IN_RECORD = 1;
    private static final int IN_STORE = 2;
    private static final int IN_CHUNKS = 3;
    private static final int SHA_BYTES = 32;
    private static final int MAX_STORE_NAME = 64;
    private static final int MAX_TOPIC = 249;
    private static final List<Compression> COMPRESSIONS =
            List.of(Compression.NONE, Compression.GZIP, Compression.ZSTD, Compression.LZ4);

    private ReferenceFormat() {}

    static byte[] write(PayloadReference reference) {
        ByteSink sink = new ByteSink(128);
        sink.write(VERSION);
        sink.write(kindOf(reference.place()));
        sink.write(COMPRESSIONS.indexOf(reference.compression()));
        sink.write(HexFormat.of().parseHex(reference.sha256()));
        Varints.write(reference.length(), sink);
        Varints.write(reference.storedLength(), sink);
        Varints.write(reference.createdMs(), sink);
        write(reference.place(), sink);
        return sink.toByteArray();
    }

    private static int kindOf(PayloadReference.Place place) {
        return switch (place) {
            case PayloadReference.InRecord here -> IN_RECORD;
            case PayloadReference.InStore object -> IN_STORE;
            case PayloadReference.InChunks chunks -> IN_CHUNKS;
        };
    }

    private static void write(PayloadReference.Place place, ByteSink sink) {
        switch (place) {
            case PayloadReference.InRecord here -> {}
            case PayloadReference.InStore object -> {
                write(object.store(), sink);
                write(object.key(), sink);
            }
            case PayloadReference.InChunks in -> write(in.chunks(), sink);
        }
    }

    private static void write(ChunkPlace chunks, ByteSink sink) {
        write(chunks.topic(), sink);
        Varints.write(chunks.partition(), sink);
        Varints.fixed(chunks.id().getMostSignificantBits(), sink);
        Varints.fixed(chunks.id().getLeastSignificantBits(), sink);
        Varints.write(chunks.segments().size(), sink);
        long next = 0;
        for (Segment segment : chunks.segments()) {
            Varints.write(segment.first() - next, sink);
            Varints.write(segment.last() - segment.first(), sink);
            next = segment.last() + 1;
        }
    }

    private static void write(String ascii, ByteSink sink) {
        Varints.write(ascii.length(), sink);
        sink.writeAscii(ascii);
    }

    /**
     * Reads what a record carries; nothing in it is believed.
     *
     * @throws WharfException with {@code MALFORMED} if it is no reference, or one of a later version
     */
    static PayloadReference read(byte[] bytes) {
        try {
            return read(new Varints.Input(bytes));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new WharfException(
                    ErrorCode.MALFORMED,
                    "header " + PayloadOpener.HEADER + " of " + bytes.length + " bytes is no reference: "
                            + e.getMessage(),
                    e);
        }
    }

    private static PayloadReference read(Varints.Input in) {
        int version = in.oneByte();
        check(version == VERSION, "it is of version " + version + ", and " + VERSION + " is known; update Wharf");
        int kind = in.oneByte();
        int compression = in.oneByte();
        check(compression < COMPRESSIONS.size(), "it has compression " + compression + ", which is not known");
        String sha = HexFormat.of().formatHex(in.bytes(SHA_BYTES));
        long length = in.number();
        long stored = in.number();
        long created = in.number();
        return new PayloadReference(place(kind, in), length, stored, COMPRESSIONS.get(compression), sha, created);
    }

    private static PayloadReference.Place place(int kind, Varints.Input in) {
        return switch (kind) {
            case IN_RECORD -> new PayloadReference.InRecord();
            case IN_STORE -> inStore(in);
            case IN_CHUNKS -> new PayloadReference.InChunks(chunks(in));
            default -> throw new IllegalArgumentException("it is of kind " + kind + ", which is not known");
        };
    }

    private static PayloadReference.InStore inStore(Varints.Input in) {
        String store = in.text(MAX_STORE_NAME);
        String key = in.text(StoreKeys.MAX_LENGTH);
        StoreKeys.problem(key).ifPresent(problem -> check(false, "its key is not possible: " + problem));
        return new PayloadReference.InStore(store, key);
    }

    private static ChunkPlace chunks(Varints.Input in) {
        String topic = in.text(MAX_TOPIC);
        check(Topics.isName(topic) && ChunkTopic.isName(topic), "its topic is no topic of chunks");
        int partition = in.count(Integer.MAX_VALUE);
        UUID id = new UUID(in.fixed(), in.fixed());
        int count = in.count(in.left() / 2); // each has two bytes at the least
        List<Segment> segments = new ArrayList<>(count);
        long next = 0;
        for (int i = 0; i < count; i++) {
            long first = Math.addExact(next, in.number());
            long last = Math.addExact(first, in.number());
            segments.add(new Segment(first, last));
            next = Math.addExact(last, 1);
        }
        return new ChunkPlace(topic, partition, id, segments);
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
