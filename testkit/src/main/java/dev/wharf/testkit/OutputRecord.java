package dev.wharf.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A record of an output topic.
 *
 * @param key null where the record has none
 * @param value null in a tombstone
 */
public record OutputRecord(
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String value) {
    /** Reads a whole topic, as far as it is committed now; partitions one after another, each in its order. */
    public static List<OutputRecord> readAll(String brokers, String topic) {
        List<OutputRecord> records = new ArrayList<>();
        TopicReader.read(
                brokers,
                topic,
                new StringDeserializer(),
                record -> records.add(
                        new OutputRecord(record.partition(), record.offset(), record.key(), record.value())));
        return Collections.unmodifiableList(records);
    }
}
