package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Nearest;
import dev.wharf.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Looks for the topics that a command line names, before anything starts. */
final class NamedTopics {
    /** For topics made on the embedded Kafka: enough to try several workers with. */
    private static final int EMBEDDED_PARTITIONS = 4;

    private NamedTopics() {}

    /** Notes what can be no topic. */
    static void check(List<String> names, List<String> problems) {
        names.stream()
                .filter(name -> !Topics.isName(name))
                .forEach(name -> problems.add("\"" + Printable.line(name)
                        + "\" is no name for a topic; use letters, digits, dots, underscores and hyphens"));
    }

    /**
     * How many partitions each of them has, in the order given.
     *
     * @param embedded whether it is the embedded Kafka
     * @param created hears of missing ones, which are made there and nowhere else; empty to make none
     * @throws WharfException with {@code ENVIRONMENT} if topics are missing
     */
    static Map<String, Integer> partitions(
            Topics topics,
            ClientSettings cluster,
            boolean embedded,
            Optional<Consumer<String>> created,
            List<String> names) {
        Map<String, Integer> found = topics.partitions(new TreeSet<>(names));
        Map<String, Integer> inOrder = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!found.containsKey(name) && embedded && created.isPresent()) {
                String near = Nearest.to(name, topics.names())
                        .map(other -> "; should it have been " + other + "?")
                        .orElse("");
                topics.create(name, EMBEDDED_PARTITIONS, 1);
                found.put(name, EMBEDDED_PARTITIONS);
                created.get().accept("topic " + name + " was not there and is created" + near);
            }
            if (found.containsKey(name)) {
                inOrder.put(name, found.getOrDefault(name, 0));
            } else {
                missing.add(missing(name, cluster, embedded)
                        + Nearest.to(name, topics.names())
                                .map(near -> "; or did you mean " + near + "?")
                                .orElse(""));
            }
        }
        if (!missing.isEmpty()) {
            throw new WharfException(ErrorCode.ENVIRONMENT, String.join(System.lineSeparator(), missing));
        }
        return inOrder;
    }

    private static String missing(String name, ClientSettings cluster, boolean embedded) {
        String create = "; create it with: wharf topics create " + name;
        return embedded
                ? "topic " + name + " does not exist at the embedded Kafka" + create
                : "topic " + name + " does not exist at " + cluster.brokers() + create + " --brokers "
                        + cluster.brokers();
    }
}
