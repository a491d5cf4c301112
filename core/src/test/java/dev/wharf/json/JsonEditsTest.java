package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Chains of random changes, made to a document and to Jackson's tree alike. */
class JsonEditsTest {
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    @Test
    void changesWhatJacksonChanges() {
        for (int i = 0; i < 40_000; i++) {
            RandomJson random = new RandomJson(SEED + i);
            byte[] json = random.object();
            List<String> steps = new ArrayList<>();
            try {
                compare(random, json, steps);
            } catch (AssertionError | RuntimeException e) {
                String text = new String(json, StandardCharsets.UTF_8);
                throw new AssertionError("seed " + (SEED + i) + ": " + text + " " + steps, e);
            }
        }
    }

    private static void compare(RandomJson random, byte[] json, List<String> steps) {
        Fields fields = new Fields();
        for (int i = random.below(8); i > 0; i--) {
            fields.field(random.name()); // the others are added after decoding
        }
        JsonDocument document = (JsonDocument) JsonCodec.JSON.decode(Payload.of(json), fields);
        ObjectNode node = (ObjectNode) Jackson.tree(json);
        for (int i = random.below(6); i > 0; i--) {
            if (random.below(4) == 0) {
                List<Field> selection = selection(random, fields);
                steps.add("select " + selection);
                document = document.select(selection);
                node = select(node, selection);
            } else {
                Field field = fields.field(random.name());
                Value value = value(random);
                steps.add("with " + field + " " + value);
                document = document.with(field, value);
                set(node, field.name(), value);
            }
            if (random.below(2) == 0) {
                assertSame(document, node, fields);
            }
        }
        assertSame(document, node, fields);
    }

    private static void assertSame(JsonDocument document, ObjectNode node, Fields fields) {
        JsonNode encoded = Jackson.tree(((Payload.Inline) document.encoded()).array());
        assertThat(encoded).isEqualTo(node);
        assertThat(List.copyOf(encoded.properties())).isEqualTo(List.copyOf(node.properties()));
        Jackson.assertSame(document.value(), node);
        for (String name : RandomJson.NAMES) {
            Value value = document.get(fields.field(name));
            if (node.has(name)) {
                Jackson.assertSame(value, node.get(name));
            } else if (!(value instanceof Value.Absent)) {
                throw new AssertionError(name + " is there");
            }
        }
    }

    private static List<Field> selection(RandomJson random, Fields fields) {
        List<Field> selection = new ArrayList<>();
        for (int i = random.below(8); i > 0; i--) {
            selection.add(fields.field(random.name()));
        }
        return selection;
    }

    private static ObjectNode select(ObjectNode node, List<Field> selection) {
        ObjectNode selected = node.objectNode();
        for (Field field : selection) {
            if (node.has(field.name())) {
                selected.set(field.name(), node.get(field.name()));
            }
        }
        return selected;
    }

    private static Value value(RandomJson random) {
        return switch (random.below(5)) {
            case 0 -> Value.ABSENT;
            case 1 -> new Value.Text("té\"xt" + random.below(1000));
            case 2 -> Value.Int.of(random.below(1 << 30) - (1 << 29));
            case 3 -> Value.NULL;
            default -> new Value.Array(List.of(Value.Bool.TRUE, new Value.Text("")));
        };
    }

    private static void set(ObjectNode node, String name, Value value) {
        if (value instanceof Value.Absent) {
            node.remove(name);
            return;
        }
        ByteSink sink = new ByteSink();
        JsonWriter.write(value, sink);
        node.set(name, Jackson.tree(sink.toByteArray()));
    }
}
