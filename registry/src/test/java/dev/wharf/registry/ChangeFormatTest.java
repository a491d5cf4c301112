package dev.wharf.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.schema.SchemaType;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangeFormatTest {
    private static final SubjectName SUBJECT = new SubjectName(".ctx", "a \"b\" : ü");
    private static final Value METADATA = Json.read(Payload.of("{\"metadata\":{\"properties\":{\"a\":\"b\"}}}"))
            .get("metadata");
    private static final Schema SCHEMA = new Schema(
            SchemaType.PROTOBUF,
            "syntax = \"proto3\";\n",
            List.of(new Reference("a.proto", ":.x:a", 3)),
            METADATA,
            Value.ABSENT,
            new UUID(1, 2),
            new UUID(3, 4));

    private static final List<Change> ALL = List.of(
            new Change.OfSchema(".ctx", 7, SCHEMA),
            new Change.OfSchema(".", 7, null),
            new Change.OfVersion(SUBJECT, 3, new Version(3, 7, true)),
            new Change.OfVersion(SUBJECT, 3, null),
            new Change.OfConfig(SubjectName.GLOBAL, new Config(Level.FULL_TRANSITIVE, null)),
            new Change.OfConfig(SUBJECT, new Config(null, true)),
            new Change.OfConfig(SUBJECT, null),
            new Change.OfMode(SUBJECT, Mode.READONLY_OVERRIDE),
            new Change.OfMode(SUBJECT, null),
            new Change.OfLastId(".ctx", 9));

    @Test
    void everyChangeComesBackAsItWas() {
        assertThat(ALL)
                .allSatisfy(
                        change -> assertThat(ChangeFormat.read(ChangeFormat.key(change), ChangeFormat.value(change)))
                                .isEqualTo(change));
    }

    @Test
    void whatIsAboutTheSameHasTheSameKeyAndNothingElseHas() {
        // Those that are gone are about the same as those before them.
        assertThat(ALL.stream()
                        .map(change -> new String(ChangeFormat.key(change), StandardCharsets.UTF_8))
                        .distinct())
                .hasSize(ALL.size() - 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}",
                "{\"kind\":\"schema\",\"context\":\".\"}",
                "{\"kind\":\"version\",\"context\":\".\",\"subject\":\"s\"}",
                "{\"kind\":\"other\",\"context\":\".\"}"
            })
    void recordsOfOthersAreNotTakenForOurs(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ChangeFormat.read(bytes, "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(WharfException.class);
    }
}
