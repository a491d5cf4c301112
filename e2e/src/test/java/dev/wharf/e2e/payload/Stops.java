package dev.wharf.e2e.payload;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Stands still between a complete payload and its record, and between the record and its acknowledgement. */
public final class Stops implements ProducerInterceptor<byte[], byte[]> {
    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        if (!record.topic().endsWith(".chunks")) {
            StandStill.at("before-send");
        }
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, @Nullable Exception exception) {
        if (!metadata.topic().endsWith(".chunks")) {
            StandStill.at("before-acknowledgement");
        }
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
}
