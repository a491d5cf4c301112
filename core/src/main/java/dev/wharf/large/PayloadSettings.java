package dev.wharf.large;

import dev.wharf.client.ClientSettings;
import dev.wharf.compress.Compression;
import dev.wharf.foreign.ForeignFormat;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.store.StoreSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One configuration with a part for Kafka and a part for stores. Immutable; its text form shows no value of a secret.
 *
 * @param client brokers, and any setting of Kafka's clients
 * @param groupId of those who consume
 * @param stores by their names
 * @param chunkTopics that references may lead to, besides those of the topics that are read
 * @param formats of others whose references are followed, too: only where those who write the topics may make us read
 *     whatever is in the stores
 */
public record PayloadSettings(
        ClientSettings client,
        Optional<String> groupId,
        Map<String, StoreSettings> stores,
        Writing writing,
        Set<String> chunkTopics,
        Set<ForeignFormat> formats) {
    /** Through Kafka, in a topic beside. */
    public static final String CHUNKS = "chunks";
    /** Nowhere: they are an error. */
    public static final String REFUSE = "refuse";

    public PayloadSettings {
        stores = Map.copyOf(stores);
        chunkTopics = Set.copyOf(chunkTopics);
        formats = Set.copyOf(formats);
    }

    /**
     * How payloads are sent.
     *
     * @param large where they go that are too large for a record: {@link #CHUNKS}, {@link #REFUSE}, or the name of a
     *     store
     * @param inlineMaxBytes what stays in the record at the most; empty for what {@code max.request.size} and the topic
     *     allow
     * @param compression of payloads that are too large as they are, where it pays
     * @param uploadsMax payloads that are written at a time
     * @param memoryMaxBytes what they may hold in memory, all together
     * @param createChunkTopics whether a topic of chunks that is missing is created
     */
    public record Writing(
            String large,
            OptionalInt inlineMaxBytes,
            Compression compression,
            int uploadsMax,
            int memoryMaxBytes,
            boolean createChunkTopics) {
        static final int UPLOADS_MAX = 4;
        static final int MEMORY_MOST_BYTES = 32 << 20;

        /** Through Kafka, and defaults for everything else. */
        public static final Writing DEFAULT =
                new Writing(CHUNKS, OptionalInt.empty(), Compression.NONE, UPLOADS_MAX, defaultMemoryMaxBytes(), false);

        /** A third of the heap, at most 32 MiB. */
        static int defaultMemoryMaxBytes() {
            return (int) Math.min(MEMORY_MOST_BYTES, MemoryBudget.defaultMaxBytes());
        }

        /** The same to another place. */
        public Writing to(String place) {
            return new Writing(place, inlineMaxBytes, compression, uploadsMax, memoryMaxBytes, createChunkTopics);
        }

        /** The same, which creates topics of chunks that are missing. */
        public Writing creatingChunkTopics() {
            return new Writing(large, inlineMaxBytes, compression, uploadsMax, memoryMaxBytes, true);
        }
    }

    /**
     * From a map with the keys of the reference page, such as {@code bootstrap.servers}, {@code payload.large} and
     * {@code store.NAME.url}; all other keys are settings of Kafka's clients.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    public static PayloadSettings of(Map<String, String> settings) {
        return new PayloadSettingsReader(settings).read();
    }

    /** Those of the cluster, with defaults for everything else: large payloads go through Kafka. */
    public static PayloadSettings of(ClientSettings client) {
        return new PayloadSettings(client, Optional.empty(), Map.of(), Writing.DEFAULT, Set.of(), Set.of());
    }

    /** The same on that cluster. */
    public PayloadSettings with(ClientSettings other) {
        return new PayloadSettings(other, groupId, stores, writing, chunkTopics, formats);
    }

    /** The same with one more store, where large payloads go from now on. */
    public PayloadSettings into(StoreSettings store) {
        Map<String, StoreSettings> more = new HashMap<>(stores);
        more.put(store.name(), store);
        return new PayloadSettings(client, groupId, more, writing.to(store.name()), chunkTopics, formats);
    }

    /** The same, sent in another way. */
    public PayloadSettings writing(Writing other) {
        return new PayloadSettings(client, groupId, stores, other, chunkTopics, formats);
    }

    /** The same for that group. */
    public PayloadSettings group(String id) {
        return new PayloadSettings(client, Optional.of(id), stores, writing, chunkTopics, formats);
    }

    /** The same, which reads what those have written, too. */
    public PayloadSettings reading(ForeignFormat... others) {
        return new PayloadSettings(client, groupId, stores, writing, chunkTopics, Set.of(others));
    }
}
