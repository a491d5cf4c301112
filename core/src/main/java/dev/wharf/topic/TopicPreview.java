package dev.wharf.topic;

import dev.wharf.error.WharfException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@link TopicPlan#apply} would find and do. Immutable.
 *
 * @param found how the cluster differs
 * @param refused topics with which the brokers would refuse something, and what they said
 */
public record TopicPreview(TopicComparison found, Map<String, WharfException> refused) {
    public TopicPreview {
        refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    }
}
