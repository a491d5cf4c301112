package dev.wharf.cli;

import dev.wharf.problem.Nearest;
import dev.wharf.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;

/**
 * The topics that a command names, as they are on the cluster.
 *
 * @param there those that exist, once each, in the order named
 * @param missing the others
 * @param all the names of all topics that we may see
 */
record TopicsLookup(List<String> there, List<String> missing, SortedSet<String> all) {

    static TopicsLookup of(Topics cluster, Collection<String> named) {
        SortedSet<String> all = cluster.names();
        List<String> there = new ArrayList<>(new LinkedHashSet<>(named));
        List<String> missing =
                there.stream().filter(name -> !all.contains(name)).toList();
        there.removeAll(missing);
        return new TopicsLookup(there, missing, all);
    }

    /** What to say of a topic that is missing. */
    String problem(String topic) {
        List<String> likely =
                all.stream().filter(name -> !name.startsWith("__")).toList();
        String hint = Nearest.hint(topic, likely);
        return "there is no topic " + topic + ", or this login may not see it"
                + (hint.isEmpty() ? "; wharf topics list shows those there are" : hint);
    }
}
