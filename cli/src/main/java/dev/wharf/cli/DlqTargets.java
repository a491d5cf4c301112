package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The topics that dead letters go back to. Each is looked up before anything is sent to it: brokers may be set to
 * create whatever a producer names. For one thread.
 */
final class DlqTargets implements AutoCloseable {
    /** Dead letters name where they come from, and they may name anything. */
    private static final int MAX_KNOWN = 1_000;

    private final Topics topics;
    private final String brokers;
    private final Map<String, Optional<String>> known = new LinkedHashMap<>();

    private DlqTargets(Topics topics, String brokers) {
        this.topics = topics;
        this.brokers = brokers;
    }

    /**
     * Connects.
     *
     * @throws WharfException with {@code ENVIRONMENT} if no broker answers
     */
    static DlqTargets connect(ClientSettings cluster) {
        return new DlqTargets(Topics.connect(cluster), cluster.brokers());
    }

    /**
     * Checks the topic that all are to go to.
     *
     * @throws WharfException with {@code ENVIRONMENT} if there is none
     */
    void require(String topic) {
        problem(topic).ifPresent(text -> {
            throw new WharfException(ErrorCode.ENVIRONMENT, text);
        });
    }

    /**
     * Why nothing can be sent to the topic; empty if it is there.
     *
     * @throws WharfException if the brokers do not say
     */
    Optional<String> problem(String topic) {
        Optional<String> found = known.get(topic);
        if (found == null) {
            found = lookUp(topic);
            if (known.size() == MAX_KNOWN) {
                known.clear();
            }
            known.put(topic, found);
        }
        return found;
    }

    private Optional<String> lookUp(String topic) {
        try {
            return topics.partitions(List.of(topic)).containsKey(topic)
                    ? Optional.empty()
                    : Optional.of("topic " + topic + " does not exist at " + brokers
                            + "; create it with: wharf topics create " + topic + " --brokers " + brokers);
        } catch (WharfException e) {
            boolean refused = e.getCause() instanceof ApiException && !(e.getCause() instanceof RetriableException);
            if (!refused) {
                throw e;
            }
            return Optional.of("topic " + topic + " is refused: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        topics.close();
    }
}
