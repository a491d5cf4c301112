package dev.wharf.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wharf.http.Timing;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each call asks, and what is made of the answer. */
@Timeout(120)
final class RegistryApiTest {
    private static final String GUID = "d9379214-66c4-484b-925f-4e0ee0f4c896";
    private static final String VERSION =
            "{\"subject\":\"s\",\"version\":3,\"id\":7,\"guid\":\"" + GUID + "\",\"schema\":\"\\\"int\\\"\"}";

    private final TestRegistry server = new TestRegistry();
    private final TestTime time = new TestTime();
    private final SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of(server.url()), time.timing());
    private final RegistryApi api = registry.api();

    @AfterEach
    void everyRequestWasAsItShouldBe() {
        registry.close();
        server.close();
        assertThat(server.flaws()).isEmpty();
    }

    private static Schema number() {
        return Schema.of(SchemaType.AVRO, "\"int\"");
    }

    private String body() {
        return server.requests().get(server.requests().size() - 1).body();
    }

    private static Value value(String json) {
        return JsonCodec.JSON.read(Payload.of(json));
    }

    @Test
    void listsSubjects() {
        server.on("GET /subjects", "[\"a\",\"b/c\"]")
                .on("GET /subjects?subjectPrefix=a&deleted=true", "[\"a\",\"ab\",\"b\"]")
                .on("GET /subjects?subjectPrefix=%3A%2A%3A", "[\":.c:a\"]");

        assertThat(api.subjects()).containsExactly("a", "b/c");
        assertThat(api.subjects("a", true))
                .as("though the registry ignores the prefix")
                .containsExactly("a", "ab");
        assertThat(api.subjects(":*:", false)).containsExactly(":.c:a");
    }

    @Test
    void readsVersions() {
        server.on("GET /subjects/s/versions", "[1,3]")
                .on("GET /subjects/s/versions?deleted=true", "[1,2,3]")
                .on("GET /subjects/s/versions/3", VERSION)
                .on("GET /subjects/s/versions/latest", VERSION)
                .on("GET /subjects/s/versions/2?deleted=true", VERSION.replace("}", ",\"deleted\":true}"))
                .on("GET /subjects/s/versions/3/schema", "\"int\"")
                .on("GET /subjects/s/versions/3/referencedby", "[9,11]");

        RegisteredSchema expected = new RegisteredSchema(7, GUID, "s", 3, number(), false);
        assertThat(api.versions("s", false)).containsExactly(1, 3);
        assertThat(api.versions("s", true)).containsExactly(1, 2, 3);
        assertThat(api.version("s", 3, false)).isEqualTo(expected);
        assertThat(api.latest("s")).isEqualTo(expected);
        assertThat(api.version("s", 2, true).deleted()).isTrue();
        assertThat(api.text("s", 3)).isEqualTo("\"int\"");
        assertThat(api.referencedBy("s", 3)).containsExactly(9, 11);
    }

    @Test
    void escapesSubjects() {
        server.on("GET /subjects/%3A.ctx%3Aa%2Fb%20c%3F%C3%BC/versions/latest", VERSION)
                .on("GET /schemas/ids/7?subject=%3A.ctx%3Aa", VERSION);

        assertThat(api.latest(":.ctx:a/b c?ü").version()).isEqualTo(3);
        assertThat(api.byId(7, ":.ctx:a", "").id()).isEqualTo(7);
    }

    @Test
    void readsSchemasByIdAndGuid() {
        server.on("GET /schemas/ids/7", "{\"schema\":\"message M {}\",\"schemaType\":\"PROTOBUF\",\"maxId\":9}")
                .on("GET /schemas/ids/7?format=serialized", "{\"schema\":\"CgA=\",\"schemaType\":\"PROTOBUF\"}")
                .on("GET /schemas/ids/7/schema", "message M {}")
                .on("GET /schemas/ids/7/subjects?deleted=true", "[\"a\",\"b\"]")
                .on(
                        "GET /schemas/ids/7/versions",
                        "[{\"subject\":\"a\",\"version\":1},{\"subject\":\"b\",\"version\":4}]")
                .on("GET /schemas/guids/" + GUID, "{\"schema\":\"{}\",\"schemaType\":\"JSON\"}")
                .on("GET /schemas/types", "[\"AVRO\",\"JSON\",\"XML\"]")
                .on("GET /contexts", "[\".\",\".ctx\"]");

        assertThat(api.byId(7))
                .isEqualTo(new RegisteredSchema(7, "", "", 0, Schema.of(SchemaType.PROTOBUF, "message M {}"), false));
        assertThat(api.byId(7, "", "serialized").schema().text()).isEqualTo("CgA=");
        assertThat(api.text(7)).isEqualTo("message M {}");
        assertThat(api.subjectsOf(7, true)).containsExactly("a", "b");
        assertThat(api.versionsOf(7, false)).containsExactly(new SubjectVersion("a", 1), new SubjectVersion("b", 4));
        RegisteredSchema byGuid = api.byGuid(UUID.fromString(GUID), "");
        assertThat(byGuid.guid()).isEqualTo(GUID);
        assertThat(byGuid.schema().type()).isEqualTo(SchemaType.JSON);
        assertThat(api.types()).containsExactly("AVRO", "JSON", "XML");
        assertThat(api.contexts()).containsExactly(".", ".ctx");
    }

    @Test
    void registersAndLooksUp() {
        server.on("POST /subjects/s/versions", "{\"id\":7}")
                .on("POST /subjects/s/versions?normalize=true", VERSION)
                .on("POST /subjects/s?normalize=true&deleted=true", VERSION)
                .on("POST /subjects/s", VERSION);

        assertThat(api.register("s", number(), false)).isEqualTo(new RegisteredSchema(7, "", "s", 0, number(), false));
        assertThat(TestRegistry.json(body())).isEqualTo(TestRegistry.json("{\"schema\":\"\\\"int\\\"\"}"));
        assertThat(api.register("s", number(), true).guid()).isEqualTo(GUID);
        assertThat(api.lookup("s", number(), true, true).version()).isEqualTo(3);
        assertThat(api.lookup("s", number(), false, false).id()).isEqualTo(7);
    }

    @Test
    void sendsAllThatBelongsToASchemaAndPassesOnWhatItDoesNotKnow() {
        String metadata = "{\"tags\":{\"**.ssn\":[\"PII\"]},\"properties\":{\"owner\":\"x\"},\"new\":1.50}";
        String rules = "{\"domainRules\":[{\"name\":\"r\",\"kind\":\"CONDITION\"}]}";
        Schema schema = new Schema(
                SchemaType.PROTOBUF,
                "syntax = \"proto3\";\n",
                List.of(new SchemaReference("common.proto", "common", 2)),
                value(metadata),
                value(rules));
        String sent = "{\"schema\":\"syntax = \\\"proto3\\\";\\n\",\"schemaType\":\"PROTOBUF\",\"references\":"
                + "[{\"name\":\"common.proto\",\"subject\":\"common\",\"version\":2}],\"metadata\":" + metadata
                + ",\"ruleSet\":" + rules + "}";
        server.on("POST /subjects/s/versions", sent.replaceFirst("\\{", "{\"id\":7,"))
                .on("POST /subjects/s", sent.replaceFirst("\\{", "{\"id\":7,\"subject\":\"s\",\"version\":1,"));

        assertThat(api.register("s", schema, false).schema()).isEqualTo(schema);
        assertThat(TestRegistry.json(body())).isEqualTo(TestRegistry.json(sent));
        assertThat(api.lookup("s", schema, false, false).schema()).isEqualTo(schema);

        RegisteredSchema restored = api.restore("s", number(), 40, 4);
        assertThat(TestRegistry.json(body()))
                .isEqualTo(TestRegistry.json("{\"schema\":\"\\\"int\\\"\",\"id\":40,\"version\":4}"));
        assertThat(restored.id()).isEqualTo(7);
    }

    @Test
    void asksWhetherASchemaIsCompatible() {
        server.on("POST /compatibility/subjects/s/versions/3?verbose=true", "{\"is_compatible\":true}")
                .on(
                        "POST /compatibility/subjects/s/versions/latest?verbose=true",
                        "{\"is_compatible\":false,\"messages\":[\"because\",\"and\"]}")
                .on("POST /compatibility/subjects/s/versions?verbose=true", "{\"is_compatible\":false}");

        assertThat(api.check("s", 3, number())).isEqualTo(new Compatibility(true, List.of()));
        assertThat(api.checkLatest("s", number())).isEqualTo(new Compatibility(false, List.of("because", "and")));
        assertThat(api.checkAll("s", number())).isEqualTo(new Compatibility(false, List.of()));
    }

    @Test
    void readsAndSetsCompatibility() {
        server.on("GET /config", "{\"compatibilityLevel\":\"BACKWARD\",\"normalize\":false}")
                .on("GET /config/s?defaultToGlobal=true", "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}")
                .refuse("GET /config/s", 404, 40408)
                .on("PUT /config", "{\"compatibility\":\"NONE\",\"normalize\":false}")
                .on("PUT /config/s", "{\"compatibility\":\"FORWARD\"}")
                .on("DELETE /config", "{\"compatibility\":\"NONE\"}")
                .on("DELETE /config/s", "{\"compatibilityLevel\":\"FORWARD\"}");

        assertThat(api.compatibility()).isEqualTo(CompatibilityMode.BACKWARD);
        assertThat(api.compatibility("s", true)).contains(CompatibilityMode.FULL_TRANSITIVE);
        assertThat(api.compatibility("s", false)).isEmpty();
        api.compatibility(CompatibilityMode.NONE);
        assertThat(body()).isEqualTo("{\"compatibility\":\"NONE\"}");
        api.compatibility("s", CompatibilityMode.FORWARD);
        assertThat(body()).isEqualTo("{\"compatibility\":\"FORWARD\"}");
        api.resetCompatibility();
        api.resetCompatibility("s");
        assertThat(server.lines()).endsWith("DELETE /config", "DELETE /config/s");
    }

    @Test
    void readsAndSetsModes() {
        server.on("GET /mode", "{\"mode\":\"READWRITE\"}")
                .on("GET /mode/s?defaultToGlobal=true", "{\"mode\":\"READONLY\"}")
                .refuse("GET /mode/s", 404, 40409)
                .on("PUT /mode?force=true", "{\"mode\":\"IMPORT\"}")
                .on("PUT /mode/s", "{\"mode\":\"READONLY\"}")
                .on("DELETE /mode", "{\"mode\":\"READWRITE\"}")
                .on("DELETE /mode/s", "{\"mode\":\"READWRITE\"}");

        assertThat(api.mode()).isEqualTo(RegistryMode.READWRITE);
        assertThat(api.mode("s", true)).contains(RegistryMode.READONLY);
        assertThat(api.mode("s", false)).isEmpty();
        api.mode(RegistryMode.IMPORT, true);
        assertThat(body()).isEqualTo("{\"mode\":\"IMPORT\"}");
        api.mode("s", RegistryMode.READONLY, false);
        api.resetMode();
        api.resetMode("s");
        assertThat(server.lines()).endsWith("PUT /mode/s", "DELETE /mode", "DELETE /mode/s");
    }

    @Test
    void deletes() {
        server.on("DELETE /subjects/s", "[1,2]")
                .on("DELETE /subjects/s?permanent=true", "[1,2]")
                .on("DELETE /subjects/s/versions/2", "2")
                .on("DELETE /subjects/s/versions/2?permanent=true", "2");

        assertThat(api.deleteSubject("s", false)).containsExactly(1, 2);
        assertThat(api.deleteSubject("s", true)).containsExactly(1, 2);
        api.deleteVersion("s", 2, false);
        api.deleteVersion("s", 2, true);
        assertThat(server.lines()).hasSize(4);
    }

    @Test
    void findsTheLatestWithMetadata() {
        server.on("GET /subjects/s/metadata?key=owner&value=me%20%26%20you", VERSION);
        assertThat(api.latestWith("s", Map.of("owner", "me & you"), false).id()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "404, 40401, UNKNOWN_SUBJECT",
        "404, 40402, UNKNOWN_VERSION",
        "404, 40403, UNKNOWN_SCHEMA",
        "404, 40404, SUBJECT_DELETED",
        "404, 40405, SUBJECT_NOT_DELETED",
        "404, 40406, VERSION_DELETED",
        "404, 40407, VERSION_NOT_DELETED",
        "404, 404, NOT_FOUND",
        "409, 409, INCOMPATIBLE",
        "409, 40901, INCOMPATIBLE",
        "422, 42201, INVALID_SCHEMA",
        "422, 42202, INVALID_VERSION",
        "422, 42203, INVALID_COMPATIBILITY",
        "422, 42204, INVALID_MODE",
        "422, 42205, NOT_PERMITTED",
        "422, 42206, REFERENCED",
        "422, 42299, INVALID",
        "401, 40101, UNAUTHORIZED",
        "403, 40301, FORBIDDEN",
        "429, 42901, UNAVAILABLE",
        "500, 50001, UNAVAILABLE",
        "418, 418, OTHER"
    })
    void tellsErrorsApart(int status, int code, RegistryFault fault) {
        server.refuse("GET /subjects/s/versions/1", status, code);

        RegistryException failure = catchThrowableOfType(RegistryException.class, () -> api.version("s", 1, false));

        assertThat(failure.fault()).isEqualTo(fault);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.errorCode()).isEqualTo(code);
        assertThat(failure.retryable()).isEqualTo(fault == RegistryFault.UNAVAILABLE);
        assertThat(failure)
                .hasMessageContaining("GET " + server.url() + "/subjects/s/versions/1")
                .hasMessageContaining("error " + code)
                .hasMessageContaining("what the registry says");
    }

    @Test
    void saysThatItIsNoRegistryThatAnswers() {
        server.on("GET /subjects", 200, "text/html", "<html>log in, please: s3cr3t</html>")
                .on("GET /mode", 200, TestRegistry.TYPE, "[]")
                .on("GET /config", 404, "text/html", "<html></html>")
                .on("GET /contexts", 200, TestRegistry.TYPE, "{\"a\":")
                .on("GET /schemas/ids/1", 200, TestRegistry.TYPE, "{\"schema\":\"x\",\"schemaType\":\"XML\"}");

        for (Runnable call : List.<Runnable>of(api::subjects, api::mode, api::contexts, () -> api.byId(1))) {
            RegistryException failure = catchThrowableOfType(RegistryException.class, call::run);
            assertThat(failure.fault()).isEqualTo(RegistryFault.UNREADABLE);
            assertThat(failure)
                    .hasMessageContaining("check that the URL")
                    .message()
                    .doesNotContain("s3cr3t");
        }
        RegistryException failure = catchThrowableOfType(RegistryException.class, api::compatibility);
        assertThat(failure.fault()).isEqualTo(RegistryFault.NOT_FOUND);
        assertThat(failure).hasMessageContaining("check the URL of the registry, its path included");
    }

    @Test
    void understandsHowApicurioSaysThatThereIsNothing() {
        server.refuse("GET /config/s", 404, 40401)
                .refuse("GET /mode/s", 404, 40401)
                .on("GET /subjects/s/metadata?key=a&value=b", 204, TestRegistry.TYPE, "")
                .on("GET /schemas/guids/" + GUID, 404, "application/json", "");

        assertThat(api.compatibility("s", false)).isEmpty();
        assertThat(api.mode("s", false)).isEmpty();
        RegistryException failure =
                catchThrowableOfType(RegistryException.class, () -> api.latestWith("s", Map.of("a", "b"), false));
        assertThat(failure.fault()).isEqualTo(RegistryFault.UNKNOWN_VERSION);
        failure = catchThrowableOfType(RegistryException.class, () -> api.byGuid(UUID.fromString(GUID), ""));
        assertThat(failure.fault()).isEqualTo(RegistryFault.UNKNOWN_SCHEMA);
        assertThat(failure).hasMessageContaining("none by GUID at all");
    }

    @Test
    void worksBelowAPath() {
        server.on("GET /apis/ccompat/v7/subjects", "[\"a\"]");
        try (SchemaRegistry below =
                new SchemaRegistry(RegistrySettings.of(server.url() + "/apis/ccompat/v7/"), Timing.real())) {
            assertThat(below.api().subjects()).containsExactly("a");
        }
    }
}
