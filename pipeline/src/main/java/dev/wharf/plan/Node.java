package dev.wharf.plan;

import dev.wharf.failure.OnError;
import dev.wharf.problem.Location;
import dev.wharf.stage.Place;
import dev.wharf.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stage in its place in the graph.
 *
 * @param inputs ids of the nodes whose records it takes; several of them are a union
 * @param onError what it does about records that fail; empty for what the plan says
 * @param places where the keys of its configuration stand; those in tables by dotted keys
 */
public record Node(
        String id,
        String function,
        Place place,
        Stage stage,
        List<String> inputs,
        Optional<OnError> onError,
        Location location,
        Map<String, Location> places) {
    public Node {
        inputs = List.copyOf(inputs);
        places = Map.copyOf(places);
    }

    /** The place of a key of its configuration, or its own where the key is not written. */
    public Location locationOf(String key) {
        return places.getOrDefault(key, location);
    }
}
