package dev.wharf.serde;

import dev.wharf.codec.CodecCatalog;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.ObjectBridge;
import dev.wharf.codec.TopicCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The codecs of the topics that one serializer or deserializer has met. Safe for use by many threads. */
final class Coders implements AutoCloseable {
    private final CodecCatalog catalog = CodecCatalog.load();
    private final SerdeSettings settings;
    private final boolean isKey;
    private final Map<String, TopicCodec> byTopic = new ConcurrentHashMap<>();
    private final Map<WithSchema, TopicCodec> bySchema = new ConcurrentHashMap<>();

    private record WithSchema(String topic, Object schema) {}

    Coders(SerdeSettings settings, boolean isKey) {
        this.settings = settings;
        this.isKey = isKey;
    }

    SerdeSettings settings() {
        return settings;
    }

    TopicCodec of(String topic) {
        TopicCodec known = byTopic.get(topic);
        return known == null ? byTopic.computeIfAbsent(topic, unknown -> make(settings.forTopic(topic, isKey))) : known;
    }

    /** For data that brings its schema along. */
    TopicCodec of(String topic, Object schema, ObjectBridge bridge) {
        return bySchema.computeIfAbsent(
                new WithSchema(topic, schema),
                unknown -> make(settings.forTopic(topic, isKey, bridge.describe(schema))));
    }

    private TopicCodec make(CodecSettings forTopic) {
        return catalog.create(settings.codec(), forTopic);
    }

    @Override
    public void close() {
        byTopic.values().forEach(TopicCodec::close);
        bySchema.values().forEach(TopicCodec::close);
        byTopic.clear();
        bySchema.clear();
    }
}
