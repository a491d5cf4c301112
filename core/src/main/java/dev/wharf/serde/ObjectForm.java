package dev.wharf.serde;

import dev.wharf.bind.Binder;
import dev.wharf.codec.ObjectBridge;
import dev.wharf.json.JavaValues;
import dev.wharf.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Java objects to values and back: plain Java ones, users' own classes, and those that formats generate. */
final class ObjectForm {
    private static final List<ObjectBridge> BRIDGES = ServiceLoader.load(ObjectBridge.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private ObjectForm() {}

    /** Who knows the class of the object; empty for plain Java objects and users' own. */
    static Optional<ObjectBridge> bridge(Class<?> type) {
        for (ObjectBridge bridge : BRIDGES) {
            if (bridge.handles(type)) {
                return Optional.of(bridge);
            }
        }
        return Optional.empty();
    }

    static Value write(Object object) {
        if (object instanceof byte[] bytes) {
            return new Value.Binary(bytes);
        }
        if (isPlain(object)) {
            return JavaValues.of(object);
        }
        Optional<ObjectBridge> bridge = bridge(object.getClass());
        return bridge.isPresent() ? bridge.get().write(object) : bound(object);
    }

    private static boolean isPlain(Object object) {
        return object instanceof Map
                || object instanceof Collection
                || object instanceof CharSequence
                || object instanceof Number
                || object instanceof Boolean
                || object instanceof Value
                || object.getClass().getName().startsWith("java.");
    }

    private static <T> Value bound(T object) {
        @SuppressWarnings("unchecked") // the class of an object of T
        Class<T> type = (Class<T>) object.getClass();
        return Binder.of(type).write(object);
    }

    /**
     * @param type what is wanted; {@code Object} for maps, lists, texts and numbers
     */
    static @Nullable Object read(Value value, Class<?> type) {
        if (type == Object.class || type == Map.class) {
            return JavaValues.toJava(value);
        }
        if (type == Value.class) {
            return value;
        }
        if (value instanceof Value.Null) {
            return null;
        }
        Optional<ObjectBridge> bridge = bridge(type);
        return bridge.isPresent()
                ? bridge.get().read(value, type)
                : Binder.of(type).read(value);
    }
}
