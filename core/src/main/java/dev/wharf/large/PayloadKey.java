package dev.wharf.large;

/** The settings of large payloads that are not settings of Kafka's clients. */
final class PayloadKey {
    static final String BROKERS = "bootstrap.servers";
    static final String GROUP = "group.id";
    /** Where payloads go that are too large for a record: {@code chunks}, the name of a store, or {@code refuse}. */
    static final String LARGE = "payload.large";
    /** What stays in the record at the most. */
    static final String INLINE_MAX_BYTES = "payload.inline.max.bytes";
    /** How payloads are compressed that are too large as they are. */
    static final String COMPRESSION = "payload.compression";
    /** Payloads that are written at a time. */
    static final String UPLOADS_MAX = "payload.uploads.max";
    /** What they may hold in memory, all together. */
    static final String MEMORY_MAX_BYTES = "payload.memory.max.bytes";
    /** Whether a topic of chunks that is missing is created. */
    static final String CHUNK_TOPICS_CREATE = "chunk.topics.create";
    /** Topics of chunks that references may lead to, besides those of the topics that are read. */
    static final String CHUNK_TOPICS = "chunk.topics";
    /** Whose references are followed, besides our own: names with commas between them. */
    static final String FORMATS = "payload.formats";
    /** What the deserializer holds in memory at the most. */
    static final String LOAD_MAX_BYTES = "payload.load.max.bytes";
    /** The serializer whose bytes are the payload. */
    static final String INNER_SERIALIZER = "payload.inner.serializer";
    /** The deserializer that is given the payload. */
    static final String INNER_DESERIALIZER = "payload.inner.deserializer";
    /** Before the name of a store. */
    static final String STORE = "store.";

    private PayloadKey() {}
}
