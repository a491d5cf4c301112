package dev.wharf.value;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map that was given away, and that nobody changes any more. */
final class ValueMap extends AbstractMap<Value, Value> {
    private final Map<Value, Value> entries;

    ValueMap(Map<Value, Value> entries) {
        this.entries = entries;
    }

    /** The same map where nobody can change it, else a copy in the same order. */
    static Map<Value, Value> of(Map<Value, Value> entries) {
        return entries instanceof ValueMap ? entries : new ValueMap(new LinkedHashMap<>(entries));
    }

    @Override
    public Set<Entry<Value, Value>> entrySet() {
        return Collections.unmodifiableMap(entries).entrySet();
    }

    @Override
    public @Nullable Value get(Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(key);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public void forEach(BiConsumer<? super Value, ? super Value> action) {
        entries.forEach(action);
    }
}
