package dev.wharf.registry.contract;

import dev.wharf.registry.contract.Target.Kind;
import dev.wharf.schema.CompatibilityMode;
import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.RegistryException;
import dev.wharf.schema.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What our client cannot hide: what it says with our registry behind it, and what with Apicurio 3.3.3. */
enum ClientDifference {
    VERSION_OF_A_NEW_SCHEMA(
            "told", "not told", (client, s) -> register(client, s, "a").version() == 0 ? "not told" : "told"),
    GUID_OF_A_NEW_SCHEMA(
            "told", "not told", (client, s) -> register(client, s, "a").guid().isEmpty() ? "not told" : "told"),
    GUID("found by it", "none", (client, s) -> {
        RegisteredSchema registered = register(client, s, "a");
        return client.guid(registered, s)
                .map(guid -> client.byGuid(guid).schema().equals(registered.schema()) ? "found by it" : "of another")
                .orElse("none");
    }),
    UNKNOWN_GUID(
            "UNKNOWN_SCHEMA 404/40403",
            "UNKNOWN_SCHEMA 404/0",
            (client, s) -> answered(() -> client.byGuid(new UUID(1, 1)))),
    /** What a writer finds nevertheless, by comparing. */
    JSON_SCHEMA_WITH_ITS_MEMBERS_IN_ANOTHER_ORDER("UNKNOWN_SCHEMA 404/40403", "version 1", (client, s) -> {
        client.register(s, Written.json(s), false);
        return answered(() -> "version "
                + client.lookup(s, Written.jsonInOtherWords(s), false).version());
    }),
    COMPATIBILITY("BACKWARD", "NONE", (client, s) -> {
        register(client, s, "a");
        return named(client.compatibility(s));
    }),
    COMPATIBILITY_OF_NO_SUBJECT("BACKWARD", "none", (client, s) -> named(client.compatibility(s))),
    OWN_COMPATIBILITY_OF_A_SUBJECT_WITHOUT_ONE("none", "NONE", (client, s) -> {
        register(client, s, "a");
        return named(client.api().compatibility(s, false));
    }),
    OWN_MODE_OF_A_SUBJECT_WITHOUT_ONE("none", "READWRITE", (client, s) -> {
        register(client, s, "a");
        return named(client.api().mode(s, false));
    }),
    WHY_A_SCHEMA_IS_NOT_COMPATIBLE("told", "not told", (client, s) -> {
        register(client, s, "a");
        client.api().compatibility(s, CompatibilityMode.BACKWARD);
        return client.api().checkLatest(s, Written.avro(s, "a", "b")).reasons().isEmpty() ? "not told" : "told";
    }),
    LOOKUP_IN_A_DELETED_SUBJECT("UNKNOWN_SUBJECT 404/40401", "UNKNOWN_SCHEMA 404/40403", (client, s) -> {
        register(client, s, "a");
        client.api().deleteSubject(s, false);
        return answered(() -> client.lookup(s, Written.avro(s, "a"), false));
    }),
    METADATA_THAT_NO_VERSION_HAS("UNKNOWN_SCHEMA 404/40403", "UNKNOWN_VERSION 204/0", (client, s) -> {
        register(client, s, "a");
        return answered(() -> client.api().latestWith(s, Map.of("k", "v"), false));
    });

    private final String wharf;
    private final String apicurio;

    @SuppressWarnings("ImmutableEnumChecker") // it captures nothing
    private final BiFunction<SchemaRegistry, String, String> question;

    ClientDifference(String wharf, String apicurio, BiFunction<SchemaRegistry, String, String> question) {
        this.wharf = wharf;
        this.apicurio = apicurio;
        this.question = question;
    }

    /**
     * What the client says, in short.
     *
     * @param subject that nobody has used
     */
    String observe(SchemaRegistry client, String subject) {
        return question.apply(client, subject);
    }

    String expected(Kind kind) {
        return switch (kind) {
            case WHARF -> wharf;
            case APICURIO -> apicurio;
        };
    }

    private static RegisteredSchema register(SchemaRegistry client, String subject, String... fields) {
        return client.register(subject, Written.avro(subject, fields), false);
    }

    private static String named(Optional<? extends Enum<?>> setting) {
        return setting.<String>map(Enum::name).orElse("none");
    }

    /** What was answered, or how it was refused. */
    private static String answered(Supplier<Object> call) {
        try {
            return String.valueOf(call.get());
        } catch (RegistryException e) {
            return e.fault() + " " + e.status() + "/" + e.errorCode();
        }
    }
}
