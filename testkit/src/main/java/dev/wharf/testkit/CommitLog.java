package dev.wharf.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Every commit of a group, read from the topic in which Kafka keeps them. An answer of a broker may be old, when it was
 * frozen and does not yet know that another one keeps the group now; the topic is never old, and misses none.
 */
public final class CommitLog {
    private static final String TOPIC = "__consumer_offsets";

    /** Keys of these versions are of commits, those of others of members. */
    private static final short LAST_COMMIT_VERSION = 1;

    private CommitLog() {}

    /** One commit of one partition. */
    public record Commit(TopicPartition partition, long offset) {}

    /** The group's commits; those of a partition in their order, those of aborted transactions left out. */
    public static List<Commit> read(String brokers, String group) {
        List<Commit> commits = new ArrayList<>();
        TopicReader.read(brokers, TOPIC, new ByteArrayDeserializer(), record -> {
            Commit commit = parse(group, record.key(), record.value());
            if (commit != null) {
                commits.add(commit);
            }
        });
        return Collections.unmodifiableList(commits);
    }

    /** Kafka's {@code OffsetCommitKey}, and the begin of its {@code OffsetCommitValue}. */
    static @Nullable Commit parse(String group, byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || value == null) {
            return null;
        }
        ByteBuffer place = ByteBuffer.wrap(key);
        if (place.getShort() > LAST_COMMIT_VERSION || !text(place).equals(group)) {
            return null;
        }
        TopicPartition partition = new TopicPartition(text(place), place.getInt());
        return new Commit(partition, ByteBuffer.wrap(value).getLong(Short.BYTES));
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
