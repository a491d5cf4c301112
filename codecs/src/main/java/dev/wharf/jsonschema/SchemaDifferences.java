package dev.wharf.jsonschema;

import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** In what two schemas differ, place by place. */
final class SchemaDifferences {
    /** More are counted, but not listed. */
    static final int MAX_LINES = 100;

    /** Lists whose order means nothing. */
    private static final Set<String> SETS = Set.of("required", "enum", "type");

    private final List<String> lines = new ArrayList<>();
    private int more;

    private SchemaDifferences() {}

    /** A line for each place where the other is not like this one. */
    static List<String> of(Value one, Value other) {
        SchemaDifferences found = new SchemaDifferences();
        found.compare("#", one, other);
        if (found.more > 0) {
            found.lines.add("and " + found.more + " more");
        }
        return List.copyOf(found.lines);
    }

    private void compare(String at, Value one, Value other) {
        if (JsonEquality.same(one, other)) {
            return;
        }
        if (one instanceof Value.Row a && other instanceof Value.Row b) {
            members(at, a, b);
        } else if (one instanceof Value.Array a && other instanceof Value.Array b) {
            if (SETS.contains(Pointers.last(at))) {
                elements(at, a.values(), b.values());
            } else {
                inOrder(at, a.values(), b.values());
            }
        } else {
            line(at + ": " + Wording.json(one) + " here, " + Wording.json(other) + " in the other");
        }
    }

    private void members(String at, Value.Row one, Value.Row other) {
        for (String name : one.shape().names()) {
            String place = Pointers.child(at, name);
            if (other.shape().indexOf(name) < 0) {
                line(place + ": only here");
            } else {
                compare(place, one.get(name), other.get(name));
            }
        }
        for (String name : other.shape().names()) {
            if (one.shape().indexOf(name) < 0) {
                line(Pointers.child(at, name) + ": only in the other");
            }
        }
    }

    private void elements(String at, List<Value> one, List<Value> other) {
        Meter free = Meter.ofSchema(Integer.MAX_VALUE);
        Set<JsonEquality.Key> here = keys(one, free);
        Set<JsonEquality.Key> there = keys(other, free);
        here.stream()
                .filter(key -> !there.contains(key))
                .forEach(key -> line(at + ": " + Wording.json(key.value()) + " only here"));
        there.stream()
                .filter(key -> !here.contains(key))
                .forEach(key -> line(at + ": " + Wording.json(key.value()) + " only in the other"));
    }

    private static Set<JsonEquality.Key> keys(List<Value> values, Meter free) {
        Set<JsonEquality.Key> keys = new LinkedHashSet<>();
        values.forEach(value -> keys.add(new JsonEquality.Key(value, free)));
        return keys;
    }

    private void inOrder(String at, List<Value> one, List<Value> other) {
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            String place = Pointers.child(at, i);
            if (i >= other.size()) {
                line(place + ": only here");
            } else if (i >= one.size()) {
                line(place + ": only in the other");
            } else {
                compare(place, one.get(i), other.get(i));
            }
        }
    }

    private void line(String text) {
        if (lines.size() < MAX_LINES) {
            lines.add(text);
        } else {
            more++;
        }
    }
}
