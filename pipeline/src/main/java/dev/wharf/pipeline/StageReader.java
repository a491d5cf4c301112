package dev.wharf.pipeline;

import dev.wharf.failure.OnError;
import dev.wharf.plan.GraphCheck;
import dev.wharf.plan.Node;
import dev.wharf.problem.Location;
import dev.wharf.problem.Nearest;
import dev.wharf.problem.Problem;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one {@code [[stages]]} table into a node, by what the stage says of itself. */
final class StageReader {
    private static final Set<String> KEYS = FileKey.namesIn("stages");
    /** Stands for the id in the problems of a stage that has none. */
    private static final String NAMELESS = "without id";

    private final StageCatalog catalog;
    private final Variables variables;
    private final PipelineLoader.Options options;
    private final boolean streaming;
    private final List<Problem> problems;

    StageReader(
            StageCatalog catalog,
            Variables variables,
            PipelineLoader.Options options,
            boolean streaming,
            List<Problem> problems) {
        this.catalog = catalog;
        this.variables = variables;
        this.options = options;
        this.streaming = streaming;
        this.problems = problems;
    }

    /** The node, or empty where the stage could not even be made; every problem is reported. */
    Optional<Node> read(TomlTables table) {
        table.onlyKeys(KEYS);
        Optional<String> id = required(table, "id");
        Optional<String> function = required(table, "function");
        Optional<StageProvider> provider = function.flatMap(catalog::find);
        if (function.isPresent() && provider.isEmpty()) {
            table.report(
                    "function",
                    "stage " + id.orElse(NAMELESS) + ": unknown function " + function.get()
                            + Nearest.hint(function.get(), catalog.functions()));
        }
        Optional<Node> node = provider.map(found -> read(table, id.orElse(NAMELESS), found));
        return id.isEmpty() ? Optional.empty() : node;
    }

    private Node read(TomlTables table, String id, StageProvider provider) {
        StageDescriptor descriptor = provider.descriptor();
        List<String> inputs = table.texts("inputs");
        String name = "stage " + id + ": " + descriptor.function();
        Place place = GraphCheck.placeOf(
                descriptor.places(), table.isFilled("inputs"), table.locationOf("inputs"), name, problems);
        StageConfig config = config(table, id, place, descriptor);
        return new Node(
                id,
                descriptor.function(),
                place,
                provider.create(config),
                inputs,
                onError(table, id, place),
                table.location(),
                table.table("config").map(TomlTables::locations).orElse(Map.of()));
    }

    private static Optional<OnError> onError(TomlTables table, String id, Place place) {
        Optional<String> word = table.text("on_error");
        if (word.isPresent() && place == Place.SOURCE) {
            table.report(
                    "on_error",
                    "stage " + id + ": a source has no records before it that could fail; set on_error where they are"
                            + " processed");
            return Optional.empty();
        }
        return word.flatMap(text -> ErrorsReader.onError(table, "on_error", text));
    }

    private Optional<String> required(TomlTables table, String key) {
        if (!table.has(key)) {
            problems.add(new Problem(table.location(), "a stage has no " + key + "; add " + key + " = \"...\""));
        }
        return table.text(key);
    }

    private StageConfig config(TomlTables stage, String id, Place place, StageDescriptor descriptor) {
        Optional<TomlTables> table = stage.table("config");
        Map<String, Object> values = new LinkedHashMap<>();
        Set<String> unusable = new HashSet<>();
        table.ifPresent(found -> fill(found, values, unusable));
        override(descriptor, values);
        Map<String, Location> locations = table.map(TomlTables::locations).orElse(Map.of());
        StageConfig config =
                new StageConfig(id, place, descriptor, values, locations, stage.location(), streaming, problems);
        if (stage.has("config") && table.isEmpty()) {
            descriptor.parameters().forEach(parameter -> config.discard(parameter.name()));
        } else {
            unusable.forEach(config::discard);
            values.keySet().removeAll(unusable);
            new ConfigCheck(config, descriptor, place).check(values, unusable);
        }
        return config;
    }

    /** Puts variables in place; keys that name one which is not there cannot be used. */
    private void fill(TomlTables table, Map<String, Object> values, Set<String> unusable) {
        table.values().forEach((key, value) -> {
            int before = problems.size();
            values.put(key, variables.apply(value, table, key));
            if (problems.size() > before) {
                unusable.add(key);
            }
        });
    }

    /** The command's brokers take the place of the file's. */
    private void override(StageDescriptor descriptor, Map<String, Object> values) {
        for (Parameter parameter : descriptor.parameters()) {
            if (parameter.type() == Parameter.Type.BROKERS && options.brokers().isPresent()) {
                values.put(parameter.name(), options.brokers().get());
            }
        }
    }
}
