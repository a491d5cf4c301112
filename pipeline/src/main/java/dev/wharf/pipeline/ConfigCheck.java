package dev.wharf.pipeline;

import dev.wharf.problem.Nearest;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.StageConfig;
import dev.wharf.stage.StageDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks the keys and types of a stage's configuration against what the stage says of itself. */
final class ConfigCheck {
    private final StageConfig config;
    private final StageDescriptor descriptor;
    private final Place place;

    ConfigCheck(StageConfig config, StageDescriptor descriptor, Place place) {
        this.config = config;
        this.descriptor = descriptor;
        this.place = place;
    }

    void check(Map<String, Object> values) {
        values.forEach(this::checkKey);
        for (Parameter parameter : descriptor.parameters(place)) {
            if (parameter.required() && !values.containsKey(parameter.name())) {
                config.problem(
                        parameter.name(),
                        descriptor.function() + " needs " + parameter.name() + ": " + parameter.doc());
            }
        }
    }

    private void checkKey(String key, Object value) {
        Optional<Parameter> parameter = descriptor.parameter(key, place);
        if (parameter.isEmpty()) {
            config.problem(key, unknown(key));
        } else if (!fits(parameter.get().type(), value)) {
            config.problem(key, key + " must be " + describe(parameter.get().type()));
        } else if (!parameter.get().allowed().isEmpty()
                && !parameter.get().allowed().contains(String.valueOf(value))) {
            List<String> allowed = parameter.get().allowed();
            config.problem(
                    key,
                    key + " = " + value + " is not one of " + String.join(", ", allowed)
                            + Nearest.to(String.valueOf(value), allowed)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse(""));
        }
    }

    private String unknown(String key) {
        boolean elsewhere = descriptor.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(key));
        String function = descriptor.function();
        if (elsewhere) {
            return function + " has no key " + key + " as a " + place.name().toLowerCase(Locale.ROOT) + "; remove it";
        }
        List<String> known =
                descriptor.parameters(place).stream().map(Parameter::name).toList();
        return function + " has no key " + key + Nearest.hint(key, known);
    }

    private static boolean fits(Parameter.Type type, Object value) {
        return switch (type) {
            case TEXT, BROKERS -> value instanceof String;
            case INTEGER -> value instanceof Long || (value instanceof String text && Numbers.isInteger(text));
            case BOOLEAN -> value instanceof Boolean || "true".equals(value) || "false".equals(value);
            case SCALAR -> isScalar(value);
            case SCALARS ->
                isScalar(value)
                        || (value instanceof List<?> list && list.stream().allMatch(ConfigCheck::isScalar));
            case TEXTS ->
                value instanceof String
                        || (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance));
            case TABLE -> value instanceof Map;
        };
    }

    private static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static String describe(Parameter.Type type) {
        return switch (type) {
            case TEXT, BROKERS -> "a string";
            case INTEGER -> "a whole number";
            case BOOLEAN -> "true or false";
            case SCALAR -> "a string, a number or a boolean";
            case SCALARS -> "a string, a number, a boolean, or an array of them";
            case TEXTS -> "a string or an array of strings";
            case TABLE -> "a table";
        };
    }
}
