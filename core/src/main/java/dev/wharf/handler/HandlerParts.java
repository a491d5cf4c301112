package dev.wharf.handler;

import dev.wharf.client.ClientSettings;
import dev.wharf.codec.TopicCodec;
import dev.wharf.deadletter.DeadLetterFile;
import dev.wharf.deadletter.DeadLetterTopic;
import dev.wharf.deadletter.DeadLetters;
import dev.wharf.deadletter.ErrorEvents;
import dev.wharf.deadletter.Recovery;
import dev.wharf.handler.HandlerSettings.DeadLetterPlace;
import dev.wharf.json.JsonCodec;
import dev.wharf.kafka.Bound;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.kafka.TopicReader;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.kafka.Transaction;
import dev.wharf.loop.RecordSource;
import dev.wharf.record.Decoding;
import dev.wharf.record.WharfRecord;
import dev.wharf.trace.Tracing;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Opens what one worker consists of, on its thread. */
final class HandlerParts {
    private final HandlerSettings settings;
    private final ClientSettings client;
    private final RecordHandler handler;
    private final Supplier<MemoryBudget> budget;
    private final Counts counts;
    private final int number;

    /** @param number of the worker, from 0 */
    HandlerParts(
            HandlerSettings settings, RecordHandler handler, int number, Counts counts, Supplier<MemoryBudget> budget) {
        this.settings = settings;
        this.client = settings.client();
        this.handler = handler;
        this.budget = budget;
        this.counts = counts;
        this.number = number;
    }

    private String clientId() {
        return settings.clientId() + "-" + number;
    }

    RecordSource source(Bound bound) {
        HandlerSettings.Input input = settings.input();
        return new TopicReader(
                Clients.consumer(client.forMember(number), input.groupId(), clientId(), budget.get()),
                input.topics(),
                bound,
                new Decoding(TopicCodec.of(JsonCodec.JSON), input.fields(), true, input.payloads()),
                settings.loop(),
                settings.settling());
    }

    /** What was opened is closed again if something cannot be. */
    HandlerProcessor processor() {
        Transaction transaction = settings.exactlyOnce() ? transaction() : null;
        TopicWriter writer = null;
        try {
            writer = settings.sendsTo().isEmpty() ? null : writer("", settings.sendsTo(), transaction);
            return processor(new HandlerProcessor.Opened(transaction, writer, deadLetters(transaction)));
        } catch (RuntimeException e) {
            if (writer != null) {
                writer.close();
            }
            if (transaction != null) {
                transaction.close();
            }
            throw e;
        }
    }

    private HandlerProcessor processor(HandlerProcessor.Opened opened) {
        return new HandlerProcessor(
                settings.name() + "-" + number,
                handler,
                new HandlerCall.Limits(settings.sendsTo(), Clients.maxRequestBytes(client)),
                new HandlerCall.Traces(
                        settings.tracing(),
                        new Tracing.Consumer(settings.name(), settings.input().groupId())),
                new HandlerProcessor.Concurrency(settings.lanes(), settings.laneLimits(budget.get())),
                new Recovery(
                        settings.name(),
                        HandlerProcessor.STAGE,
                        settings.policy(),
                        opened.deadLetters(),
                        opened.transaction()),
                opened,
                counts);
    }

    private Transaction transaction() {
        String name = clientId();
        return new Transaction(
                name + "-transactions",
                () -> Clients.transactional(client, name, name + "-" + UUID.randomUUID(), budget.get()));
    }

    private @Nullable DeadLetters deadLetters(@Nullable Transaction transaction) {
        DeadLetterPlace place = settings.deadLetters().orElse(null);
        if (place == null) {
            return null;
        }
        return switch (place) {
            case DeadLetterPlace.File file -> DeadLetters.inFile(new DeadLetterFile(file.path()));
            case DeadLetterPlace.Topic topic ->
                DeadLetters.inTopic(
                        new DeadLetters.Topics(
                                new DeadLetterTopic(topic.name()),
                                topic.events().orElse(null),
                                Clients.maxRequestBytes(client)),
                        writer("-dead-letters", deadLetterTopics(topic), transaction),
                        transaction == null ? new DeadLetterFile(topic.oversize()) : null);
        };
    }

    private static List<String> deadLetterTopics(DeadLetterPlace.Topic place) {
        return Stream.concat(Stream.of(place.name()), place.events().map(ErrorEvents::topic).stream())
                .toList();
    }

    /** Writes into the transaction, or with a producer of its own. */
    private TopicWriter writer(String suffix, Collection<String> topics, @Nullable Transaction transaction) {
        // Half, because the client's buffer holds whole batches, which are seldom full.
        long maxBytes = Clients.bufferMemory(client, budget.get()) / 2;
        String any = topics.iterator().next();
        if (transaction != null) {
            int partitions = lookUp(transaction.idleProducer(), topics);
            // Dead letters share the buffer.
            return new TopicWriter(transaction, any, partitions, maxBytes / 2, new Nobody());
        }
        Producer<byte[], byte[]> producer = Clients.producer(client, clientId() + suffix, budget.get());
        try {
            return new TopicWriter(producer, any, lookUp(producer, topics), maxBytes, new Nobody());
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    /** So that no send has to wait for it. The number is of no interest: Kafka's partitioner chooses. */
    private static int lookUp(Producer<byte[], byte[]> producer, Collection<String> topics) {
        return topics.stream()
                .mapToInt(topic -> Clients.partitionsOf(producer, topic))
                .max()
                .orElse(0);
    }

    /** Topics that have to be there. */
    static Set<String> topics(HandlerSettings settings) {
        Set<String> topics = new TreeSet<>(settings.sendsTo());
        topics.addAll(settings.input().topics());
        settings.deadLetterTopic().ifPresent(topics::add);
        settings.errorEvents().map(ErrorEvents::topic).ifPresent(topics::add);
        return topics;
    }

    /** Whoever waits for a record is told for each of them. */
    private record Nobody() implements TopicWriter.Acknowledgements {
        @Override
        public void acknowledged(WharfRecord record) {}

        @Override
        public void returned(WharfRecord record) {}
    }
}
