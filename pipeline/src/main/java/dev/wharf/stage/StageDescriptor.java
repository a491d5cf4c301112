package dev.wharf.stage;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a stage says of itself.
 *
 * @param function the name in {@code function = "..."}
 * @param places where it may stand
 * @param summary one sentence
 * @param parameters its keys, in the order to show them
 * @param example a TOML snippet that works
 */
public record StageDescriptor(
        String function, Set<Place> places, String summary, List<Parameter> parameters, String example) {

    /** The key of this name, where the stage stands. */
    public Optional<Parameter> parameter(String name, Place place) {
        return parameters(place).stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    /** The keys that make sense where the stage stands. */
    public List<Parameter> parameters(Place place) {
        return parameters.stream()
                .filter(parameter -> parameter.places().contains(place))
                .toList();
    }
}
