package dev.wharf.testkit;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;

/** When a broker wrote each record's first copy to an output or dead letter topic. */
public final class SettleTimes {
    private SettleTimes() {}

    /**
     * Reads whole topics.
     *
     * @param topics with {@code message.timestamp.type=LogAppendTime}: any other timestamp would be the sender's
     * @return wall clock in ms by id
     */
    public static Map<Long, Long> read(String brokers, String... topics) {
        Map<Long, Long> times = new HashMap<>();
        for (String topic : topics) {
            TopicReader.read(brokers, topic, new StringDeserializer(), record -> add(record, times));
        }
        return Collections.unmodifiableMap(times);
    }

    private static void add(ConsumerRecord<String, String> record, Map<Long, Long> times) {
        if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
            throw new IllegalStateException("topic " + record.topic() + " has the timestamps of senders; create it with"
                    + " message.timestamp.type=LogAppendTime");
        }
        OptionalLong id = record.value() == null ? OptionalLong.empty() : Sent.idOf(record.value());
        id.ifPresent(known -> times.merge(known, record.timestamp(), Math::min));
    }
}
