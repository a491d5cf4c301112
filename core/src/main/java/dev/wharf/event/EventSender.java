package dev.wharf.event;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.kafka.Refusals;
import dev.wharf.topic.Topics;
import dev.wharf.trace.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** One connection to publish with. Safe for use by many threads. */
final class EventSender {
    private static final String KAFKAS_THREAD = "kafka-producer-network-thread";
    private static final Duration SLACK = Duration.ofSeconds(30);

    private final String clientId;
    private final EventFormat format;
    private final Tracing tracing;
    private final Producer<byte[], byte[]> producer;
    private final Duration deliveryTimeout;
    private final Runnable whenGivenBack;
    private final Set<CompletableFuture<Published>> underWay = ConcurrentHashMap.newKeySet();

    EventSender(
            EventSettings settings,
            String clientId,
            Producer<byte[], byte[]> producer,
            @Nullable Runnable whenGivenBack) {
        this.clientId = clientId;
        this.format = EventFormat.of(settings);
        this.tracing = settings.tracing();
        this.producer = producer;
        this.deliveryTimeout = Clients.deliveryTimeout(settings.client());
        this.whenGivenBack = whenGivenBack == null ? this::close : whenGivenBack;
    }

    static EventSender open(EventSettings settings) {
        return open(settings, null);
    }

    /** @param whenGivenBack what is done when the one who has it closes it; null closes the connection */
    static EventSender open(EventSettings settings, @Nullable Runnable whenGivenBack) {
        var unused =
                settings.topicPlan().ensure(settings.client(), settings.start().topics());
        MemoryBudget budget =
                MemoryBudget.of(MemoryBudget.defaultMaxBytes(), 1, 1).fitting(limitOf(settings));
        String clientId = ClientIds.of(settings.service());
        Producer<byte[], byte[]> producer = Clients.waitingProducer(settings.client(), clientId, budget);
        return new EventSender(settings, clientId, producer, whenGivenBack);
    }

    /** Looks whether the topics are there, before anything is sent. */
    private static OptionalInt limitOf(EventSettings settings) {
        TreeSet<String> wanted = new TreeSet<>(settings.topics().values());
        try (Topics topics = Topics.connect(settings.client())) {
            TreeSet<String> missing = new TreeSet<>(wanted);
            missing.removeAll(topics.partitions(wanted).keySet());
            if (!missing.isEmpty()) {
                String brokers = settings.client().brokers();
                List<String> problems = missing.stream()
                        .map(topic -> "topic " + topic + " does not exist at " + brokers
                                + "; create it with: wharf topics create " + topic + " --brokers " + brokers)
                        .toList();
                throw new WharfException(ErrorCode.ENVIRONMENT, String.join(System.lineSeparator(), problems));
            }
            return topics.maxMessageBytes(wanted);
        }
    }

    CompletableFuture<Published> publish(String topic, @Nullable Object value, @Nullable String key) {
        EventFormat.Outgoing outgoing = format.outgoing(topic, value, key);
        Headers headers = outgoing.headers();
        Tracing.Span span = tracing.send(outgoing.topic(), headers);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                outgoing.topic(),
                null,
                null,
                outgoing.key().array(),
                outgoing.value().array(),
                headers);
        CompletableFuture<Published> future = new CompletableFuture<>();
        underWay.add(future);
        send(record, span, future);
        return future;
    }

    private void send(ProducerRecord<byte[], byte[]> record, Tracing.Span span, CompletableFuture<Published> future) {
        try {
            var unused = producer.send(record, (metadata, failure) -> ended(record, metadata, failure, span, future));
        } catch (KafkaException | IllegalStateException e) {
            // Of the failures that it tells here some are told to the callback, too; what comes first counts.
            ended(record, null, e, span, future);
        }
    }

    @SuppressWarnings("CollectionUndefinedEquality") // futures are equal to themselves alone
    private void ended(
            ProducerRecord<byte[], byte[]> record,
            @Nullable RecordMetadata metadata,
            @Nullable Exception failure,
            Tracing.Span span,
            CompletableFuture<Published> future) {
        if (failure == null && metadata != null) {
            span.end(Tracing.Fate.DONE);
            future.complete(publishedAt(metadata));
        } else {
            Exception reason = failure == null ? new IllegalStateException("nothing was told") : failure;
            span.failed(1, reason);
            span.end(Tracing.Fate.FAILED);
            future.completeExceptionally(Refusals.published(record, reason));
        }
        underWay.remove(future);
    }

    private static Published publishedAt(RecordMetadata metadata) {
        return new Published(
                metadata.topic(),
                metadata.partition(),
                metadata.hasOffset() ? metadata.offset() : -1,
                metadata.timestamp());
    }

    Published publishAndWait(String topic, @Nullable Object value, @Nullable String key) {
        if (Thread.currentThread().getName().startsWith(KAFKAS_THREAD)) {
            throw new IllegalStateException(
                    "publishAndWait on a thread of Kafka's client would wait for itself; use the"
                            + " Async methods of the future, or publish without waiting");
        }
        CompletableFuture<Published> future = publish(topic, value, key);
        try {
            return future.get(deliveryTimeout.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WharfException known
                    ? known
                    : new WharfException(ErrorCode.INTERNAL, "publishing failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new WharfException(
                    ErrorCode.UNAVAILABLE,
                    "topic " + format.physical(topic) + " has not acknowledged a record in time",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WharfException(
                    ErrorCode.UNAVAILABLE, "interrupted while waiting for topic " + format.physical(topic), e);
        }
    }

    /**
     * Kafka's own flush has no limit in time. A count of what has ended would not do: later records may end before
     * earlier ones.
     */
    boolean flush(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (CompletableFuture<Published> future : List.copyOf(underWay)) {
            if (!ends(future, Math.max(0, deadline - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean ends(CompletableFuture<Published> future, long withinNanos) {
        try {
            var unused = future.get(withinNanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException e) {
            return true; // which is all that was asked
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void giveBack() {
        whenGivenBack.run();
    }

    void close() {
        producer.close(EventProducer.CLOSE_TIMEOUT);
    }

    @Override
    public String toString() {
        return "producer " + clientId;
    }
}
