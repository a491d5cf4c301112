package dev.wharf.plan;

import dev.wharf.problem.Location;
import dev.wharf.problem.Problem;
import dev.wharf.stage.Place;
import dev.wharf.stage.SinkStage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Puts stages in order and finds what is wrong with how they hang together. */
public final class GraphCheck {
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final List<Problem> problems;

    /** Reports into the list. Ids are unique by now. */
    public GraphCheck(List<Link> links, List<Problem> problems) {
        links.forEach(link -> this.links.put(link.id(), link));
        this.problems = problems;
    }

    /** A stage and whom it takes records from. */
    public record Link(String id, List<String> inputs, Location location) {}

    /**
     * The ids, each after its inputs; those on a cycle are reported and left out. Inputs that do not exist are no
     * matter.
     */
    public List<String> inOrder() {
        Set<String> done = new LinkedHashSet<>();
        Set<String> cyclic = new HashSet<>();
        Optional<String> stuck = advance(done);
        while (stuck.isPresent()) {
            List<String> cycle = cycleFrom(stuck.get(), done);
            report(cycle);
            cyclic.addAll(cycle);
            done.addAll(cycle);
            stuck = advance(done);
        }
        return done.stream().filter(id -> !cyclic.contains(id)).toList();
    }

    /** Adds every stage whose inputs are done, until no more are; gives one that is left. */
    private Optional<String> advance(Set<String> done) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Link link : links.values()) {
                if (waitsFor(link, done).isEmpty()) {
                    moved |= done.add(link.id());
                }
            }
        }
        return links.keySet().stream().filter(id -> !done.contains(id)).findFirst();
    }

    private Optional<String> waitsFor(Link link, Set<String> done) {
        return link.inputs().stream()
                .filter(input -> links.containsKey(input) && !done.contains(input))
                .findFirst();
    }

    /** From any stuck stage, an unfinished input always leads on, and so into a cycle. */
    private List<String> cycleFrom(String start, Set<String> done) {
        List<String> path = new ArrayList<>();
        Optional<String> next = Optional.of(start);
        while (next.isPresent() && !path.contains(next.get())) {
            path.add(next.get());
            next = Optional.ofNullable(links.get(next.get())).flatMap(link -> waitsFor(link, done));
        }
        return path.subList(next.map(path::indexOf).orElse(0), path.size());
    }

    private void report(List<String> cycle) {
        Link first = Objects.requireNonNull(links.get(cycle.get(0)));
        List<String> ring = new ArrayList<>(cycle);
        ring.add(first.id());
        problems.add(new Problem(
                first.location(),
                "the stages " + String.join(" -> ", ring.reversed())
                        + " form a cycle, which records could never leave; remove one of these inputs"));
    }

    /**
     * Every record must have somewhere to go, and a run that has no end needs sinks that settle before it.
     *
     * @param taken ids of the nodes whose records others take, also those that are left out of the nodes
     */
    public static void checkEnds(List<Node> nodes, Set<String> taken, boolean streaming, List<Problem> problems) {
        for (Node node : nodes) {
            boolean used = taken.contains(node.id());
            if (node.stage() instanceof SinkStage sink) {
                checkSink(node, sink, used, streaming, problems);
            } else if (!used) {
                report(
                        problems,
                        node,
                        "nothing takes its records, which would be lost; name it in the inputs of another stage");
            }
        }
    }

    private static void checkSink(Node node, SinkStage sink, boolean used, boolean streaming, List<Problem> problems) {
        if (used && !sink.passesOn()) {
            report(
                    problems,
                    node,
                    node.function() + " passes no records on; name its own inputs in the stages behind it");
        }
        if (streaming && sink.settling() == SinkStage.Settling.AT_THE_END) {
            report(
                    problems,
                    node,
                    node.function() + " makes its records durable at the end of a run, and execution_mode ="
                            + " \"streaming\" has none; use execution_mode = \"batch\"");
        }
    }

    /** What a sink has against the sources that feed it. */
    public static void checkSinks(Plan plan, List<Problem> problems) {
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SinkStage sink) {
                sink.problemWith(PlanFacts.sourcesOf(plan, node)).ifPresent(text -> report(problems, node, text));
            }
        }
    }

    private static void report(List<Problem> problems, Node node, String text) {
        problems.add(new Problem(node.location(), "stage " + node.id() + ": " + text));
    }

    /** Where a stage stands, from what it can be and whether it has inputs; reports when the two do not go together. */
    public static Place placeOf(
            Set<Place> places, boolean hasInputs, Location location, String name, List<Problem> problems) {
        if (!hasInputs) {
            if (!places.contains(Place.SOURCE)) {
                problems.add(new Problem(location, name + " needs inputs: name the stages whose records it takes"));
            }
            return places.contains(Place.SOURCE) ? Place.SOURCE : anyOf(places);
        }
        if (places.equals(Set.of(Place.SOURCE))) {
            problems.add(new Problem(location, name + " reads from outside and takes no inputs; remove them"));
        }
        return anyOf(places);
    }

    private static Place anyOf(Set<Place> places) {
        if (places.contains(Place.TRANSFORM)) {
            return Place.TRANSFORM;
        }
        return places.contains(Place.SINK) ? Place.SINK : Place.SOURCE;
    }
}
