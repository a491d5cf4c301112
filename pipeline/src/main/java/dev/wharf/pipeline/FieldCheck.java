package dev.wharf.pipeline;

import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.problem.Nearest;
import dev.wharf.problem.Problem;
import dev.wharf.stage.FieldUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds fields that a plan asks for and no record has, by following what its stages say of themselves from samples of
 * the sources on. Behind a stage that does not say, nothing is known.
 */
final class FieldCheck {
    private final Map<String, Sample> samples;
    private final List<Problem> problems = new ArrayList<>();
    /** Of each node that is known: the fields behind it, and the samples they come from. */
    private final Map<String, Shape> behind = new HashMap<>();

    private record Shape(Set<String> names, Set<String> which) {}

    private FieldCheck(Map<String, Sample> samples) {
        this.samples = samples;
    }

    /**
     * The warnings.
     *
     * @param samples by the ids of sources
     */
    static List<Problem> check(Plan plan, Map<String, Sample> samples) {
        FieldCheck check = new FieldCheck(samples);
        plan.nodes().forEach(check::visit);
        return check.problems;
    }

    private void visit(Node node) {
        shapeBefore(node).ifPresent(shape -> {
            Optional<FieldUse> use = node.stage().fields();
            use.ifPresent(fields -> fields.reads().forEach((key, names) -> look(node, key, names, shape)));
            if (node.inputs().isEmpty()) {
                behind.put(node.id(), shape);
            } else {
                use.ifPresent(fields -> behind.put(node.id(), after(shape, fields)));
            }
        });
    }

    private Optional<Shape> shapeBefore(Node node) {
        if (node.inputs().isEmpty()) {
            return Optional.ofNullable(samples.get(node.id()))
                    .map(sample -> new Shape(sample.names(), Set.of(sample.which())));
        }
        Set<String> names = new HashSet<>();
        Set<String> which = new HashSet<>();
        for (String input : node.inputs()) {
            Shape shape = behind.get(input);
            if (shape == null) {
                return Optional.empty();
            }
            names.addAll(shape.names());
            which.addAll(shape.which());
        }
        return Optional.of(new Shape(names, which));
    }

    private void look(Node node, String key, List<String> names, Shape shape) {
        for (String name : names) {
            if (!shape.names().contains(name)) {
                String which = shape.which().stream().sorted().collect(Collectors.joining(", and none "));
                problems.add(Problem.warning(
                        node.locationOf(key),
                        "stage " + node.id() + ": none " + which + " has a field " + name
                                + Nearest.hint(name, shown(shape.names()))));
            }
        }
    }

    /** Metadata is not worth a suggestion. */
    private static Set<String> shown(Set<String> names) {
        return names.stream().filter(name -> !name.startsWith("_kafka_")).collect(Collectors.toSet());
    }

    private static Shape after(Shape shape, FieldUse use) {
        // What a stage was told to keep is taken to be there, so that one mistake is told once.
        Set<String> names = new HashSet<>(use.keeps().orElse(shape.names()));
        names.addAll(use.adds());
        return new Shape(names, shape.which());
    }
}
