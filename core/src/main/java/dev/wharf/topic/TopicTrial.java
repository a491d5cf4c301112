package dev.wharf.topic;

import dev.wharf.error.WharfException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Asks the brokers what they would refuse of what is planned. Changes nothing. For one thread, and one time. */
final class TopicTrial {
    private final TopicCalls calls;
    private final List<String> untold = new ArrayList<>();
    private final Map<String, WharfException> refused = new LinkedHashMap<>();

    private TopicTrial(ClusterAdmin cluster) {
        this.calls = new TopicCalls(cluster, true);
    }

    static TopicPreview of(ClusterAdmin cluster, TopicComparison found) {
        TopicTrial trial = new TopicTrial(cluster);
        found.missing().forEach((topic, tier) -> trial.attempt(topic, () -> trial.calls.create(topic, tier)));
        found.configChanges().forEach((topic, changes) -> trial.attempt(topic, () -> trial.calls.set(topic, changes)));
        found.morePartitions()
                .forEach((topic, count) -> trial.attempt(topic, () -> trial.calls.addPartitions(topic, count)));
        return new TopicPreview(found.withUntold(trial.untold), trial.refused);
    }

    private void attempt(String topic, Runnable call) {
        try {
            call.run();
        } catch (WharfException e) {
            if (e.getCause() instanceof AuthorizationException) {
                untold.add("topic " + topic + ": whether the brokers would take this is not told to whoever may not do"
                        + " it: " + e.getCause().getMessage());
            } else if (!TopicApply.isOfOneTopic(e)) {
                throw e;
            } else if (!(e.getCause() instanceof TopicExistsException)) {
                refused.putIfAbsent(topic, e);
            }
        }
    }
}
