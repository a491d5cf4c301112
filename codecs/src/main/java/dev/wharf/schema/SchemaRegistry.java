package dev.wharf.schema;

import dev.wharf.http.HttpCaller;
import dev.wharf.http.Timing;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry, by Confluent's REST interface, which Apicurio, Karapace, Redpanda and others have, too. What it
 * said is remembered: a schema by its id or GUID for good, as it never changes, and what may change for a while.
 * Finding what is remembered takes no lock; of many threads that miss the same thing, one asks. What is not there is
 * not asked for again for some time. While the registry is away, calls fail at once once that is clear, old answers are
 * used where there are some, and schemas are taken from the disk if {@code registry.cache.dir} is set.
 *
 * <p>Any thread may call. Calls that ask wait for the answer, as long as {@code registry.deadline.ms} at most; one
 * whose thread is interrupted meanwhile throws {@link dev.wharf.http.HttpFailure} and leaves the flag set.
 *
 * <pre>{@code
 * try (SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of("http://localhost:8081"))) {
 *     RegisteredSchema schema = registry.byId(7);
 *     Map<String, String> references = registry.references(schema.schema());
 * }
 * }</pre>
 */
public final class SchemaRegistry implements AutoCloseable {
    /** In the place of a version's number, which is 1 or more. */
    private static final int LATEST = 0;

    private final RegistrySettings settings;
    private final Timing timing;
    private final Transport transport;
    private final RegistryApi api;
    private final SchemaCache schemas;
    private final TimedCache<SubjectVersion, RegisteredSchema> versions;
    private final TimedCache<String, Optional<CompatibilityMode>> compatibilities;

    /**
     * Asks nothing as yet.
     *
     * @throws dev.wharf.error.WharfException with {@code ENVIRONMENT} if certificates or keys cannot be used
     */
    public SchemaRegistry(RegistrySettings settings) {
        this(settings, Timing.real());
    }

    /** With time and chance from outside. */
    public SchemaRegistry(RegistrySettings settings, Timing timing) {
        RegistrySettings.Caching caching = settings.caching();
        String urls =
                settings.http().urls().stream().map(URI::toString).sorted().collect(Collectors.joining(","));
        this.settings = settings;
        this.timing = timing;
        this.transport = new Transport(
                new HttpCaller(settings.http(), timing),
                new Gate(urls, timing),
                settings.http().limits().maxAnswerBytes());
        this.api = new RegistryApi(transport);
        Optional<DiskCache> disk = caching.directory().map(directory -> new DiskCache(directory, urls));
        disk.ifPresent(files -> files.clean(timing.clock().instant()));
        this.schemas = new SchemaCache(caching, disk, timing);
        this.versions = new TimedCache<>(caching.latestTtl(), caching.missingTtl(), caching.maxSchemas(), timing);
        this.compatibilities =
                new TimedCache<>(caching.latestTtl(), caching.missingTtl(), caching.maxSchemas(), timing);
    }

    /** All calls that there are, each asked anew. */
    public RegistryApi api() {
        return api;
    }

    public RegistrySettings settings() {
        return settings;
    }

    Timing timing() {
        return timing;
    }

    /**
     * The schema of an id.
     *
     * @throws RegistryException with {@code UNKNOWN_SCHEMA} if there is none, with {@code UNAVAILABLE} if it cannot be
     *     asked for now
     */
    public RegisteredSchema byId(int id) {
        RegisteredSchema known = schemas.known(id);
        return known == null ? schemas.byId(id, "", () -> api.byId(id)) : known;
    }

    /** The schema of an id, as it counts in the context of the subject. */
    public RegisteredSchema byId(int id, String subject) {
        String context = context(subject);
        return context.isEmpty() ? byId(id) : schemas.byId(id, context, () -> api.byId(id, subject, ""));
    }

    /** The schema of an id if it is in memory, else null: never asks, for threads that must not wait. */
    public @Nullable RegisteredSchema known(int id) {
        return schemas.known(id);
    }

    /** The schema of a GUID; as {@link #byId(int)}. */
    public RegisteredSchema byGuid(UUID guid) {
        RegisteredSchema known = schemas.known(guid);
        return known == null ? schemas.byGuid(guid, () -> api.byGuid(guid, "")) : known;
    }

    /**
     * The GUID of a registered schema, asked for if the registry did not say it yet: some do not when a schema is
     * registered. Empty where it has none.
     *
     * @param subject whose context counts for the id
     */
    public Optional<UUID> guid(RegisteredSchema schema, String subject) {
        String known = schema.guid().isEmpty()
                ? api.byId(schema.id(), context(subject).isEmpty() ? "" : subject, "")
                        .guid()
                : schema.guid();
        try {
            return known.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(known));
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    RegistryFault.UNREADABLE, 0, 0, "the GUID of schema " + schema.id() + " is none: " + known, e);
        }
    }

    /**
     * The latest version of a subject, as of {@code registry.latest.ttl.ms} ago at most, or older while the registry is
     * away.
     */
    public RegisteredSchema latest(String subject) {
        return version(subject, LATEST);
    }

    /** A version of a subject. */
    public RegisteredSchema version(String subject, int version) {
        SubjectVersion place = new SubjectVersion(subject, version);
        RegisteredSchema known = versions.known(place);
        return known == null ? versions.get(place, () -> fetched(place)) : known;
    }

    private RegisteredSchema fetched(SubjectVersion place) {
        String subject = place.subject();
        int version = place.version();
        RegisteredSchema found = version == LATEST
                ? schemas.orFromDisk("latest " + subject, () -> api.latest(subject))
                : schemas.orFromDisk("version " + version + " " + subject, () -> api.version(subject, version, false));
        schemas.learn(found, context(subject));
        return found;
    }

    /**
     * The compatibility that holds for a subject, its own or that of the whole registry; empty if that is not known.
     */
    public Optional<CompatibilityMode> compatibility(String subject) {
        return compatibilities.get(subject, () -> api.compatibility(subject, true));
    }

    /**
     * The texts of the schemas that this one refers to, directly or through others, as {@link SchemaRules#parse} wants
     * them.
     *
     * @throws RegistryException with {@code BAD_REFERENCES} if they make a circle, are too deep or too many
     */
    public Map<String, String> references(Schema schema) {
        return references(schema, "");
    }

    /** The same for a schema of a subject, whose context counts for its references, too. */
    public Map<String, String> references(Schema schema, String subject) {
        return schema.references().isEmpty() ? Map.of() : References.of(schema, context(subject), this::version);
    }

    /**
     * Registers the schema unless it is there, and remembers it.
     *
     * @throws RegistryException with {@code INCOMPATIBLE} or {@code INVALID_SCHEMA}
     */
    public RegisteredSchema register(String subject, Schema schema, boolean normalize) {
        RegisteredSchema registered = api.register(subject, schema, normalize);
        versions.forget(new SubjectVersion(subject, LATEST));
        schemas.learn(registered, context(subject));
        return registered;
    }

    /**
     * The version of the subject that is this schema.
     *
     * @throws RegistryException with {@code UNKNOWN_SCHEMA} or {@code UNKNOWN_SUBJECT} if there is none
     */
    public RegisteredSchema lookup(String subject, Schema schema, boolean normalize) {
        RegisteredSchema found = api.lookup(subject, schema, normalize, false);
        schemas.learn(found, context(subject));
        return found;
    }

    /**
     * Asks for all versions of the subjects and what they refer to, so that reading their records waits for nothing. A
     * subject that is not there is passed over.
     *
     * @return schemas that are in memory now
     */
    public int prefetch(Collection<String> subjects) {
        int count = 0;
        for (String subject : subjects) {
            try {
                for (int version : api.versions(subject, false)) {
                    RegisteredSchema found = version(subject, version);
                    var unused = references(found.schema(), subject);
                    count++;
                }
            } catch (RegistryException e) {
                if (!e.fault().missing()) {
                    throw e;
                }
            }
        }
        return count;
    }

    /** {@code :.CONTEXT:} at the beginning of a subject; empty for the default context. */
    public static String context(String subject) {
        int end = subject.startsWith(":.") ? subject.indexOf(':', 2) : -1;
        return end < 0 || end == 2 ? "" : subject.substring(0, end + 1);
    }

    /** Closes the connections; calls under way fail. What is in memory can still be asked for. */
    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return "registry " + settings.http();
    }
}
