package dev.wharf.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/** What is asked of the brokers to make topics as planned: to be done, or only to be judged. */
record TopicCalls(ClusterAdmin cluster, boolean judgeOnly) {

    void create(String name, TopicTier tier) {
        NewTopic topic = new NewTopic(name, Optional.of(tier.partitions()), Topics.copies(tier.replicationFactor()));
        cluster.await(cluster.admin()
                .createTopics(List.of(topic.configs(tier.configs())), new CreateTopicsOptions().validateOnly(judgeOnly))
                .all());
    }

    void set(String topic, List<TopicDifference> changes) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        List<AlterConfigOp> operations = changes.stream()
                .map(each -> new AlterConfigOp(new ConfigEntry(each.what(), each.wanted()), AlterConfigOp.OpType.SET))
                .toList();
        cluster.await(cluster.admin()
                .incrementalAlterConfigs(
                        Map.of(resource, operations), new AlterConfigsOptions().validateOnly(judgeOnly))
                .all());
    }

    void addPartitions(String topic, int count) {
        cluster.await(cluster.admin()
                .createPartitions(
                        Map.of(topic, NewPartitions.increaseTo(count)),
                        new CreatePartitionsOptions().validateOnly(judgeOnly))
                .all());
    }
}
