package dev.wharf.schema;

import dev.wharf.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Every call of Confluent's REST interface, each asked anew. For what records need there is {@link SchemaRegistry},
 * which remembers. Subjects may be in a context: {@code :.CONTEXT:SUBJECT}. Any thread.
 *
 * <p>All calls throw {@link RegistryException}, whose {@link RegistryException#fault fault} says what was in the way.
 */
public final class RegistryApi {
    private static final String LATEST = "latest";

    private final Transport transport;

    RegistryApi(Transport transport) {
        this.transport = transport;
    }

    /** All subjects. */
    public List<String> subjects() {
        return subjects("", false);
    }

    /**
     * Subjects.
     *
     * @param prefix that their names begin with; empty for all, and {@code :*:} for those of all contexts
     * @param deleted whether those are wanted, too, that are deleted
     */
    public List<String> subjects(String prefix, boolean deleted) {
        String path = Query.of("/subjects")
                .text("subjectPrefix", prefix)
                .flag("deleted", deleted)
                .toString();
        // Some registries ignore the prefix.
        return transport.get(path, RegistryApi::texts).stream()
                .filter(subject -> prefix.startsWith(":*:") || subject.startsWith(prefix))
                .toList();
    }

    /** The numbers of a subject's versions. */
    public List<Integer> versions(String subject, boolean deleted) {
        return transport.get(
                Query.of(subject(subject) + "/versions")
                        .flag("deleted", deleted)
                        .toString(),
                RegistryApi::numbers);
    }

    /** A version of a subject. */
    public RegisteredSchema version(String subject, int version, boolean deleted) {
        return transport.get(
                Query.of(version(subject, version)).flag("deleted", deleted).toString(), RegistryApi::registered);
    }

    /** The version with the highest number. */
    public RegisteredSchema latest(String subject) {
        return transport.get(subject(subject) + "/versions/" + LATEST, RegistryApi::registered);
    }

    /** The latest version that has all these properties in its metadata. */
    public RegisteredSchema latestWith(String subject, Map<String, String> properties, boolean deleted) {
        Query query = Query.of(subject(subject) + "/metadata");
        properties.forEach((key, value) -> query.and("key", key).and("value", value));
        return transport.get(query.flag("deleted", deleted).toString(), RegistryApi::registered);
    }

    /** The text of a version's schema alone. */
    public String text(String subject, int version) {
        return transport.text(version(subject, version) + "/schema");
    }

    /** The text of a schema alone. */
    public String text(int id) {
        return transport.text("/schemas/ids/" + id + "/schema");
    }

    /** The schema of an id. */
    public RegisteredSchema byId(int id) {
        return byId(id, "", "");
    }

    /**
     * The schema of an id.
     *
     * @param subject in whose context the id counts; empty for the default context
     * @param format such as {@code resolved} for Avro and {@code serialized} for Protobuf; empty for the schema as it
     *     was registered
     */
    public RegisteredSchema byId(int id, String subject, String format) {
        String path = Query.of("/schemas/ids/" + id)
                .text("subject", subject)
                .text("format", format)
                .toString();
        RegisteredSchema answer = transport.get(path, RegistryApi::registered);
        return new RegisteredSchema(
                id, answer.guid(), answer.subject(), answer.version(), answer.schema(), answer.deleted());
    }

    /** The schema of a GUID. Not every registry has them. */
    public RegisteredSchema byGuid(UUID guid, String format) {
        String path = Query.of("/schemas/guids/" + guid).text("format", format).toString();
        RegisteredSchema answer;
        try {
            answer = transport.get(path, RegistryApi::registered);
        } catch (RegistryException e) {
            throw e.fault() == RegistryFault.NOT_FOUND ? noGuid(guid, e) : e;
        }
        return new RegisteredSchema(
                answer.id(), guid.toString(), answer.subject(), answer.version(), answer.schema(), answer.deleted());
    }

    private static RegistryException noGuid(UUID guid, RegistryException cause) {
        return new RegistryException(
                RegistryFault.UNKNOWN_SCHEMA,
                cause.status(),
                cause.errorCode(),
                "the registry has no schema of GUID " + guid + ", or none by GUID at all; "
                        + RegistryFault.UNKNOWN_SCHEMA.advice(),
                cause);
    }

    /** The subjects that have the schema. */
    public List<String> subjectsOf(int id, boolean deleted) {
        return transport.get(
                Query.of("/schemas/ids/" + id + "/subjects")
                        .flag("deleted", deleted)
                        .toString(),
                RegistryApi::texts);
    }

    /** The versions that are the schema. */
    public List<SubjectVersion> versionsOf(int id, boolean deleted) {
        return transport.get(
                Query.of("/schemas/ids/" + id + "/versions")
                        .flag("deleted", deleted)
                        .toString(),
                value -> RegistryJson.list(value, each -> {
                    Value.Row row = RegistryJson.row(each);
                    return new SubjectVersion(
                            RegistryJson.text(row, "subject"), RegistryJson.number(row, "version", 0));
                }));
    }

    /** The languages of schemas that the registry knows; there may be others than ours. */
    public List<String> types() {
        return transport.get("/schemas/types", RegistryApi::texts);
    }

    /** The ids of the schemas that refer to this one. */
    public List<Integer> referencedBy(String subject, int version) {
        return transport.get(version(subject, version) + "/referencedby", RegistryApi::numbers);
    }

    /** The contexts; the default one is a single dot. */
    public List<String> contexts() {
        return transport.get("/contexts", RegistryApi::texts);
    }

    /**
     * The version of the subject that is this schema.
     *
     * @throws RegistryException with {@code UNKNOWN_SCHEMA} if there is none, with {@code UNKNOWN_SUBJECT} if there is
     *     no such subject
     */
    public RegisteredSchema lookup(String subject, Schema schema, boolean normalize, boolean deleted) {
        String path = Query.of(subject(subject))
                .flag("normalize", normalize)
                .flag("deleted", deleted)
                .toString();
        return transport.post(path, RegistryJson.members(schema), value -> filled(value, subject, schema));
    }

    /**
     * Registers the schema, unless it is there. Of what is returned, version and GUID are empty where the registry does
     * not say them.
     *
     * @throws RegistryException with {@code INCOMPATIBLE} or {@code INVALID_SCHEMA}
     */
    public RegisteredSchema register(String subject, Schema schema, boolean normalize) {
        return register(subject, RegistryJson.members(schema), schema, normalize);
    }

    /** Registers the schema with id and version of elsewhere, which the mode {@code IMPORT} allows. */
    public RegisteredSchema restore(String subject, Schema schema, int id, int version) {
        Map<String, Value> members = RegistryJson.members(schema);
        members.put("id", Value.Int.of(id));
        members.put("version", Value.Int.of(version));
        return register(subject, members, schema, false);
    }

    private RegisteredSchema register(String subject, Map<String, Value> members, Schema schema, boolean normalize) {
        String path = Query.of(subject(subject) + "/versions")
                .flag("normalize", normalize)
                .toString();
        return transport.post(path, members, value -> filled(value, subject, schema));
    }

    /** An answer that may leave out what was in the question: the schema, or its type alone. */
    private static RegisteredSchema filled(Value value, String subject, Schema asked) {
        Value.Row row = RegistryJson.row(value);
        Schema said = Value.isMissing(row.get("schema")) ? asked : RegistryJson.schema(row);
        Schema schema = new Schema(asked.type(), said.text(), said.references(), said.metadata(), said.ruleSet());
        return new RegisteredSchema(
                RegistryJson.number(row.get("id"), "id"),
                RegistryJson.text(row, "guid", ""),
                RegistryJson.text(row, "subject", subject),
                RegistryJson.number(row, "version", 0),
                schema,
                RegistryJson.flag(row, "deleted"));
    }

    /** Whether the schema could be the next version, as far as this version is concerned. */
    public Compatibility check(String subject, int version, Schema schema) {
        return check(version(subject, version), schema);
    }

    /** Whether the schema could be the next version, as far as the latest is concerned. */
    public Compatibility checkLatest(String subject, Schema schema) {
        return check(subject(subject) + "/versions/" + LATEST, schema);
    }

    /** Whether the schema could be the next version, as the subject's compatibility asks. */
    public Compatibility checkAll(String subject, Schema schema) {
        return check(subject(subject) + "/versions", schema);
    }

    private Compatibility check(String path, Schema schema) {
        return transport.post(
                Query.of("/compatibility" + path).flag("verbose", true).toString(),
                RegistryJson.members(schema),
                value -> {
                    Value.Row row = RegistryJson.row(value);
                    return new Compatibility(
                            RegistryJson.flag(row, "is_compatible"),
                            RegistryJson.list(row.get("messages"), RegistryJson::string));
                });
    }

    /** The compatibility that holds where a subject has none of its own. */
    public CompatibilityMode compatibility() {
        return transport.get("/config", RegistryApi::compatibility);
    }

    /**
     * The compatibility of a subject; empty if it has none of its own.
     *
     * @param orGlobal whether that of the whole registry is wanted then. Some registries give it in any case
     */
    public Optional<CompatibilityMode> compatibility(String subject, boolean orGlobal) {
        return unless(
                RegistryFault.NO_CONFIG,
                () -> transport.get(
                        Query.of("/config/" + Transport.escaped(subject))
                                .flag("defaultToGlobal", orGlobal)
                                .toString(),
                        RegistryApi::compatibility));
    }

    /** Sets the compatibility of the whole registry. */
    public void compatibility(CompatibilityMode mode) {
        var unused = transport.put("/config", Map.of("compatibility", new Value.Text(mode.name())), value -> value);
    }

    /** Sets the compatibility of a subject. */
    public void compatibility(String subject, CompatibilityMode mode) {
        var unused = transport.put(
                "/config/" + Transport.escaped(subject),
                Map.of("compatibility", new Value.Text(mode.name())),
                value -> value);
    }

    /** Sets the compatibility of the whole registry to what it is by itself. */
    public void resetCompatibility() {
        var unused = transport.delete("/config", value -> value);
    }

    /** Takes the compatibility of its own from a subject. */
    public void resetCompatibility(String subject) {
        var unused = transport.delete("/config/" + Transport.escaped(subject), value -> value);
    }

    /** The mode of the whole registry. */
    public RegistryMode mode() {
        return transport.get("/mode", RegistryApi::mode);
    }

    /** The mode of a subject; empty if it has none of its own. */
    public Optional<RegistryMode> mode(String subject, boolean orGlobal) {
        return unless(
                RegistryFault.NO_MODE,
                () -> transport.get(
                        Query.of("/mode/" + Transport.escaped(subject))
                                .flag("defaultToGlobal", orGlobal)
                                .toString(),
                        RegistryApi::mode));
    }

    /**
     * Sets the mode of the whole registry.
     *
     * @param force to {@code IMPORT} although there are schemas
     */
    public void mode(RegistryMode mode, boolean force) {
        var unused = transport.put(
                Query.of("/mode").flag("force", force).toString(), Map.of("mode", new Value.Text(mode.name())), v -> v);
    }

    /** Sets the mode of a subject. */
    public void mode(String subject, RegistryMode mode, boolean force) {
        var unused = transport.put(
                Query.of("/mode/" + Transport.escaped(subject))
                        .flag("force", force)
                        .toString(),
                Map.of("mode", new Value.Text(mode.name())),
                value -> value);
    }

    /** Sets the mode of the whole registry to what it is by itself. */
    public void resetMode() {
        var unused = transport.delete("/mode", value -> value);
    }

    /** Takes the mode of its own from a subject. */
    public void resetMode(String subject) {
        var unused = transport.delete("/mode/" + Transport.escaped(subject), value -> value);
    }

    /**
     * Deletes all versions of a subject.
     *
     * @param permanently what was deleted before; else the schemas stay for those who know their ids
     * @return the numbers of the versions
     */
    public List<Integer> deleteSubject(String subject, boolean permanently) {
        return transport.delete(
                Query.of(subject(subject)).flag("permanent", permanently).toString(), RegistryApi::numbers);
    }

    /** Deletes a version; as {@link #deleteSubject}. */
    public void deleteVersion(String subject, int version, boolean permanently) {
        var unused = transport.delete(
                Query.of(version(subject, version))
                        .flag("permanent", permanently)
                        .toString(),
                value -> value);
    }

    private static <T> Optional<T> unless(RegistryFault fault, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (RegistryException e) {
            // A subject that is not there has no setting of its own either; registries say one or the other.
            if (e.fault() == fault || e.fault() == RegistryFault.UNKNOWN_SUBJECT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String subject(String subject) {
        return "/subjects/" + Transport.escaped(subject);
    }

    private static String version(String subject, int version) {
        return subject(subject) + "/versions/" + version;
    }

    private static RegisteredSchema registered(Value value) {
        return RegistryJson.registered(RegistryJson.row(value));
    }

    private static CompatibilityMode compatibility(Value value) {
        Value.Row row = RegistryJson.row(value);
        String written = RegistryJson.text(row, "compatibilityLevel", RegistryJson.text(row, "compatibility", ""));
        return RegistryJson.word(CompatibilityMode.class, written);
    }

    private static RegistryMode mode(Value value) {
        return RegistryJson.word(RegistryMode.class, RegistryJson.text(RegistryJson.row(value), "mode"));
    }

    private static List<String> texts(Value value) {
        return RegistryJson.list(value, RegistryJson::string);
    }

    private static List<Integer> numbers(Value value) {
        return RegistryJson.list(value, each -> RegistryJson.number(each, "an element"));
    }
}
