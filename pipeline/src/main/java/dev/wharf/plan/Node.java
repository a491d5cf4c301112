package dev.wharf.plan;

import dev.wharf.problem.Location;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import java.util.List;

/**
 * One stage in its place in the graph.
 *
 * @param inputs ids of the nodes whose records it takes; several of them are a union
 */
public record Node(String id, String function, Place place, Stage stage, List<String> inputs, Location location) {
    public Node {
        inputs = List.copyOf(inputs);
    }
}
