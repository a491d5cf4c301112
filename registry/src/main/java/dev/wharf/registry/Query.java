package dev.wharf.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What stands behind the question mark, in its order. A name may stand there more than once. */
record Query(List<Map.Entry<String, String>> parts) {
    Query {
        parts = List.copyOf(parts);
    }

    /**
     * Reads it as it was sent.
     *
     * @throws Refusal 400 if something is not percent-encoded as it must be
     */
    static Query parse(String text) {
        List<Map.Entry<String, String>> parts = new ArrayList<>();
        for (String each : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int sign = each.indexOf('=');
            String name = sign < 0 ? each : each.substring(0, sign);
            parts.add(Map.entry(Call.decoded(name), sign < 0 ? "" : Call.decoded(each.substring(sign + 1))));
        }
        return new Query(parts);
    }

    boolean has(String name) {
        return all(name).findAny().isPresent();
    }

    /** The last of that name, an empty text if there is none. */
    String last(String name) {
        return all(name).reduce("", (earlier, later) -> later);
    }

    private Stream<String> all(String name) {
        return parts.stream().filter(each -> each.getKey().equals(name)).map(Map.Entry::getValue);
    }

    /** The first of one name with the first of the other, the second with the second, and so on. */
    Map<String, String> pairs(String keys, String values) {
        List<String> all = all(values).toList();
        Map<String, String> pairs = new LinkedHashMap<>();
        all(keys).limit(all.size()).forEach(key -> pairs.put(key, all.get(pairs.size())));
        return pairs;
    }
}
