package dev.wharf.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With which schema is written. */
@Timeout(120)
final class WriterSchemasTest {
    private static final WriterPolicy LOOKUP = new WriterPolicy.Lookup(false);
    private static final WriterPolicy REGISTER = new WriterPolicy.Register(false);
    private static final String POST = "POST /subjects/s";
    private static final String VERSIONS = "GET /subjects/s/versions";
    private static final String LATEST = "GET /subjects/s/versions/latest";

    private final TestRegistry server = new TestRegistry();
    private final TestTime time = new TestTime();
    private final SchemaRegistry registry = new SchemaRegistry(
            RegistrySettings.of(Map.of("registry.url", server.url(), "registry.retry.attempts", "1")), time.timing());
    private final WriterSchemas writers = new WriterSchemas(registry, List.of(new LineRules()));

    @AfterEach
    void close() {
        registry.close();
        server.close();
        assertThat(server.flaws()).isEmpty();
    }

    private static Schema schema(String text) {
        return Schema.of(SchemaType.AVRO, text);
    }

    private static String version(int id, int version, String schema) {
        return "{\"subject\":\"s\",\"version\":" + version + ",\"id\":" + id + ",\"schema\":\"" + schema + "\"}";
    }

    private RegistryException failure(Schema schema, WriterPolicy policy) {
        return catchThrowableOfType(RegistryException.class, () -> writers.resolve("s", schema, policy));
    }

    @Test
    void findsASchemaThatIsThereAndRemembersIt() {
        server.on(POST, version(7, 1, "a:int"));
        for (int i = 0; i < 100; i++) {
            assertThat(writers.resolve("s", schema("a:int"), LOOKUP).id()).isEqualTo(7);
        }
        assertThat(server.lines()).containsExactly(POST);
    }

    @Test
    void findsASchemaThatIsWrittenDifferently() {
        server.refuse(POST, 404, 40403)
                .on(VERSIONS, "[1,2,3]")
                .on(VERSIONS + "/3", version(9, 3, "c:int"))
                .on(VERSIONS + "/2", version(8, 2, "b:text\\na:int"));

        assertThat(writers.resolve("s", schema("a:int\nb:text"), LOOKUP).id()).isEqualTo(8);
        assertThat(server.lines())
                .as("the latest first, and none that is not needed")
                .hasSize(4);
    }

    @Test
    void passesOverVersionsThatItCannotRead() {
        server.refuse(POST, 404, 40403)
                .on(VERSIONS, "[1,2,3]")
                .on(VERSIONS + "/3", version(9, 3, "rubbish"))
                .on(
                        VERSIONS + "/2",
                        "{\"subject\":\"s\",\"version\":2,\"id\":8,\"schema\":\"a:int\",\"schemaType\":\"JSON\"}")
                .on(VERSIONS + "/1", version(7, 1, "a: int"));

        assertThat(writers.resolve("s", schema("a:int"), LOOKUP).id()).isEqualTo(7);
    }

    @Test
    void saysInWhatASchemaDiffersFromTheLatest() {
        server.refuse(POST, 404, 40403)
                .on(VERSIONS, "[4]")
                .on(VERSIONS + "/4", version(9, 4, "a:int\\nold:int"))
                .on(LATEST, version(9, 4, "a:int\\nold:int"));

        RegistryException failure = failure(schema("a:int\nnew:int"), LOOKUP);

        assertThat(failure.fault()).isEqualTo(RegistryFault.UNKNOWN_SCHEMA);
        assertThat(failure)
                .hasMessageContaining("subject s has no version that means the same")
                .hasMessageContaining("version 4, it differs in:\n  + new\n  - old")
                .hasMessageContaining("registry.writer = register");
        int requests = server.lines().size();
        assertThat(failure(schema("a:int\nnew:int"), LOOKUP).fault()).isEqualTo(RegistryFault.UNKNOWN_SCHEMA);
        assertThat(server.lines()).as("not asked again at once").hasSize(requests);
    }

    @Test
    void saysThatThereIsNoSuchSubject() {
        server.refuse(POST, 404, 40401);
        assertThat(failure(schema("a:int"), LOOKUP).fault()).isEqualTo(RegistryFault.UNKNOWN_SUBJECT);
        time.pass(Duration.ofSeconds(31));
        server.on(POST, version(7, 1, "a:int"));
        assertThat(writers.resolve("s", schema("a:int"), LOOKUP).id()).isEqualTo(7);
    }

    @Test
    void asksTheRegistryToNormalize() {
        server.on(POST + "?normalize=true", version(7, 1, "a:int"));
        assertThat(writers.resolve("s", schema("a:int"), new WriterPolicy.Lookup(true))
                        .id())
                .isEqualTo(7);
    }

    @Test
    void registersWhatIsNew() {
        server.on("GET /config/s?defaultToGlobal=true", "{\"compatibilityLevel\":\"BACKWARD\"}")
                .refuse(LATEST, 404, 40401)
                .on(POST + "/versions", "{\"id\":7}");

        for (int i = 0; i < 10; i++) {
            assertThat(writers.resolve("s", schema("a:int"), REGISTER).id()).isEqualTo(7);
        }
        assertThat(server.lines()).hasSize(3);
        assertThat(registry.known(7)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "BACKWARD, 'a:int\nb:int', 'the new cannot read the old: b has no default'",
        "BACKWARD_TRANSITIVE, 'a:int\nb:int', 'the new cannot read the old: b has no default'",
        "FORWARD, 'b:int=0', 'the old cannot read the new: a has no default'",
        "FORWARD_TRANSITIVE, 'b:int=0', 'the old cannot read the new: a has no default'",
        "FULL, 'b:int', 'the old cannot read the new: a has no default'",
        "FULL_TRANSITIVE, 'b:int', 'the new cannot read the old: b has no default'"
    })
    void saysWhyASchemaIsNotCompatibleBeforeItIsRegistered(CompatibilityMode mode, String text, String reason) {
        server.on("GET /config/s?defaultToGlobal=true", "{\"compatibilityLevel\":\"" + mode + "\"}")
                .on(LATEST, version(6, 1, "a:int"))
                .on(VERSIONS, "[1]")
                .on(VERSIONS + "/1", version(6, 1, "a:int"));

        RegistryException failure = failure(schema(text), REGISTER);

        assertThat(failure.fault()).isEqualTo(RegistryFault.INCOMPATIBLE);
        assertThat(failure)
                .hasMessageContaining("subject s is " + mode + ", and with version 1")
                .hasMessageContaining(reason);
        assertThat(server.lines()).noneMatch(line -> line.startsWith("POST"));
    }

    @ParameterizedTest
    @CsvSource({"NONE, 'z:int'", "BACKWARD, 'a:int\nb:int=0'", "FORWARD, 'a:int\nb:int'", "FULL, 'a:int\nb:int=0'"})
    void registersWhatIsCompatible(CompatibilityMode mode, String text) {
        server.on("GET /config/s?defaultToGlobal=true", "{\"compatibilityLevel\":\"" + mode + "\"}")
                .on(LATEST, version(6, 1, "a:int"))
                .on(POST + "/versions", "{\"id\":7}");
        assertThat(writers.resolve("s", schema(text), REGISTER).id()).isEqualTo(7);
    }

    @Test
    void comparesWithAllVersionsWhereThatIsAsked() {
        server.on("GET /config/s?defaultToGlobal=true", "{\"compatibilityLevel\":\"BACKWARD_TRANSITIVE\"}")
                .on(VERSIONS, "[1,2]")
                .on(VERSIONS + "/2", version(6, 2, "a:int\\nb:int"))
                .on(VERSIONS + "/1", version(5, 1, "a:int"));
        assertThat(failure(schema("a:int\nb:int"), REGISTER)).hasMessageContaining("with version 1");
    }

    @Test
    void leavesToTheRegistryWhatItCannotKnow() {
        server.refuse("GET /config/s?defaultToGlobal=true", 403, 40301).refuse(POST + "/versions", 409, 409);
        assertThat(failure(schema("a:int"), REGISTER).errorCode()).isEqualTo(409);

        WriterSchemas withoutRules = new WriterSchemas(registry, List.of());
        RegistryException failure = catchThrowableOfType(
                RegistryException.class, () -> withoutRules.resolve("s", schema("b:int"), REGISTER));
        assertThat(failure.fault()).isEqualTo(RegistryFault.INCOMPATIBLE);
    }

    @Test
    void writesWithTheLatestAndFollowsIt() {
        WriterPolicy latest = new WriterPolicy.Latest(true);
        server.on(LATEST, version(6, 1, "a:int"));
        assertThat(writers.resolve("s", schema("a:int\nb:int"), latest).id()).isEqualTo(6);
        server.on(LATEST, version(8, 2, "a:int\\nc:int=0"));
        time.pass(Duration.ofSeconds(61));
        assertThat(writers.resolve("s", schema("a:int\nb:int"), latest).id()).isEqualTo(8);
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void refusesALatestThatDoesNotTakeWhatIsWritten() {
        server.on(LATEST, version(6, 1, "a:int\\nc:int"));
        RegistryException failure = failure(schema("a:int"), new WriterPolicy.Latest(true));
        assertThat(failure.fault()).isEqualTo(RegistryFault.INCOMPATIBLE);
        assertThat(failure)
                .hasMessageContaining("c has no default")
                .hasMessageContaining("registry.writer.strict = false");
        assertThat(writers.resolve("s", schema("a:int"), new WriterPolicy.Latest(false))
                        .id())
                .isEqualTo(6);
    }

    @Test
    void writesWithAnIdThatIsGiven() {
        server.on("GET /schemas/ids/12", "{\"schema\":\"a:int\"}");
        assertThat(writers.resolve("s", schema("z:int"), new WriterPolicy.FixedId(12))
                        .id())
                .isEqualTo(12);
    }

    @Test
    void saysThatItsOwnSchemaCannotBeRead() {
        server.refuse(POST, 404, 40403).on(VERSIONS, "[]");
        WharfException failure =
                catchThrowableOfType(WharfException.class, () -> writers.resolve("s", schema("rubbish"), LOOKUP));
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION);
    }
}
