package dev.wharf.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How far a group is that copies one topic to another, as Kafka itself sees it. Any thread. */
public final class GroupView implements AutoCloseable {
    /** A broker that is frozen answers nothing; then another one is asked. */
    private static final int FROZEN_BROKER_LIMIT_MS = 3_000;

    private final Admin admin;
    private final String group;
    private final String input;
    private final String output;

    /**
     * @param input topic that the group reads
     * @param output topic that it writes
     */
    public GroupView(String brokers, String group, String input, String output) {
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers, "request.timeout.ms", FROZEN_BROKER_LIMIT_MS));
        this.group = group;
        this.input = input;
        this.output = output;
    }

    /** Committed offsets by partition of the input; 0 where nothing is committed. */
    public Map<Integer, Long> committed() {
        Map<Integer, Long> committed = new HashMap<>();
        partitions(input).forEach(partition -> committed.put(partition.partition(), 0L));
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(input) && offset != null) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        return committed;
    }

    public Map<Integer, Long> inputEnds() {
        return ends(input);
    }

    public Map<Integer, Long> outputEnds() {
        return ends(output);
    }

    /** Records in the output, all partitions together. */
    public long outputCount() {
        return outputEnds().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether everything in the input is committed. */
    public boolean done() {
        return committed().equals(inputEnds());
    }

    /** A member of the group, and its partitions of the input. */
    public record Member(String memberId, Set<Integer> partitions) {
        public Member {
            partitions = Set.copyOf(partitions);
        }
    }

    /** The members by client id, once the group is settled and every client is in it once. */
    public Optional<Map<String, Member>> members() {
        ConsumerGroupDescription described;
        try {
            described = admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .getOrDefault(group, KafkaFuture.completedFuture(null))
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return described.groupState() == GroupState.STABLE ? members(described) : Optional.empty();
    }

    private Optional<Map<String, Member>> members(ConsumerGroupDescription described) {
        Map<String, Member> members = new HashMap<>();
        Set<Integer> all = new HashSet<>();
        for (MemberDescription member : described.members()) {
            Set<Integer> own = member.assignment().topicPartitions().stream()
                    .map(TopicPartition::partition)
                    .collect(Collectors.toSet());
            all.addAll(own);
            if (members.put(member.clientId(), new Member(member.consumerId(), own)) != null) {
                return Optional.empty();
            }
        }
        return all.size() == partitions(input).size() ? Optional.of(members) : Optional.empty();
    }

    private Map<Integer, Long> ends(String topic) {
        Map<TopicPartition, OffsetSpec> latest = partitions(topic).stream()
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        get(admin.listOffsets(latest).all())
                .forEach((partition, info) -> ends.put(partition.partition(), info.offset()));
        return ends;
    }

    private Set<TopicPartition> partitions(String topic) {
        TopicDescription described =
                get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        if (described == null) {
            throw new IllegalStateException("no topic " + topic);
        }
        return described.partitions().stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toSet());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
