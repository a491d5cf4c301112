package dev.wharf.large;

import dev.wharf.chunk.ChunkReader;
import dev.wharf.chunk.ChunkTopic;
import dev.wharf.client.ClientSettings;
import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.foreign.ForeignFormat;
import dev.wharf.foreign.ForeignReference;
import dev.wharf.foreign.Seen;
import dev.wharf.payload.Payload;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import dev.wharf.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Opens what records refer to: only in stores that the configuration names, and in topics of chunks that it allows; a
 * record cannot make anybody read elsewhere. Safe for use by many threads.
 */
public final class PayloadReader implements PayloadOpener, AutoCloseable {
    private final Map<String, PayloadStore> stores;
    private final ChunkReader chunks;
    private final Set<String> chunkTopics;
    private final List<ForeignFormat> formats;

    /**
     * Opens the stores of the settings; connects to nothing yet.
     *
     * @param clientId before the names that the brokers hear
     * @param topics whose records are read: references may lead to their chunks, and to those that the settings name
     * @throws WharfException with {@code CONFIGURATION} if a store cannot be opened
     */
    public static PayloadReader open(PayloadSettings settings, String clientId, Collection<String> topics) {
        Map<String, PayloadStore> stores = new TreeMap<>();
        StoreCatalog catalog = StoreCatalog.load();
        try {
            settings.stores().forEach((name, store) -> stores.put(name, catalog.open(store)));
        } catch (RuntimeException e) {
            stores.values().forEach(PayloadStore::close);
            throw e;
        }
        ChunkReader chunks = new ChunkReader(settings.client(), clientId);
        PayloadReader reader = new PayloadReader(stores, chunks, settings.chunkTopics(), settings.formats());
        topics.forEach(reader::allowChunksOf);
        return reader;
    }

    /**
     * Over stores that are open.
     *
     * @param chunkTopics that references may lead to
     * @param formats of others that are read, too
     */
    PayloadReader(
            Map<String, PayloadStore> stores, ChunkReader chunks, Set<String> chunkTopics, Set<ForeignFormat> formats) {
        this.stores = Collections.unmodifiableMap(new TreeMap<>(stores));
        this.chunks = chunks;
        this.chunkTopics = ConcurrentHashMap.newKeySet();
        this.chunkTopics.addAll(chunkTopics);
        this.formats = formats.stream().sorted().toList();
    }

    /** References may lead to the chunks of that topic, too: its records are read. */
    void allowChunksOf(String topic) {
        chunkTopics.add(ChunkTopic.nameFor(topic));
    }

    @Override
    public Payload payload(Payload value, @Nullable Headers headers) {
        Header header = headers == null ? null : headers.lastHeader(HEADER);
        if (value.isNull()) {
            return value;
        }
        if (header == null) {
            return foreign(value, headers, ForeignFormat::value);
        }
        byte[] bytes = header.value() == null ? new byte[0] : header.value();
        return new LargePayload(ReferenceFormat.read(bytes), value, this);
    }

    @Override
    public @Nullable Headers ofPayload(@Nullable Headers headers) {
        if (headers == null) {
            return null;
        }
        Headers rest = new RecordHeaders(headers);
        strip(rest);
        return rest;
    }

    /** Takes away what says that a value is something else. */
    void strip(Headers headers) {
        headers.remove(HEADER);
        formats.forEach(format -> format.headersOfValue().forEach(headers::remove));
    }

    /** The key of a record: itself, or what somebody else has put elsewhere; ours are always themselves. */
    Payload key(Payload key, @Nullable Headers headers) {
        return foreign(key, headers, ForeignFormat::key);
    }

    private Payload foreign(Payload bytes, @Nullable Headers headers, Look look) {
        if (formats.isEmpty() || !(bytes instanceof Payload.Inline inline)) {
            return bytes;
        }
        for (ForeignFormat format : formats) {
            Seen seen = look.at(format, inline, headers);
            if (!(seen instanceof Seen.NotTheirs)) {
                return found(seen, bytes);
            }
        }
        return bytes;
    }

    private interface Look {
        Seen at(ForeignFormat format, Payload.Inline bytes, @Nullable Headers headers);
    }

    private Payload found(Seen seen, Payload bytes) {
        return switch (seen) {
            case Seen.NotTheirs no -> bytes;
            case Seen.InValue(Payload.Inline payload) -> payload;
            case Seen.Elsewhere(ForeignReference reference) -> new ForeignPayload(reference, stores.values());
            case Seen.Unusable(String problem) -> new UnusablePayload(problem);
        };
    }

    /** Opens the bytes of a payload, verified at their end. */
    InputStream open(PayloadReference reference, Payload value) {
        ResumedInput stored = new ResumedInput(opening(reference, value), reference.at(), reference.storedLength());
        return new VerifiedInput(expanded(stored, reference), reference);
    }

    private static InputStream expanded(InputStream stored, PayloadReference reference) {
        if (reference.compression() == Compression.NONE) {
            return stored;
        }
        try {
            // What it becomes is bounded by what the reference says, and nobody believes that before the end.
            ExpansionLimit all = new ExpansionLimit(Long.MAX_VALUE, 1);
            return reference.compression().decompress(stored, all);
        } catch (IOException e) {
            throw new StoreException(
                    StoreFailure.ALTERED, reference.at() + " cannot be decompressed: " + e.getMessage(), e);
        }
    }

    private ResumedInput.Opening opening(PayloadReference reference, Payload value) {
        return switch (reference.place()) {
            case PayloadReference.InRecord here -> position -> skipped(value, position);
            case PayloadReference.InStore object -> {
                PayloadStore store = store(object);
                yield position -> store.open(object.key(), position);
            }
            case PayloadReference.InChunks in -> {
                requireAllowed(in);
                yield position -> whole(in, reference.storedLength(), position);
            }
        };
    }

    private static InputStream skipped(Payload value, long position) {
        InputStream in = value.open();
        try {
            in.skipNBytes(position);
        } catch (IOException e) {
            return InputStream.nullInputStream(); // it is shorter than that
        }
        return in;
    }

    private PayloadStore store(PayloadReference.InStore object) {
        PayloadStore store = stores.get(object.store());
        if (store == null) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    "the record refers to store " + object.store() + ", which this configuration does not have"
                            + (stores.isEmpty() ? "" : "; it has " + new TreeSet<>(stores.keySet()))
                            + "; set store." + object.store() + ".url");
        }
        return store;
    }

    private void requireAllowed(PayloadReference.InChunks in) {
        String topic = in.chunks().topic();
        if (!chunkTopics.contains(topic)) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    "the record refers to chunks in topic " + topic + ", which may not be read here; allow it with"
                            + " chunk.topics = " + topic);
        }
    }

    /** The client of a cluster connects again by itself; what breaks all the same is begun anew. */
    private InputStream whole(PayloadReference.InChunks in, long storedLength, long position) {
        InputStream opened = chunks.open(in.chunks(), storedLength);
        try {
            opened.skipNBytes(position);
        } catch (IOException e) {
            throw new StoreException(StoreFailure.UNAVAILABLE, "chunks cannot be read: " + e, e);
        }
        return opened;
    }

    @Override
    public void mayPassOnTo(ClientSettings cluster, Collection<String> topics) {
        if (stores.isEmpty() || topics.isEmpty()) {
            return;
        }
        try (Topics connected = Topics.connect(cluster)) {
            String id = connected.clusterId();
            stores.values().forEach(store -> topics.forEach(topic -> Holders.register(store, id, topic)));
        }
    }

    @Override
    public void checkPassedOn(@Nullable Headers headers) {
        Header header = headers == null ? null : headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return;
        }
        if (ReferenceFormat.read(header.value()).place() instanceof PayloadReference.InStore object
                && !stores.containsKey(object.store())) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    "the record refers to store " + object.store() + ", which is not known here: a copy of it would be"
                            + " unknown to the housekeeping of that store; name it in stores where the record is read");
        }
    }

    @Override
    public void close() {
        chunks.close();
        stores.values().forEach(PayloadStore::close);
    }
}
