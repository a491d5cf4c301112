package dev.wharf.registry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.registry.contract.NewSchema.Ref;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every registry does, and where they differ. Each test has subjects of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContractSuite {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int NEVER_GIVEN = 1_000_000;

    private RegistryCalls calls;

    /** The registry, which others ask, too. */
    abstract Target target();

    /** The client that the contract is asked through. */
    RegistryCalls client(String url) {
        return new HttpCalls(url);
    }

    @BeforeAll
    void connect() {
        calls = client(target().url());
    }

    @AfterAll
    void disconnect() {
        calls.close();
    }

    /** A name that nobody has used, for subjects and for records. */
    private static String fresh() {
        return "n" + NUMBER.incrementAndGet();
    }

    private int register(String subject, NewSchema schema) {
        return calls.register(subject, schema, false).value();
    }

    @Test
    void aSchemaThatIsRegisteredAgainKeepsItsIdAndVersion() {
        String subject = fresh();
        NewSchema schema = Avro.record(subject, "a");
        int id = register(subject, schema);

        assertThat(register(subject, schema)).isEqualTo(id);
        assertThat(calls.versions(subject, false).value()).containsExactly(1);
    }

    @Test
    void whitespaceAndTheOrderOfAttributesMakeNoOtherVersion() {
        String subject = fresh();
        int id = register(subject, Avro.record(subject, "a"));
        NewSchema inOtherWords = NewSchema.avro("{ \"fields\": [ {\"type\": \"int\", \"name\": \"a\"} ], \"name\": \""
                + subject + "\", \"type\": \"record\" }");

        assertThat(register(subject, inOtherWords)).isEqualTo(id);
        assertThat(calls.lookup(subject, inOtherWords, false).value().version()).isEqualTo(1);
    }

    @Test
    void theSameSchemaHasTheSameIdInEverySubject() {
        String subject = fresh();
        String other = fresh();
        NewSchema schema = Avro.record(subject, "a");
        int id = register(subject, schema);

        assertThat(register(other, schema)).isEqualTo(id);
        assertThat(calls.subjectsOf(id).value()).containsExactlyInAnyOrder(subject, other);
    }

    @Test
    void anotherSchemaIsTheNextVersion() {
        String subject = fresh();
        int first = register(subject, Avro.record(subject, "a"));
        int second = register(subject, Avro.record(subject, "a", "b="));

        assertThat(second).isNotEqualTo(first);
        assertThat(calls.versions(subject, false).value()).containsExactly(1, 2);
        assertThat(calls.version(subject, "latest").value().id()).isEqualTo(second);
        assertThat(calls.version(subject, "1").value().id()).isEqualTo(first);
    }

    @Test
    void aSchemaComesBackByItsIdAndItsVersion() {
        String subject = fresh();
        NewSchema schema = Avro.record(subject, "a");
        int id = register(subject, schema);

        assertThat(calls.schema(id).value()).isEqualTo(schema);
        assertThat(calls.version(subject, "1").value()).isEqualTo(new FoundVersion(subject, 1, id, schema));
    }

    @Test
    void eachLanguageComesBackAsWhatItIs() {
        String subject = fresh();
        NewSchema protobuf = new NewSchema(
                "PROTOBUF", "syntax = \"proto3\";\nmessage M" + subject + " {\n  int32 a = 1;\n}\n", List.of());
        NewSchema json = new NewSchema(
                "JSON",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"" + subject
                        + "\",\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}",
                List.of());

        assertThat(calls.schema(register(subject + "p", protobuf)).value().type())
                .isEqualTo("PROTOBUF");
        assertThat(calls.schema(register(subject + "j", json)).value()).isEqualTo(json);
    }

    @Test
    void aSchemaIsFoundUnderItsSubject() {
        String subject = fresh();
        NewSchema schema = Avro.record(subject, "a");
        assertThat(calls.lookup(subject, schema, false).errorCode()).isEqualTo(40401);
        int id = register(subject, schema);

        assertThat(calls.lookup(subject, schema, false).value()).isEqualTo(new FoundVersion(subject, 1, id, schema));
        assertThat(calls.lookup(subject, Avro.record(subject, "other"), false).errorCode())
                .isEqualTo(40403);
    }

    @Test
    void whatIsNotThereHasACodeOfItsOwn() {
        String subject = fresh();
        assertThat(calls.schema(NEVER_GIVEN)).hasToString("404/40403");
        assertThat(calls.versions(subject, false)).hasToString("404/40401");
        assertThat(calls.version(subject, "1")).hasToString("404/40401");
        assertThat(calls.deleteSubject(subject, false)).hasToString("404/40401");
        assertThat(calls.deleteVersion(subject, "1", false)).hasToString("404/40401");

        register(subject, Avro.record(subject, "a"));
        assertThat(calls.version(subject, "9")).hasToString("404/40402");
        assertThat(calls.deleteVersion(subject, "9", false)).hasToString("404/40402");
    }

    @Test
    void whatIsNoSchemaIsRefused() {
        assertThat(calls.register(fresh(), NewSchema.avro("{\"type\":\"nothing\"}"), false))
                .hasToString("422/42201");
    }

    @Test
    void aLevelIsSetForASubject() {
        String subject = fresh();
        register(subject, Avro.record(subject, "a"));

        assertThat(calls.setLevel(subject, "FULL").value()).isEqualTo("FULL");
        assertThat(calls.level(subject).value()).isEqualTo("FULL");
        assertThat(calls.setLevel(subject, "SIDEWAYS")).hasToString("422/42203");
        assertThat(calls.deleteLevel(subject).value()).isEqualTo("FULL");
    }

    /** Against the last of two versions: a, then a and b with a default. */
    @ParameterizedTest
    @CsvSource({
        "NONE, true, true, true",
        "BACKWARD, true, false, true",
        "BACKWARD_TRANSITIVE, true, false, true",
        "FORWARD, true, true, false",
        "FORWARD_TRANSITIVE, true, true, false",
        "FULL, true, false, false",
        "FULL_TRANSITIVE, true, false, false"
    })
    void eachLevelLetsThroughWhatItSays(String level, boolean moreWithDefault, boolean more, boolean less) {
        String subject = fresh();
        register(subject, Avro.record(subject, "a"));
        register(subject, Avro.record(subject, "a", "b="));
        calls.setLevel(subject, level);

        assertThat(calls.compatible(subject, "latest", Avro.record(subject, "a", "b=", "c="))
                        .value())
                .isEqualTo(moreWithDefault);
        assertThat(calls.compatible(subject, "latest", Avro.record(subject, "a", "b=", "d"))
                        .value())
                .isEqualTo(more);
        assertThat(calls.compatible(subject, "latest", Avro.record(subject, "b="))
                        .value())
                .isEqualTo(less);
        assertThat(calls.register(subject, Avro.record(subject, "a", "b=", "d"), false)
                        .errorCode())
                .isEqualTo(more ? 0 : 409);
    }

    /** What goes with the last version, and not with the one before it. */
    @ParameterizedTest
    @CsvSource({
        "NONE, true, true",
        "BACKWARD, true, true",
        "BACKWARD_TRANSITIVE, false, true",
        "FORWARD, true, true",
        "FORWARD_TRANSITIVE, true, false",
        "FULL, true, true",
        "FULL_TRANSITIVE, false, false"
    })
    void aTransitiveLevelLooksAtAllVersions(String level, boolean newReadsFirst, boolean firstReadsNew) {
        String left = fresh();
        register(left, Avro.record(left, "a"));
        register(left, Avro.record(left, "a", "b="));
        calls.setLevel(left, level);
        String right = fresh();
        register(right, Avro.record(right, "a", "b"));
        register(right, Avro.record(right, "a", "b="));
        calls.setLevel(right, level);

        assertThat(calls.register(left, Avro.record(left, "a", "b"), false).errorCode())
                .isEqualTo(newReadsFirst ? 0 : 409);
        assertThat(calls.register(right, Avro.record(right, "a"), false).errorCode())
                .isEqualTo(firstReadsNew ? 0 : 409);
    }

    @Test
    void aVerdictOnWhatIsNotThere() {
        String subject = fresh();
        NewSchema schema = Avro.record(subject, "a");
        assertThat(calls.compatible(subject, "latest", schema).value()).isTrue();
        assertThat(calls.compatible(subject, "1", schema)).hasToString("404/40402");
    }

    @Test
    void aSchemaMayReferToAnother() {
        String base = fresh();
        String user = fresh();
        register(base, Avro.record(base, "x"));
        NewSchema refers = NewSchema.avro("{\"type\":\"record\",\"name\":\"" + user
                + "\",\"fields\":[{\"name\":\"b\",\"type\":\"" + base + "\"}]}");

        assertThat(calls.register(user, refers.with(new Ref(base, base, 7)), false))
                .hasToString("422/42201");
        NewSchema right = refers.with(new Ref(base, base, 1));
        int id = register(user, right);
        assertThat(calls.referencedBy(base, 1).value()).containsExactly(id);
        assertThat(calls.version(user, "1").value().schema()).isEqualTo(right);
        assertThat(calls.deleteVersion(base, "1", false)).hasToString("422/42206");
        assertThat(calls.deleteSubject(base, false)).hasToString("422/42206");
    }

    @Test
    void aSubjectIsDeletedInTwoSteps() {
        String subject = fresh();
        register(subject, Avro.record(subject, "a"));

        assertThat(calls.deleteSubject(subject, true).errorCode()).isEqualTo(40405);
        assertThat(calls.deleteSubject(subject, false).value()).containsExactly(1);
        assertThat(calls.subjects(false).value()).doesNotContain(subject);
        assertThat(calls.subjects(true).value()).contains(subject);
        assertThat(calls.versions(subject, true).value()).containsExactly(1);
        assertThat(calls.deleteSubject(subject, false).errorCode()).isEqualTo(40404);
        assertThat(calls.deleteSubject(subject, true).value()).containsExactly(1);
        assertThat(calls.subjects(true).value()).doesNotContain(subject);
        assertThat(calls.deleteSubject(subject, true).errorCode()).isEqualTo(40401);
    }

    @Test
    void aVersionIsDeletedInTwoSteps() {
        String subject = fresh();
        register(subject, Avro.record(subject, "a"));
        register(subject, Avro.record(subject, "a", "b="));

        assertThat(calls.deleteVersion(subject, "1", true).errorCode()).isEqualTo(40407);
        assertThat(calls.deleteVersion(subject, "1", false).value()).isEqualTo(1);
        assertThat(calls.deleteVersion(subject, "1", false).errorCode()).isEqualTo(40406);
        assertThat(calls.versions(subject, false).value()).containsExactly(2);
        assertThat(calls.version(subject, "1").errorCode()).isEqualTo(40402);
        assertThat(calls.versions(subject, true).value()).containsExactly(1, 2);
        assertThat(calls.deleteVersion(subject, "1", true).value()).isEqualTo(1);
        assertThat(calls.versions(subject, true).value()).containsExactly(2);
        assertThat(calls.deleteVersion(subject, "latest", false).value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Difference.class)
    void registriesDifferJustSo(Difference difference) {
        try (Http http = new Http(target().url())) {
            assertThat(difference.observe(http, fresh())).isEqualTo(difference.expected(target().kind()));
        }
    }
}
