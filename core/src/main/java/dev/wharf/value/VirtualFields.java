package dev.wharf.value;

import java.util.List;

/** The names under which the metadata of a Kafka record shows among its fields. */
public final class VirtualFields {
    public static final String KEY = "_kafka_key";
    public static final String PARTITION = "_kafka_partition";
    public static final String OFFSET = "_kafka_offset";
    public static final String TIMESTAMP = "_kafka_timestamp";
    public static final String TOPIC = "_kafka_topic";
    /** The whole value as text, where it is not JSON. */
    public static final String PAYLOAD = "_kafka_payload";

    /** All of them, in the order in which sinks write them. */
    public static final List<String> NAMES = List.of(PAYLOAD, KEY, PARTITION, OFFSET, TIMESTAMP, TOPIC);

    private static final List<String> SHOWN = List.of(PAYLOAD, KEY, PARTITION, OFFSET, TIMESTAMP);

    private VirtualFields() {}

    /**
     * The fields that sinks for people write without being asked, in their order; bound while a plan is put together.
     */
    public static List<Field> shown(Fields fields) {
        return SHOWN.stream().map(fields::field).toList();
    }
}
