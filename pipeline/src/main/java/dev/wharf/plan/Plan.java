package dev.wharf.plan;

import java.util.List;

/**
 * A graph of stages, ready to run. Immutable; checked when it was put together, so every input exists, there is no
 * cycle, and every record has somewhere to go.
 *
 * @param nodes in an order in which every node comes after its inputs
 */
public record Plan(String name, PlanSettings settings, List<Node> nodes) {
    public Plan {
        nodes = List.copyOf(nodes);
    }

    /** The nodes that take what this one emits. */
    public List<Node> consumersOf(String id) {
        return nodes.stream().filter(node -> node.inputs().contains(id)).toList();
    }
}
