package dev.wharf.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that can be asked.
 *
 * @param parts of the path; one in braces is open
 */
record Route(String method, List<String> parts, Answerer answerer) {

    /** Gives the body of the answer. */
    @FunctionalInterface
    interface Answerer {
        String answer(Call call);
    }

    /** Of a path such as {@code /subjects/{subject}}. */
    static Route of(String method, String path, Answerer answerer) {
        return new Route(method, parts(path), answerer);
    }

    /** The parts of a path between its slashes; one at the end counts for nothing. */
    static List<String> parts(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return inner.isEmpty() ? List.of() : List.of(inner.split("/"));
    }

    /** What stands at the open places of the path, by their names, if the path is of this form. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> open = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{")) {
                open.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(open);
    }
}
