package dev.wharf.registry;

import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What somebody asks of the registry.
 *
 * @param context in which subjects are meant that name none
 * @param path the parts of the path that the route leaves open, by their names
 */
record Call(String context, Map<String, String> path, Query query, Payload body) {

    /**
     * Takes what is percent-encoded for what it means.
     *
     * @throws Refusal 400 if it means nothing
     */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(400, "'" + text + "' is not percent-encoded as it must be");
        }
    }

    /** The subject in the path; the context as a whole where there is none. */
    SubjectName subject() {
        return SubjectName.parse(path.getOrDefault("subject", ""), context);
    }

    VersionWish version() {
        return VersionWish.parse(path.getOrDefault("version", ""));
    }

    /** The id in the path. */
    int id() {
        return number(path.getOrDefault("id", ""));
    }

    /** What the query says, an empty text if it says nothing. */
    String text(String name) {
        return query.last(name);
    }

    boolean flag(String name) {
        return text(name).equalsIgnoreCase("true");
    }

    /** Those that {@code offset} and {@code limit} leave over. */
    <T> List<T> page(Stream<T> all) {
        String limit = text("limit");
        Stream<T> rest = text("offset").isEmpty() ? all : all.skip(number(text("offset")));
        return (limit.isEmpty() || limit.equals("-1") ? rest : rest.limit(number(limit))).toList();
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw Refusal.of(404, "'" + text + "' is no number");
        }
    }

    /**
     * The body.
     *
     * @throws Refusal 400 if it is not JSON
     */
    Json.Members members() {
        try {
            return Json.read(body);
        } catch (WharfException e) {
            throw Refusal.of(400, String.valueOf(e.getMessage()));
        }
    }
}
