package dev.wharf.bind;

import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map; of a row its names are the keys. */
final class MapForm extends Form {
    private static final Set<String> WHOLE_NUMBERS = Set.of("Byte", "Short", "Integer", "Long");

    private final Form key;
    private final Form element;

    MapForm(Form key, Form element) {
        super("a Map of " + key.type() + " to " + element.type());
        this.key = key;
        this.element = element;
    }

    @Override
    Object readFitting(Value value) {
        return switch (value) {
            case Value.Row row -> ofRow(row);
            case Value.MapOf map -> ofMap(map);
            default -> throw misfit(value);
        };
    }

    private Object ofRow(Value.Row row) {
        Map<@Nullable Object, @Nullable Object> map =
                LinkedHashMap.newLinkedHashMap(row.shape().size());
        for (int i = 0; i < row.shape().size(); i++) {
            if (!(row.values().get(i) instanceof Value.Absent)) {
                put(new Value.Text(row.shape().names().get(i)), row.values().get(i), map);
            }
        }
        return map;
    }

    private Object ofMap(Value.MapOf entries) {
        Map<@Nullable Object, @Nullable Object> map =
                LinkedHashMap.newLinkedHashMap(entries.entries().size());
        entries.entries().forEach((name, value) -> put(name, value, map));
        return map;
    }

    /** An error shows the number of the entry, not its key, which is data. */
    private void put(Value name, Value value, Map<@Nullable Object, @Nullable Object> map) {
        int index = map.size();
        try {
            map.put(key.read(asNumber(name)), element.read(value));
        } catch (Misfit | WharfException e) {
            throw Misfit.within("{" + index + "}", e);
        }
        if (map.size() == index) {
            throw Misfit.within("{" + index + "}", Misfit.of("the same key stands before, and a Map has it once"));
        }
    }

    /** A number that had to become text because names are text, as in JSON. */
    private Value asNumber(Value name) {
        if (!(name instanceof Value.Text text) || !WHOLE_NUMBERS.contains(key.type())) {
            return name;
        }
        try {
            long number = Long.parseLong(text.value());
            return Long.toString(number).equals(text.value()) ? Value.Int.of(number) : name;
        } catch (NumberFormatException e) {
            return name;
        }
    }

    @Override
    Value writeFitting(@Nullable Object object) {
        if (!(object instanceof Map<?, ?> map)) {
            return Value.NULL;
        }
        Map<Value, Value> entries = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((name, value) -> {
            try {
                entries.put(key.write(name), element.write(value));
            } catch (Misfit | WharfException e) {
                throw Misfit.within("{" + entries.size() + "}", e);
            }
        });
        return Value.MapOf.of(entries);
    }
}
