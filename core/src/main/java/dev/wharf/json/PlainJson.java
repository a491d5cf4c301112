package dev.wharf.json;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plain Java values as JSON text: for what programs say of themselves, not for records. */
public final class PlainJson {
    private PlainJson() {}

    /** Maps, lists, texts, numbers and booleans, indented; anything else as its text. */
    public static String pretty(Object value) {
        ByteSink sink = new ByteSink();
        JsonWriter.writePretty(valueOf(value), sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    /** The same on one line. */
    public static String line(Object value) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(valueOf(value), sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    private static Value valueOf(Object value) {
        return switch (value) {
            case Map<?, ?> map -> rowOf(map);
            case List<?> list ->
                new Value.Array(list.stream().map(PlainJson::valueOf).toList());
            case Boolean bool -> Value.Bool.of(bool);
            case Integer number -> Value.Int.of(number);
            case Long number -> Value.Int.of(number);
            case Double number -> new Value.Float64(number);
            default -> new Value.Text(value.toString());
        };
    }

    private static Value rowOf(Map<?, ?> map) {
        List<String> names = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        map.forEach((name, value) -> {
            names.add(String.valueOf(name));
            values.add(value == null ? Value.NULL : valueOf(value));
        });
        return new Value.Row(Shape.of(names), values);
    }
}
