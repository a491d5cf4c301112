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
import java.util.Set;

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

    /**
     * Reports what is wrong, and makes the stage do without it.
     *
     * @param unusable keys that were written, with a problem that is reported already
     */
    void check(Map<String, Object> values, Set<String> unusable) {
        values.forEach((key, value) -> problemWith(key, value).ifPresent(text -> refuse(key, text)));
        for (Parameter parameter : descriptor.parameters(place)) {
            String name = parameter.name();
            if (parameter.required() && !values.containsKey(name) && !unusable.contains(name)) {
                refuse(name, descriptor.function() + " needs " + name + ": " + parameter.doc());
            }
        }
    }

    private void refuse(String key, String text) {
        config.problem(key, text);
        config.discard(key);
    }

    private Optional<String> problemWith(String key, Object value) {
        Optional<Parameter> parameter = descriptor.parameter(key, place);
        if (parameter.isEmpty()) {
            return Optional.of(unknown(key));
        }
        if (!isFinite(value)) {
            return Optional.of(key + " holds inf or nan, which stands for no number; write a finite number");
        }
        if (!fits(parameter.get().type(), value)) {
            return Optional.of(key + " must be " + describe(parameter.get().type()));
        }
        List<String> allowed = parameter.get().allowed();
        if (allowed.isEmpty() || allowed.contains(String.valueOf(value))) {
            return Optional.empty();
        }
        String near = Nearest.to(String.valueOf(value), allowed)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return Optional.of(key + " = " + value + " is not one of " + String.join(", ", allowed) + near);
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
            case URL_TABLE -> value instanceof Map || value instanceof String;
        };
    }

    private static boolean isFinite(Object value) {
        return switch (value) {
            case Double number -> Double.isFinite(number);
            case List<?> list -> list.stream().allMatch(ConfigCheck::isFinite);
            case Map<?, ?> map -> map.values().stream().allMatch(ConfigCheck::isFinite);
            default -> true;
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
            case URL_TABLE -> "a URL or a table";
        };
    }
}
