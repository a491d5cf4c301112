package dev.wharf.cli;

import dev.wharf.json.PlainJson;

/** Turns plain Java values into JSON text for {@code --json}. */
final class Json {
    private Json() {}

    /** Maps, lists, texts, numbers and booleans, indented. */
    static String pretty(Object value) {
        return PlainJson.pretty(value);
    }
}
