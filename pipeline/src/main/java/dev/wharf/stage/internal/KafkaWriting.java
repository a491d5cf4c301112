package dev.wharf.stage.internal;

import dev.wharf.client.ClientSettings;
import dev.wharf.codec.FrameHeaders;
import dev.wharf.codec.TopicCodec;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.kafka.Transaction;
import dev.wharf.payload.Payload;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.record.FieldKey;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.Cluster;
import dev.wharf.stage.FieldUse;
import dev.wharf.stage.Place;
import dev.wharf.stage.SinkContext;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.TopicUse;
import dev.wharf.stage.WorkerContext;
import dev.wharf.status.Trouble;
import dev.wharf.value.Field;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The {@code kafka} stage as a sink. */
record KafkaWriting(KafkaAccess access, Optional<StageCodec> codec, Optional<String> keyField, boolean keepPartition)
        implements SinkStage {

    @Override
    public Settling settling() {
        return Settling.ACKNOWLEDGED;
    }

    @Override
    public boolean passesOn() {
        return true;
    }

    @Override
    public Optional<Cluster> cluster() {
        return Optional.of(access.cluster());
    }

    @Override
    public boolean wantsRegistry() {
        return codec.map(StageCodec::wantsRegistry).orElse(false);
    }

    @Override
    public List<TopicUse> topics() {
        return access.uses(Place.SINK);
    }

    @Override
    public Sink open(SinkContext context) {
        ClientSettings client = context.resolve(access.settings(Place.SINK));
        Optional<Field> key = keyField.map(context.fields()::field);
        Optional<TopicCodec> format = codec.map(named -> named.open(context, access.topic()));
        format.ifPresent(TopicCodec::prepare);
        return worker -> new KafkaWriter(
                topicWriter(context, client, worker), format.orElse(null), key.orElse(null), keepPartition);
    }

    private TopicWriter topicWriter(SinkContext context, ClientSettings client, WorkerContext worker) {
        // Half, because the client's buffer holds whole batches, which are seldom full.
        long maxBytes = Clients.bufferMemory(client, context.budget()) / 2;
        TopicWriter.Acknowledgements told = new Told(worker);
        if (worker.transaction().isPresent()) {
            Transaction transaction = worker.transaction().get();
            int partitions = Clients.partitionsOf(transaction.idleProducer(), access.topic());
            return new TopicWriter(transaction, access.topic(), partitions, maxBytes, told);
        }
        String clientId = "wharf-" + context.pipeline() + "-" + context.id() + "-" + worker.name();
        Producer<byte[], byte[]> producer = Clients.producer(client, clientId, context.budget());
        try {
            int partitions = Clients.partitionsOf(producer, access.topic());
            return new TopicWriter(producer, access.topic(), partitions, maxBytes, told);
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    @Override
    public Optional<FieldUse> fields() {
        return Optional.of(FieldUse.reading("key_field", keyField.stream().toList()));
    }

    @Override
    public String summary() {
        return access.summary()
                + codec.map(format -> ", " + format).orElse("")
                + keyField.map(field -> ", key from " + field).orElse("");
    }

    /** Passes on to the run what became of each record. */
    private record Told(WorkerContext worker) implements TopicWriter.Acknowledgements {
        @Override
        public void acknowledged(WharfRecord record) {
            worker.settled(1);
        }

        @Override
        public void returned(WharfRecord record) {
            worker.returned(1);
        }
    }

    private record KafkaWriter(
            TopicWriter topic,
            @Nullable TopicCodec codec,
            @Nullable Field keyField,
            boolean keepPartition) implements Writer {
        @Override
        public boolean ready() {
            return topic.ready();
        }

        @Override
        public void write(WharfRecord record) {
            if (PayloadOpener.isReference(record.headersIfAny())) {
                record.slice().decoding().payloads().checkPassedOn(record.headersIfAny());
            }
            Payload key = keyField == null ? record.key() : keyOf(record, keyField);
            if (codec == null || record.isTombstone()) {
                topic.write(record, key, partitionOf(record, key));
            } else {
                write(record, key, codec);
            }
        }

        private void write(WharfRecord record, Payload key, TopicCodec format) {
            RecordHeaders headers = new RecordHeaders(record.headers());
            FrameHeaders.dropOfValue(headers);
            headers.remove(PayloadOpener.HEADER); // the value is the payload now
            Payload value = format.encode(record.document(), headers);
            topic.write(record, key, value, headers, partitionOf(record, key));
        }

        /** Without a key there is no order by key to keep, but there is the order of the partition it came from. */
        private @Nullable Integer partitionOf(WharfRecord record, Payload key) {
            Origin origin = record.slice().origin();
            boolean keep = keepPartition && key.isNull() && origin.isTopic();
            return keep ? origin.partition() % topic.partitions() : null;
        }

        private static Payload keyOf(WharfRecord record, Field field) {
            return FieldKey.of(record.get(field), () -> "key_field " + field);
        }

        @Override
        public void tick(Failures failures) {
            topic.tick(undelivered -> failures.failed(undelivered.record(), undelivered.cause()));
        }

        @Override
        public void discard() {
            topic.discard();
        }

        @Override
        public Optional<Trouble> trouble(long nowNanos) {
            return topic.trouble(nowNanos);
        }

        @Override
        public boolean quiet() {
            return topic.quiet();
        }

        @Override
        public void close() {
            topic.close();
        }
    }
}
