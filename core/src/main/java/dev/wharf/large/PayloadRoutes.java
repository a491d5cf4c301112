package dev.wharf.large;

import dev.wharf.chunk.ChunkTopic;
import dev.wharf.chunk.ChunkTopics;
import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.Clients;
import dev.wharf.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The routes of the topics that are written, each looked up when it is used for the first time. Any thread. */
final class PayloadRoutes {
    private final PayloadSettings settings;
    private final Uploads uploads;
    private final Consumer<PendingSend> sender;
    private final Map<String, PayloadRoute> routes = new ConcurrentHashMap<>();

    /** @param sender of what is in the lanes of the routes */
    PayloadRoutes(PayloadSettings settings, Uploads uploads, Consumer<PendingSend> sender) {
        this.settings = settings;
        this.uploads = uploads;
        this.sender = sender;
    }

    /**
     * The route to a topic. Blocks when the topic is used for the first time, and notes it in the store.
     *
     * @throws WharfException with {@code ENVIRONMENT} if the topic does not exist, {@code CONFIGURATION} if chunks
     *     would go before their records
     */
    PayloadRoute of(String topic) {
        PayloadRoute known = routes.get(topic);
        if (known != null) {
            return known;
        }
        // Two may look at the same time; the lanes of the first are those of both.
        PayloadRoute found = look(topic);
        PayloadRoute first = routes.putIfAbsent(topic, found);
        return first == null ? found : first;
    }

    private PayloadRoute look(String topic) {
        ClientSettings client = settings.client();
        try (Topics topics = Topics.connect(client)) {
            Integer partitions = topics.partitions(List.of(topic)).get(topic);
            if (partitions == null) {
                throw new WharfException(
                        ErrorCode.ENVIRONMENT,
                        "topic " + topic + " does not exist at " + client.brokers()
                                + "; create it with: wharf topics create " + topic + " --brokers " + client.brokers());
            }
            OptionalInt limit = topics.maxMessageBytes(topic);
            long most = Math.min(Clients.maxRequestBytes(client), limit.orElse(Integer.MAX_VALUE));
            ChunkTopic chunks = uploads.toChunks() ? chunkTopic(topics, topic) : null;
            Holders.register(uploads.store(), topics.clusterId(), topic);
            return new PayloadRoute(topic, partitions, most, chunks, () -> lookForChunks(topic), sender);
        }
    }

    /** Its settings are checked at once; that there is none matters when the first payload does not fit a record. */
    private @Nullable ChunkTopic chunkTopic(Topics topics, String topic) {
        return settings.writing().createChunkTopics()
                ? ChunkTopics.ensure(topics, topic, settings.client().brokers())
                : ChunkTopics.find(topics, topic).orElse(null);
    }

    private ChunkTopic lookForChunks(String topic) {
        try (Topics topics = Topics.connect(settings.client())) {
            return ChunkTopics.require(topics, topic, settings.client().brokers());
        }
    }
}
