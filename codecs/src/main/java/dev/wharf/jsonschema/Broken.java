package dev.wharf.jsonschema;

import java.util.List;

/**
 * What of a schema a document breaks.
 *
 * @param count how many rules
 * @param first the first few, in words
 * @param pointer to the place of the first
 */
record Broken(int count, List<String> first, String pointer) {
    /** So many are shown. */
    static final int SHOWN = 3;

    /** In one line; shows names of members, but no values. */
    String text() {
        String shown = String.join("; ", first);
        String rest = count > first.size() ? "; and " + (count - first.size()) + " more" : "";
        return count == 1
                ? "a rule of the schema is broken: " + shown
                : count + " rules of the schema are broken: " + shown + rest;
    }
}
