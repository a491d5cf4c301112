package dev.wharf.schema;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.http.SingleFlight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the schema of a registry to write with. What was found for a schema of ours is remembered for good, but for the
 * latest of a subject; what was not found, for {@code registry.missing.ttl.ms}. Any thread; asks at most once at a time
 * for the same thing.
 */
public final class WriterSchemas {
    private static final Logger LOG = LoggerFactory.getLogger(WriterSchemas.class);
    private static final int MAX_REMEMBERED = 10_000;
    /** So many versions are compared with ours, from the latest on. */
    private static final int MAX_COMPARED = 200;

    private static final int MAX_LINES = 20;

    private final SchemaRegistry registry;
    private final List<SchemaRules> rules;
    private final ConcurrentMap<Question, RegisteredSchema> found = new ConcurrentHashMap<>();
    /** Schemas of ours that a latest one was seen to read, each by the question and its id. */
    private final Set<Checked> checked = ConcurrentHashMap.newKeySet();

    private final SingleFlight<Question, RegisteredSchema> flight = new SingleFlight<>();
    private final Misses<Question> misses;

    /** @param rules of those languages in which schemas are to be compared; without, the registry's word is the last */
    public WriterSchemas(SchemaRegistry registry, List<SchemaRules> rules) {
        this.registry = registry;
        this.rules = List.copyOf(rules);
        this.misses = new Misses<>(registry.settings().caching().missingTtl(), MAX_REMEMBERED, registry.timing());
    }

    private record Question(String subject, Schema schema, WriterPolicy policy) {}

    private record Checked(Question question, int id) {}

    /**
     * The schema to write with.
     *
     * @param own the writer's own schema
     * @throws RegistryException with {@code UNKNOWN_SCHEMA}, {@code UNKNOWN_SUBJECT} or {@code INCOMPATIBLE}, whose
     *     text says in what ours and the latest differ; with {@code UNAVAILABLE}
     * @throws WharfException with {@code CONFIGURATION} if our schema cannot be read
     */
    public RegisteredSchema resolve(String subject, Schema own, WriterPolicy policy) {
        Question question = new Question(subject, own, policy);
        RegisteredSchema known = found.get(question);
        if (known != null) {
            return known;
        }
        return switch (policy) {
            case WriterPolicy.Register register -> once(question);
            case WriterPolicy.Lookup lookup -> once(question);
            case WriterPolicy.Latest latest -> latest(question, latest.strict());
            case WriterPolicy.FixedId fixed -> registry.byId(fixed.id(), subject);
        };
    }

    private RegisteredSchema once(Question question) {
        misses.check(question);
        return flight.get(question, () -> {
            RegisteredSchema meanwhile = found.get(question);
            return meanwhile == null ? asked(question) : meanwhile;
        });
    }

    private RegisteredSchema asked(Question question) {
        misses.check(question);
        try {
            RegisteredSchema answer = question.policy() instanceof WriterPolicy.Register register
                    ? register(question.subject(), question.schema(), register.normalize())
                    : lookup(question.subject(), question.schema(), question.policy());
            if (found.size() >= MAX_REMEMBERED) {
                found.clear();
            }
            found.put(question, answer);
            misses.worked(question);
            return answer;
        } catch (RegistryException e) {
            misses.failed(question, e);
            throw e;
        }
    }

    private RegisteredSchema lookup(String subject, Schema own, WriterPolicy policy) {
        boolean normalize = policy instanceof WriterPolicy.Lookup lookup && lookup.normalize();
        try {
            return registry.lookup(subject, own, normalize);
        } catch (RegistryException e) {
            if (e.fault() != RegistryFault.UNKNOWN_SCHEMA) {
                throw e;
            }
            return sameMeaning(subject, own).orElseThrow(() -> notThere(subject, own, e));
        }
    }

    /** A version that is written differently and means the same, from the latest on. */
    private Optional<RegisteredSchema> sameMeaning(String subject, Schema own) {
        Optional<ParsedSchema> parsed = parsed(own, subject);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        String wanted = parsed.get().normalized();
        List<Integer> versions = new ArrayList<>(registry.api().versions(subject, false));
        Collections.reverse(versions);
        for (int version : versions.subList(0, Math.min(versions.size(), MAX_COMPARED))) {
            RegisteredSchema candidate = registry.version(subject, version);
            boolean same = candidate.schema().type() == own.type()
                    && readable(candidate, subject)
                            .filter(other -> other.normalized().equals(wanted))
                            .isPresent();
            if (same) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private RegistryException notThere(String subject, Schema own, RegistryException cause) {
        return new RegistryException(
                RegistryFault.UNKNOWN_SCHEMA,
                cause.status(),
                cause.errorCode(),
                "subject " + subject + " has no version that means the same as the writer's schema"
                        + difference(subject, own)
                        + "; register the schema, or let the writer do it (registry.writer = register)",
                cause);
    }

    /** In what it differs from the latest, where that can be said. */
    private String difference(String subject, Schema own) {
        try {
            RegisteredSchema latest = registry.latest(subject);
            Optional<ParsedSchema> theirs = readable(latest, subject);
            Optional<ParsedSchema> ours = parsed(own, subject);
            if (ours.isEmpty() || theirs.isEmpty() || latest.schema().type() != own.type()) {
                return "";
            }
            return "; from the latest, version " + latest.version() + ", it differs in:"
                    + lines(theirs.get().differences(ours.get()));
        } catch (RegistryException e) {
            LOG.debug("the latest of {} is not to be had: {}", subject, e.getMessage());
            return "";
        }
    }

    private static String lines(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.stream().limit(MAX_LINES).forEach(line -> text.append("\n  ").append(line));
        return lines.size() <= MAX_LINES ? text.toString() : text + "\n  and " + (lines.size() - MAX_LINES) + " more";
    }

    private RegisteredSchema register(String subject, Schema own, boolean normalize) {
        requireCompatible(subject, own);
        return registry.register(subject, own, normalize);
    }

    /** So that an error says more than registries do. What cannot be known here, the registry decides. */
    private void requireCompatible(String subject, Schema own) {
        Optional<ParsedSchema> ours = parsed(own, subject);
        if (ours.isEmpty()) {
            return;
        }
        try {
            CompatibilityMode mode = registry.compatibility(subject).orElse(CompatibilityMode.NONE);
            if (mode != CompatibilityMode.NONE) {
                for (RegisteredSchema before : compared(subject, mode)) {
                    requireCompatible(mode, ours.get(), before, subject);
                }
            }
        } catch (RegistryException e) {
            if (e.fault() == RegistryFault.INCOMPATIBLE || e.fault() == RegistryFault.UNAVAILABLE) {
                throw e;
            }
            LOG.debug("what {} asks of a new version is not known: {}", subject, e.getMessage());
        }
    }

    private List<RegisteredSchema> compared(String subject, CompatibilityMode mode) {
        if (!mode.transitive()) {
            return List.of(registry.latest(subject));
        }
        List<Integer> versions = new ArrayList<>(registry.api().versions(subject, false));
        Collections.reverse(versions);
        return versions.stream()
                .limit(MAX_COMPARED)
                .map(version -> registry.version(subject, version))
                .toList();
    }

    private void requireCompatible(CompatibilityMode mode, ParsedSchema ours, RegisteredSchema before, String subject) {
        Optional<ParsedSchema> theirs =
                before.schema().type() == ours.type() ? readable(before, subject) : Optional.empty();
        if (theirs.isEmpty()) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        if (mode.backward()) {
            ours.cannotRead(theirs.get()).forEach(line -> reasons.add("the new cannot read the old: " + line));
        }
        if (mode.forward()) {
            theirs.get().cannotRead(ours).forEach(line -> reasons.add("the old cannot read the new: " + line));
        }
        if (!reasons.isEmpty()) {
            throw new RegistryException(
                    RegistryFault.INCOMPATIBLE,
                    0,
                    0,
                    "the schema was not registered: subject " + subject + " is " + mode + ", and with version "
                            + before.version() + lines(reasons) + "\n" + RegistryFault.INCOMPATIBLE.advice(),
                    null);
        }
    }

    private RegisteredSchema latest(Question question, boolean strict) {
        RegisteredSchema latest = registry.latest(question.subject());
        if (!strict || checked.contains(new Checked(question, latest.id()))) {
            return latest;
        }
        Optional<ParsedSchema> ours = parsed(question.schema(), question.subject());
        Optional<ParsedSchema> theirs = readable(latest, question.subject());
        if (ours.isPresent() && theirs.isPresent()) {
            requireReads(theirs.get(), ours.get(), latest, question.subject());
        }
        if (checked.size() >= MAX_REMEMBERED) {
            checked.clear();
        }
        checked.add(new Checked(question, latest.id()));
        return latest;
    }

    private static void requireReads(ParsedSchema theirs, ParsedSchema ours, RegisteredSchema latest, String subject) {
        List<String> reasons = theirs.type() == ours.type()
                ? theirs.cannotRead(ours)
                : List.of("it is " + theirs.type() + ", and ours " + ours.type());
        if (!reasons.isEmpty()) {
            throw new RegistryException(
                    RegistryFault.INCOMPATIBLE,
                    0,
                    0,
                    "the latest version of subject " + subject + ", " + latest.version()
                            + ", does not take what the writer's schema writes:" + lines(reasons)
                            + "\nchange the schema, or set registry.writer.strict = false",
                    null);
        }
    }

    private Optional<ParsedSchema> parsed(Schema schema, String subject) {
        for (SchemaRules known : rules) {
            if (known.type() == schema.type()) {
                Map<String, String> references = registry.references(schema, subject);
                return Optional.of(known.parse(schema.text(), references));
            }
        }
        return Optional.empty();
    }

    /** One that others registered, and that may be of a kind that we cannot read. */
    private Optional<ParsedSchema> readable(RegisteredSchema registered, String subject) {
        try {
            return parsed(registered.schema(), subject);
        } catch (WharfException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            LOG.debug("version {} of {} cannot be read here: {}", registered.version(), subject, e.getMessage());
            return Optional.empty();
        }
    }
}
