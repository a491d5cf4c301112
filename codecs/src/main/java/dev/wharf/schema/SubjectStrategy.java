package dev.wharf.schema;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Nearest;
import java.util.ArrayList;
import java.util.List;

/** Under which subject a schema is registered. Give a function for one of your own. Safe for use by many threads. */
@FunctionalInterface
public interface SubjectStrategy {
    /** {@code orders-value} or {@code orders-key}: one schema for each topic. */
    SubjectStrategy TOPIC = Known.TOPIC;
    /** The record's full name: one schema for each kind of record, in all topics. */
    SubjectStrategy RECORD = Known.RECORD;
    /** {@code orders-com.example.Order}: several kinds of records in a topic, each topic for itself. */
    SubjectStrategy TOPIC_RECORD = Known.TOPIC_RECORD;

    /**
     * The subject.
     *
     * @param key whether it is for a key, and not for a value
     * @param recordName the schema's full name; empty where it has none
     * @throws WharfException with {@code CONFIGURATION} if it needs a name and there is none
     */
    String subject(String topic, boolean key, String recordName);

    /**
     * By its name in configuration: {@code topic}, {@code record} or {@code topic_record}, or the class that
     * Confluent's clients have for it.
     *
     * @throws WharfException with {@code CONFIGURATION} for any other
     */
    static SubjectStrategy named(String name) {
        List<String> names = new ArrayList<>();
        for (Known known : Known.values()) {
            if (known.key.equals(name) || known.confluent.equals(name)) {
                return known;
            }
            names.add(known.key);
        }
        throw new WharfException(
                ErrorCode.CONFIGURATION,
                "there is no strategy of subjects " + name + Nearest.hint(name, names)
                        + "; one of your own is given in Java");
    }

    /** Those that everybody has. */
    enum Known implements SubjectStrategy {
        TOPIC("topic", "TopicNameStrategy") {
            @Override
            public String subject(String topic, boolean key, String recordName) {
                return topic + (key ? "-key" : "-value");
            }
        },
        RECORD("record", "RecordNameStrategy") {
            @Override
            public String subject(String topic, boolean key, String recordName) {
                return named(topic, recordName);
            }
        },
        TOPIC_RECORD("topic_record", "TopicRecordNameStrategy") {
            @Override
            public String subject(String topic, boolean key, String recordName) {
                return topic + "-" + named(topic, recordName);
            }
        };

        private final String key;
        private final String confluent;

        Known(String key, String confluentClass) {
            this.key = key;
            this.confluent = "io.confluent.kafka.serializers.subject." + confluentClass;
        }

        private static String named(String topic, String recordName) {
            if (recordName.isEmpty()) {
                throw new WharfException(
                        ErrorCode.CONFIGURATION,
                        "the schema for topic " + topic + " has no name, and the strategy of subjects needs one;"
                                + " name the schema, or use the strategy topic");
            }
            return recordName;
        }

        @Override
        public String toString() {
            return key;
        }
    }
}
