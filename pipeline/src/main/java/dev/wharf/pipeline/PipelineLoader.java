package dev.wharf.pipeline;

import dev.wharf.error.WharfException;
import dev.wharf.plan.DeliveryCheck;
import dev.wharf.plan.GraphCheck;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanException;
import dev.wharf.plan.PlanSettings;
import dev.wharf.problem.Location;
import dev.wharf.problem.Nearest;
import dev.wharf.problem.Problem;
import dev.wharf.stage.SinkStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlArray;

/** Reads a pipeline file into a plan, and reports everything that is wrong with it at once. */
public final class PipelineLoader {
    private static final Set<String> TOP = Set.of("pipeline", "global", "stages", "error_handling");

    private final StageCatalog catalog;
    private final Options options;
    private final List<Problem> problems = new ArrayList<>();

    private PipelineLoader(StageCatalog catalog, Options options) {
        this.catalog = catalog;
        this.options = options;
    }

    /**
     * What the command line and the process add to a file.
     *
     * @param brokers take the place of those in the file
     * @param environment for {@code ${NAME}} in variables
     */
    public record Options(Optional<String> brokers, Map<String, String> environment) {
        public static Options none() {
            return new Options(Optional.empty(), System.getenv());
        }
    }

    /**
     * Reads the file.
     *
     * @throws PlanException with all problems, in the order of their lines
     * @throws WharfException with {@code CONFIGURATION} when there is no such file
     */
    public static Plan load(Path file, StageCatalog catalog, Options options) {
        return parse(PipelineFile.read(file), file.toString(), catalog, options);
    }

    /** The same from a text; {@code name} stands for the file in problems. */
    public static Plan parse(String toml, String name, StageCatalog catalog, Options options) {
        PipelineLoader loader = new PipelineLoader(catalog, options);
        Optional<Plan> plan = loader.parse(toml, name);
        if (!loader.problems.isEmpty() || plan.isEmpty()) {
            throw PlanException.ofFile(loader.problems);
        }
        return plan.get();
    }

    private Optional<Plan> parse(String toml, String name) {
        return TomlTables.parse(toml, name, problems).map(this::plan);
    }

    private Plan plan(TomlTables top) {
        top.onlyKeys(TOP);
        FileSettings settings = FileSettings.read(top, options.environment());
        Plan plan = new Plan(settings.name(), settings.plan(), stages(top, settings));
        GraphCheck.checkSinks(plan, problems);
        DeliveryCheck.check(plan, problems);
        return plan;
    }

    private List<Node> stages(TomlTables top, FileSettings settings) {
        StageReader reader = new StageReader(
                catalog, settings.variables(), options, settings.plan().streaming(), problems);
        List<TomlTables> tables = top.tables("stages");
        if (!top.has("stages") || (top.value("stages") instanceof TomlArray array && array.isEmpty())) {
            problems.add(new Problem(top.location(), "the pipeline has no stages; add at least one [[stages]] table"));
        }
        Set<String> ids = checkIds(tables);
        Set<String> taken = new HashSet<>();
        List<GraphCheck.Link> links = new ArrayList<>();
        Map<String, Node> nodes = new HashMap<>();
        for (TomlTables table : tables) {
            taken.addAll(checkInputs(table, ids));
            reader.read(table).ifPresent(node -> nodes.put(node.id(), node));
            if (table.value("id") instanceof String id) {
                links.add(new GraphCheck.Link(id, table.texts("inputs"), table.location()));
            }
        }
        List<Node> ordered = new GraphCheck(links, problems)
                .inOrder().stream().map(nodes::get).filter(Objects::nonNull).toList();
        if (tables.stream().anyMatch(PipelineLoader::hidesItsInputs)) { // any stage might be among them
            ordered.stream()
                    .filter(node -> !(node.stage() instanceof SinkStage))
                    .forEach(node -> taken.add(node.id()));
        }
        GraphCheck.checkEnds(ordered, taken, settings.plan().streaming(), problems);
        return ordered;
    }

    /** Whether its inputs are of the wrong kind, which is reported already. */
    private static boolean hidesItsInputs(TomlTables table) {
        boolean empty = !table.isFilled("inputs") || table.value("inputs") instanceof String;
        boolean texts = table.value("inputs") instanceof TomlArray array
                && array.toList().stream().allMatch(String.class::isInstance);
        return !empty && !texts;
    }

    private static Set<String> checkIds(List<TomlTables> tables) {
        Map<String, Location> seen = new HashMap<>();
        for (TomlTables table : tables) {
            if (table.value("id") instanceof String id) {
                Location first = seen.putIfAbsent(id, table.locationOf("id"));
                if (first != null) {
                    table.report(
                            "id",
                            "the id " + id + " is taken by the stage at line " + first.line() + "; choose another");
                }
            }
        }
        return seen.keySet();
    }

    /** The stages meant by the inputs: of a mistyped one, the nearest, so that it does not seem unused as well. */
    private static Set<String> checkInputs(TomlTables table, Set<String> ids) {
        Set<String> seen = new HashSet<>();
        Object own = table.value("id");
        for (String input : table.texts("inputs")) {
            if (!ids.contains(input)) {
                table.report("inputs", "stage " + own + ": there is no stage " + input + Nearest.hint(input, ids));
                Nearest.to(input, ids).ifPresent(seen::add);
            } else if (!seen.add(input)) {
                table.report("inputs", "stage " + own + ": the input " + input + " stands there twice; remove one");
            }
        }
        return seen;
    }

    /** What stands around the stages; separate so that this class reads top to bottom. */
    record FileSettings(String name, PlanSettings plan, Variables variables) {
        static FileSettings read(TomlTables top, Map<String, String> environment) {
            return new SettingsReader(top, environment).read();
        }
    }
}
