package dev.wharf.value;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a row in their order, each once. Shared by all rows that look alike. Immutable. */
public final class Shape {
    private final List<String> names;
    private final Map<String, Integer> indexes;
    private final List<Name> inOrder;

    private Shape(List<String> names, Map<String, Integer> indexes) {
        this.names = names;
        this.indexes = indexes;
        this.inOrder = names.stream().map(Name::new).toList();
    }

    public static Shape of(List<String> names) {
        Map<String, Integer> indexes = HashMap.newHashMap(names.size());
        for (String name : names) {
            if (indexes.put(name, indexes.size()) != null) {
                throw new IllegalArgumentException("the name " + name + " stands twice in a row");
            }
        }
        return new Shape(List.copyOf(names), indexes);
    }

    public List<String> names() {
        return names;
    }

    public int size() {
        return names.size();
    }

    /** The name at that place, with what encoders remember of it. */
    public Name name(int index) {
        return inOrder.get(index);
    }

    /** The place of the name, or -1. */
    public int indexOf(String name) {
        return indexes.getOrDefault(name, -1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
