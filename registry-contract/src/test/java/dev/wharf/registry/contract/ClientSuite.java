package dev.wharf.registry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wharf.schema.CompatibilityMode;
import dev.wharf.schema.ParsedSchema;
import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.RegistryException;
import dev.wharf.schema.RegistryFault;
import dev.wharf.schema.RegistrySettings;
import dev.wharf.schema.Schema;
import dev.wharf.schema.SchemaReference;
import dev.wharf.schema.SchemaRegistry;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import dev.wharf.schema.SubjectVersion;
import dev.wharf.schema.WriterPolicy;
import dev.wharf.schema.WriterSchemas;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What our client makes of every registry, and what it cannot hide of their differences. Each test has subjects of its
 * own, and a client that remembers nothing yet.
 */
abstract class ClientSuite {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int NEVER_GIVEN = 1_000_000;
    private static final List<SchemaRules> RULES = ServiceLoader.load(SchemaRules.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private SchemaRegistry client;

    /** The registry, which others ask, too. */
    abstract Target target();

    @BeforeEach
    void connect() {
        client = newClient();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private SchemaRegistry newClient() {
        return new SchemaRegistry(RegistrySettings.of(target().url()));
    }

    /** A name that nobody has used, for subjects and for records. */
    private static String fresh() {
        return "c" + NUMBER.incrementAndGet();
    }

    private static ParsedSchema parsed(Schema schema, Map<String, String> references) {
        return RULES.stream()
                .filter(rules -> rules.type() == schema.type())
                .findFirst()
                .orElseThrow()
                .parse(schema.text(), references);
    }

    /** Some registries give another text back than they got. */
    private static void assertMeansTheSame(Schema one, Schema other) {
        assertThat(one.type()).isEqualTo(other.type());
        assertThat(parsed(one, Map.of()).differences(parsed(other, Map.of()))).isEmpty();
    }

    private RegisteredSchema register(String subject, Schema schema) {
        return client.register(subject, schema, false);
    }

    private static RegistryException refused(ThrowingCallable call) {
        RegistryException refused = catchThrowableOfType(RegistryException.class, call);
        assertThat(refused).as("it is refused").isNotNull();
        return refused;
    }

    private static void assertFault(RegistryFault fault, ThrowingCallable call) {
        assertThat(refused(call).fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @EnumSource(SchemaType.class)
    void whatIsRegisteredIsFoundByIdByVersionAndAsTheLatest(SchemaType type) {
        String subject = fresh();
        Schema schema = Written.in(type, subject);
        int id = register(subject, schema).id();

        try (SchemaRegistry other = newClient()) {
            assertMeansTheSame(other.byId(id).schema(), schema);
            RegisteredSchema latest = other.latest(subject);
            assertMeansTheSame(latest.schema(), schema);
            assertThat(latest)
                    .isEqualTo(other.version(subject, 1))
                    .extracting(RegisteredSchema::subject, RegisteredSchema::version, RegisteredSchema::id)
                    .containsExactly(subject, 1, id);
        }
    }

    @ParameterizedTest
    @EnumSource(SchemaType.class)
    void whatIsLookedUpIsWhatWasRegistered(SchemaType type) {
        String subject = fresh();
        Schema schema = Written.in(type, subject);
        int id = register(subject, schema).id();

        try (SchemaRegistry other = newClient()) {
            RegisteredSchema found = other.lookup(subject, schema, false);
            assertThat(found)
                    .extracting(RegisteredSchema::subject, RegisteredSchema::version, RegisteredSchema::id)
                    .containsExactly(subject, 1, id);
            assertMeansTheSame(found.schema(), schema);
            assertThat(other.byId(id)).as("what it has learned").isEqualTo(found);
        }
    }

    /** If the registry does not say so, the client compares. */
    @ParameterizedTest
    @EnumSource(SchemaType.class)
    void whatMeansTheSameIsFoundByAWriter(SchemaType type) {
        String subject = fresh();
        int id = register(subject, Written.in(type, subject)).id();

        RegisteredSchema found = new WriterSchemas(client, RULES)
                .resolve(subject, Written.inOtherWords(type, subject), new WriterPolicy.Lookup(false));

        assertThat(found)
                .extracting(RegisteredSchema::version, RegisteredSchema::id)
                .containsExactly(1, id);
        assertThat(client.api().versions(subject, false)).containsExactly(1);
    }

    @Test
    void aWriterIsToldInWhatItsSchemaDiffers() {
        String subject = fresh();
        register(subject, Written.avro(subject, "a"));

        RegistryException refused = refused(() -> new WriterSchemas(client, RULES)
                .resolve(subject, Written.avro(subject, "a", "amount"), new WriterPolicy.Lookup(false)));

        assertThat(refused.fault()).isEqualTo(RegistryFault.UNKNOWN_SCHEMA);
        assertThat(refused).hasMessageContaining("amount");
    }

    @Test
    void importsAreGathered() {
        String subject = fresh();
        String common = fresh();
        Schema imported = Written.in(SchemaType.PROTOBUF, common);
        register(common, imported);
        Schema schema = Written.protobuf(subject, common, new SchemaReference("common.proto", common, 1));
        int id = register(subject, schema).id();

        try (SchemaRegistry other = newClient()) {
            Schema found = other.byId(id).schema();
            Map<String, String> references = other.references(found);
            assertThat(found.references()).isEqualTo(schema.references());
            assertThat(references).containsOnlyKeys("common.proto");
            assertThat(parsed(found, references).differences(parsed(schema, Map.of("common.proto", imported.text()))))
                    .isEmpty();
            assertThat(other.api().referencedBy(common, 1)).containsExactly(id);
            assertThat(other.lookup(subject, schema, false).id()).isEqualTo(id);
        }
    }

    @Test
    void whatIsNotCompatibleIsRefused() {
        String subject = fresh();
        register(subject, Written.avro(subject, "a"));
        client.api().compatibility(subject, CompatibilityMode.BACKWARD);
        Schema incompatible = Written.avro(subject, "a", "amount");

        assertThat(client.compatibility(subject)).contains(CompatibilityMode.BACKWARD);
        assertThat(client.api().checkLatest(subject, incompatible).compatible()).isFalse();
        assertThat(client.api().checkAll(subject, incompatible).compatible()).isFalse();
        assertFault(RegistryFault.INCOMPATIBLE, () -> client.register(subject, incompatible, false));
        assertThat(client.api().versions(subject, false)).containsExactly(1);
    }

    @Test
    void aWriterIsToldWhatIsNotCompatible() {
        String subject = fresh();
        register(subject, Written.avro(subject, "a"));
        client.api().compatibility(subject, CompatibilityMode.BACKWARD);

        RegistryException refused = refused(() -> new WriterSchemas(client, RULES)
                .resolve(subject, Written.avro(subject, "a", "amount"), new WriterPolicy.Register(false)));

        assertThat(refused.fault()).isEqualTo(RegistryFault.INCOMPATIBLE);
        assertThat(refused).hasMessageContaining("amount");
        assertThat(client.api().versions(subject, false)).containsExactly(1);
    }

    @Test
    void whatIsNotThereHasAFaultOfItsOwn() {
        String subject = fresh();
        Schema schema = Written.avro(subject, "a");
        assertFault(RegistryFault.UNKNOWN_SCHEMA, () -> client.byId(NEVER_GIVEN));
        assertFault(RegistryFault.UNKNOWN_SCHEMA, () -> client.byGuid(new UUID(1, 1)));
        assertFault(RegistryFault.UNKNOWN_SUBJECT, () -> client.latest(subject));
        assertFault(RegistryFault.UNKNOWN_SUBJECT, () -> client.version(subject, 1));
        assertFault(RegistryFault.UNKNOWN_SUBJECT, () -> client.lookup(subject, schema, false));
        assertFault(RegistryFault.UNKNOWN_SUBJECT, () -> client.api().deleteSubject(subject, false));

        register(subject, schema);
        assertFault(RegistryFault.UNKNOWN_VERSION, () -> client.version(subject, 9));
        assertFault(RegistryFault.UNKNOWN_SCHEMA, () -> client.lookup(subject, Written.avro(subject, "other"), false));
    }

    @ParameterizedTest
    @EnumSource(SchemaType.class)
    void whatIsNoSchemaIsRefused(SchemaType type) {
        String subject = fresh();
        assertFault(RegistryFault.INVALID_SCHEMA, () -> client.register(subject, Written.broken(type, subject), false));
    }

    @Test
    void aReferenceToWhatIsNotThereIsRefused() {
        String subject = fresh();
        Schema refers = Written.avro(subject, new SchemaReference("Base", fresh(), 1));

        assertFault(RegistryFault.INVALID_SCHEMA, () -> client.register(subject, refers, false));
    }

    @Test
    void whatWasFetchedBeforehandIsKnown() {
        String subject = fresh();
        int first = register(subject, Written.avro(subject, "a")).id();
        int second = register(subject, Written.avro(subject, "a", "b=")).id();

        try (SchemaRegistry other = newClient()) {
            assertThat(other.known(first)).isNull();
            assertThat(other.prefetch(List.of(fresh(), subject))).isEqualTo(2);
            assertThat(List.of(first, second))
                    .doesNotContain(0)
                    .allSatisfy(id -> assertThat(other.known(id)).isNotNull());
        }
    }

    @Test
    void theVersionsThatAreASchemaAreListed() {
        String subject = fresh();
        Schema schema = Written.avro(subject, "a");
        int id = register(subject, schema).id();
        register(subject + "-too", schema);

        assertThat(client.api().versionsOf(id, false))
                .containsExactlyInAnyOrder(new SubjectVersion(subject, 1), new SubjectVersion(subject + "-too", 1));
        assertThat(client.api().subjectsOf(id, false)).containsExactlyInAnyOrder(subject, subject + "-too");
    }

    /** Some registries ignore the prefix that they are asked for. */
    @Test
    void subjectsAreFoundByTheirPrefix() {
        String subject = fresh();
        register(subject + "-one", Written.avro(subject, "a"));
        register(subject + "-two", Written.avro(subject, "a"));
        register("another-" + subject, Written.avro(subject, "a"));

        assertThat(client.api().subjects(subject + "-", false))
                .containsExactlyInAnyOrder(subject + "-one", subject + "-two");
    }

    @Test
    void aSubjectMayHaveAnyName() {
        String subject = fresh() + "/a b+%\u00e9?#";
        Schema schema = Written.avro("R", "a");
        int id = register(subject, schema).id();

        assertThat(client.latest(subject))
                .extracting(RegisteredSchema::subject, RegisteredSchema::id)
                .containsExactly(subject, id);
    }

    @Test
    void theSchemaOfADeletedSubjectIsThereForThoseWhoHaveItsId() {
        String subject = fresh();
        Schema schema = Written.avro(subject, "a");
        int id = register(subject, schema).id();

        assertThat(client.api().deleteSubject(subject, false)).containsExactly(1);

        try (SchemaRegistry other = newClient()) {
            assertThat(other.byId(id).schema()).isEqualTo(schema);
            assertFault(RegistryFault.UNKNOWN_SUBJECT, () -> other.latest(subject));
            assertFault(RegistryFault.UNKNOWN_SUBJECT, () -> other.version(subject, 1));
            assertFault(RegistryFault.SUBJECT_DELETED, () -> other.api().deleteSubject(subject, false));
            assertThat(other.api().subjects(subject, false)).isEmpty();
            assertThat(other.api().subjects(subject, true)).containsExactly(subject);
            assertThat(other.prefetch(List.of(subject))).isZero();
        }
        assertThat(client.byId(id).schema()).as("remembered").isEqualTo(schema);
    }

    @Test
    void whatIsDeletedForGoodIsNotThereAnyMore() {
        String subject = fresh();
        Schema schema = Written.avro(subject, "a");
        int id = register(subject, schema).id();

        assertFault(RegistryFault.SUBJECT_NOT_DELETED, () -> client.api().deleteSubject(subject, true));
        client.api().deleteSubject(subject, false);
        assertThat(client.api().deleteSubject(subject, true)).containsExactly(1);

        try (SchemaRegistry other = newClient()) {
            assertFault(RegistryFault.UNKNOWN_SCHEMA, () -> other.byId(id));
            assertThat(other.api().subjects(subject, true)).isEmpty();
        }
        assertThat(client.byId(id).schema()).as("remembered").isEqualTo(schema);
    }

    @Test
    void withoutItsLastVersionTheOneBeforeIsTheLatest() {
        String subject = fresh();
        int first = register(subject, Written.avro(subject, "a")).id();
        Schema deleted = Written.avro(subject, "a", "b=");
        int second = register(subject, deleted).id();
        client.api().deleteVersion(subject, 2, false);

        try (SchemaRegistry other = newClient()) {
            assertThat(other.latest(subject).id()).isEqualTo(first);
            assertFault(RegistryFault.UNKNOWN_VERSION, () -> other.version(subject, 2));
            assertThat(other.api().version(subject, 2, true).schema()).isEqualTo(deleted);
            assertThat(other.byId(second).schema()).isEqualTo(deleted);
            assertThat(other.api().versions(subject, true)).containsExactly(1, 2);
        }
    }

    @Test
    void aVersionIsDeletedInTwoSteps() {
        String subject = fresh();
        register(subject, Written.avro(subject, "a"));
        register(subject, Written.avro(subject, "a", "b="));

        assertFault(RegistryFault.VERSION_NOT_DELETED, () -> client.api().deleteVersion(subject, 1, true));
        client.api().deleteVersion(subject, 1, false);
        assertFault(RegistryFault.VERSION_DELETED, () -> client.api().deleteVersion(subject, 1, false));
        client.api().deleteVersion(subject, 1, true);
        assertThat(client.api().versions(subject, true)).containsExactly(2);
    }

    @Test
    void whatOthersReferToIsNotDeleted() {
        String subject = fresh();
        String user = fresh();
        register(subject, Written.avro(subject, "a"));
        register(user, Written.avro(user, new SchemaReference(subject, subject, 1)));

        assertFault(RegistryFault.REFERENCED, () -> client.api().deleteVersion(subject, 1, false));
        assertFault(RegistryFault.REFERENCED, () -> client.api().deleteSubject(subject, false));
    }

    @ParameterizedTest
    @EnumSource(ClientDifference.class)
    void registriesDifferJustSo(ClientDifference difference) {
        assertThat(difference.observe(client, fresh())).isEqualTo(difference.expected(target().kind()));
    }
}
