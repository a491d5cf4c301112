package dev.wharf.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schemas that refer to others. */
final class ReferencesTest {
    private final Map<String, Schema> places = new HashMap<>();

    private static Schema schema(String text, SchemaReference... references) {
        return Schema.of(SchemaType.PROTOBUF, text, List.of(references));
    }

    private static SchemaReference to(String name, int version) {
        return new SchemaReference(name + ".proto", name, version);
    }

    private void put(String subject, int version, Schema schema) {
        places.put(subject + "/" + version, schema);
    }

    private Map<String, String> gather(Schema schema, String context) {
        return References.of(schema, context, (subject, version) -> {
            Schema found = places.get(subject + "/" + version);
            if (found == null) {
                throw RegistryException.of(RegistryFault.UNKNOWN_SUBJECT, "no " + subject);
            }
            return new RegisteredSchema(1, "", subject, version, found, false);
        });
    }

    private RegistryException failure(Schema schema) {
        return catchThrowableOfType(RegistryException.class, () -> gather(schema, ""));
    }

    @Test
    void comeInAnOrderInWhichNoneNeedsALaterOne() {
        put("a", 1, schema("A", to("c", 1)));
        put("b", 1, schema("B", to("a", 1), to("c", 1)));
        put("c", 1, schema("C"));

        assertThat(gather(schema("top", to("b", 1), to("a", 1)), ""))
                .containsExactly(Map.entry("c.proto", "C"), Map.entry("a.proto", "A"), Map.entry("b.proto", "B"));
    }

    @Test
    void areInTheContextOfTheirSchema() {
        put(":.ctx:a", 1, schema("A", to("b", 1)));
        put(":.ctx:b", 1, schema("B"));
        assertThat(gather(schema("top", to("a", 1)), ":.ctx:")).hasSize(2);
    }

    @Test
    void mustNotMakeACircle() {
        put("a", 1, schema("A", to("b", 1)));
        put("b", 1, schema("B", to("a", 1)));

        RegistryException failure = failure(schema("top", to("a", 1)));

        assertThat(failure.fault()).isEqualTo(RegistryFault.BAD_REFERENCES);
        assertThat(failure).hasMessageContaining("lead back to a version 1");
    }

    @Test
    void mustNotBeTooDeep() {
        for (int i = 0; i < 100; i++) {
            put("s" + i, 1, schema("S" + i, to("s" + (i + 1), 1)));
        }
        assertThat(failure(schema("top", to("s0", 1)))).hasMessageContaining("deeper than 32");
    }

    @Test
    void mustNotBeTooMany() {
        SchemaReference[] many = new SchemaReference[1_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = to("s" + i, 1);
            put("s" + i, 1, schema("S" + i));
        }
        assertThat(failure(schema("top", many))).hasMessageContaining("more than 500 references");
    }

    @Test
    void mustNotHaveOneNameForTwo() {
        put("a", 1, schema("A", to("c", 1)));
        put("b", 1, schema("B", to("c", 2)));
        put("c", 1, schema("C1"));
        put("c", 2, schema("C2"));

        assertThat(failure(schema("top", to("a", 1), to("b", 1)))).hasMessageContaining("referred to as c.proto");
    }

    @Test
    void canBeMissing() {
        assertThat(failure(schema("top", to("x", 1))).fault()).isEqualTo(RegistryFault.UNKNOWN_SUBJECT);
    }
}
