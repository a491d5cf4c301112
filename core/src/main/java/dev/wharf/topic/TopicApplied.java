package dev.wharf.topic;

import dev.wharf.error.WharfException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a plan on a cluster. Immutable.
 *
 * @param done the differences that are gone by our doing; one that somebody else was quicker with is not among them
 * @param after how the cluster differs now
 * @param refused topics with which the brokers refused something, and what they said
 */
public record TopicApplied(List<TopicDifference> done, TopicComparison after, Map<String, WharfException> refused) {
    public TopicApplied {
        done = List.copyOf(done);
        refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    }
}
