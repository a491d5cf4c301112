package dev.wharf.e2e;

import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.StageDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reference page of the stages, written from what they say of themselves. */
final class StagesPage {

    static final String PATH = "docs/reference/stages.md";

    private static final String HEAD = """
        # Stages

        <!-- Written from the stage descriptors; do not edit. CONTRIBUTING.md says how to write it anew. -->

        What can stand in `function = "..."`, with the keys of its `[stages.config]`. `wharf info FUNCTION` shows the
        same. Numbers and booleans may be written as strings. How files, rows and comparisons work is in
        [pipeline files](pipeline-file.md).
        """;

    private StagesPage() {}

    static String of(Collection<StageDescriptor> stages) {
        List<String> lines = new ArrayList<>(HEAD.lines().toList());
        lines.add("");
        lines.add("| function | as | does |");
        lines.add("|---|---|---|");
        stages.forEach(stage -> lines.add(
                row("[" + code(stage.function()) + "](#" + anchor(stage) + ")", places(stage), stage.summary())));
        stages.forEach(stage -> addStage(stage, lines));
        return String.join("\n", lines) + "\n";
    }

    private static void addStage(StageDescriptor stage, List<String> lines) {
        lines.add("");
        lines.add("## " + stage.function());
        lines.add("");
        lines.add(stage.summary() + " Stands as " + places(stage) + ".");
        lines.add("");
        lines.add("| key | value | default | meaning |");
        lines.add("|---|---|---|---|");
        stage.parameters()
                .forEach(parameter -> lines.add(
                        row(code(parameter.name()), value(parameter), fallback(parameter), meaning(stage, parameter))));
        lines.add("");
        lines.add("```toml");
        stage.example().lines().forEach(lines::add);
        lines.add("```");
    }

    private static String value(Parameter parameter) {
        if (!parameter.allowed().isEmpty()) {
            return parameter.allowed().stream().map(StagesPage::code).collect(Collectors.joining(", "));
        }
        return switch (parameter.type()) {
            case TEXT, BROKERS -> "string";
            case INTEGER -> "whole number";
            case BOOLEAN -> "true or false";
            case SCALAR -> "string, number or boolean";
            case SCALARS -> "string, number, boolean, or an array of them";
            case TEXTS -> "string, or an array of strings";
            case TABLE -> "table";
            case URL_TABLE -> "URL or table";
        };
    }

    private static String fallback(Parameter parameter) {
        if (parameter.required()) {
            return "required";
        }
        return parameter.fallback() == null ? "" : code(parameter.fallback());
    }

    private static String meaning(StageDescriptor stage, Parameter parameter) {
        boolean everywhere = parameter.places().containsAll(stage.places());
        return everywhere ? parameter.doc() : "As a " + names(parameter.places()) + " only. " + parameter.doc();
    }

    private static String places(StageDescriptor stage) {
        return names(stage.places());
    }

    private static String names(Collection<Place> places) {
        return places.stream()
                .sorted()
                .map(place -> place.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
    }

    private static String anchor(StageDescriptor stage) {
        return stage.function().replace(".", "");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String row(String... cells) {
        return List.of(cells).stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
