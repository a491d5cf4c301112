package dev.wharf.schema;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.http.HttpSettings;
import dev.wharf.problem.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Reads settings, and notes everything that is wrong with them. For one thread, once. */
final class RegistrySettingsReader {
    private static final String OURS = "registry.";
    private static final String HEADER = OURS + "header.";
    private static final String WRITER = "registry.writer";
    private static final String WRITER_ID = "registry.writer.id";
    private static final String WRITER_STRICT = "registry.writer.strict";
    private static final String NORMALIZE = "registry.normalize";
    private static final String SUBJECT_KEY = "registry.subject.key";
    private static final String SUBJECT_VALUE = "registry.subject.value";
    private static final String CACHE_SIZE = "registry.cache.size";
    private static final String CACHE_DIR = "registry.cache.dir";
    private static final String LATEST_TTL = "registry.latest.ttl.ms";
    private static final String MISSING_TTL = "registry.missing.ttl.ms";
    private static final Set<String> OWN = Set.of(
            WRITER,
            WRITER_ID,
            WRITER_STRICT,
            NORMALIZE,
            SUBJECT_KEY,
            SUBJECT_VALUE,
            CACHE_SIZE,
            CACHE_DIR,
            LATEST_TTL,
            MISSING_TTL);
    private static final List<String> CONFLUENTS_WRITER =
            List.of(ConfluentNames.USE_ID, ConfluentNames.USE_LATEST, ConfluentNames.AUTO_REGISTER);
    /** So long that nobody lives to see it, and short enough to be counted in nanoseconds. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private static final int MAX_SCHEMAS = 10_000_000;

    private final List<String> problems = new ArrayList<>();
    private final ConfluentNames names;
    private final Map<String, String> left;

    RegistrySettingsReader(Map<String, String> settings) {
        this.names = new ConfluentNames(settings, problems::add);
        this.left = new LinkedHashMap<>(names.settings());
    }

    /** Whether a key is one of ours or of Confluent's. */
    static boolean known(String key) {
        return key.startsWith(OURS) || ConfluentNames.known(key) || ConfluentNames.isTls(key);
    }

    static SortedSet<String> names() {
        SortedSet<String> names = ConfluentNames.names();
        names.addAll(OWN);
        HttpSettings.keys().forEach(key -> names.add(OURS + key));
        return names;
    }

    RegistrySettings read() {
        WriterPolicy writer = writer();
        SubjectStrategy key = subject(SUBJECT_KEY);
        SubjectStrategy value = subject(SUBJECT_VALUE);
        RegistrySettings.Caching fallback = RegistrySettings.Caching.DEFAULT;
        RegistrySettings.Caching caching = new RegistrySettings.Caching(
                (int) number(CACHE_SIZE, fallback.maxSchemas(), 1, MAX_SCHEMAS),
                latestTtl(fallback.latestTtl()),
                time(MISSING_TTL, fallback.missingTtl()),
                directory());
        HttpSettings http = http();
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return new RegistrySettings(http, caching, writer, key, value);
    }

    private HttpSettings http() {
        Map<String, String> http = new LinkedHashMap<>();
        SortedSet<String> known = names();
        left.forEach((key, value) -> {
            if (known.contains(key) || key.startsWith(HEADER)) {
                http.put(key.substring(OURS.length()), value);
            } else {
                problems.add(
                        names.written(key) + " is no setting of a registry" + Nearest.hint(names.written(key), known));
            }
        });
        return HttpSettings.read(http, key -> names.written(OURS + key), problems::add);
    }

    private Optional<String> taken(String key) {
        return Optional.ofNullable(left.remove(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private WriterPolicy writer() {
        Optional<Boolean> normalize = flag(NORMALIZE);
        Optional<Boolean> strict = flag(WRITER_STRICT);
        WriterPolicy policy = CONFLUENTS_WRITER.stream().anyMatch(left::containsKey)
                ? confluentsWriter(normalize.orElse(false), strict.orElse(true))
                : ourWriter(normalize.orElse(false), strict.orElse(true));
        if (normalize.isPresent()
                && (policy instanceof WriterPolicy.Latest || policy instanceof WriterPolicy.FixedId)) {
            problems.add(
                    names.written(NORMALIZE) + " is of no use where the schema is not the writer's own; remove it");
        }
        return policy;
    }

    /** What is on is one of three; two of them would say different things. */
    private WriterPolicy confluentsWriter(boolean normalize, boolean strict) {
        taken(WRITER)
                .ifPresent(own -> CONFLUENTS_WRITER.stream()
                        .filter(left::containsKey)
                        .forEach(name -> problems.add(WRITER + " and " + names.written(name)
                                + " both say which schema is" + " written with; remove one of them")));
        int id = (int) number(ConfluentNames.USE_ID, -1, -1, Integer.MAX_VALUE);
        boolean latest = flag(ConfluentNames.USE_LATEST).orElse(false);
        boolean register = flag(ConfluentNames.AUTO_REGISTER).orElse(false);
        clash(id >= 0 && latest, ConfluentNames.USE_ID, ConfluentNames.USE_LATEST);
        clash(id >= 0 && register, ConfluentNames.USE_ID, ConfluentNames.AUTO_REGISTER);
        clash(latest && register, ConfluentNames.USE_LATEST, ConfluentNames.AUTO_REGISTER);
        if (id >= 0) {
            return new WriterPolicy.FixedId(id);
        }
        if (latest) {
            return new WriterPolicy.Latest(strict);
        }
        return register ? new WriterPolicy.Register(normalize) : new WriterPolicy.Lookup(normalize);
    }

    private void clash(boolean both, String one, String other) {
        if (both) {
            problems.add(names.written(one) + " and " + names.written(other)
                    + " both say which schema is written with; turn one of them off");
        }
    }

    private WriterPolicy ourWriter(boolean normalize, boolean strict) {
        boolean idGiven = left.containsKey(WRITER_ID);
        int id = (int) number(WRITER_ID, 0, 0, Integer.MAX_VALUE);
        String kind = taken(WRITER).orElse(idGiven ? "id" : "lookup");
        if (idGiven && !kind.equals("id")) {
            problems.add(WRITER_ID + " does not go with " + WRITER + " = " + kind + "; remove one of them");
        }
        if (!idGiven && kind.equals("id")) {
            problems.add(WRITER_ID + " is missing: " + WRITER + " = id needs it");
        }
        return switch (kind) {
            case "lookup" -> new WriterPolicy.Lookup(normalize);
            case "register" -> new WriterPolicy.Register(normalize);
            case "latest" -> new WriterPolicy.Latest(strict);
            case "id" -> new WriterPolicy.FixedId(id);
            default -> {
                problems.add(WRITER + " = " + kind + " is none of lookup, register, latest, id");
                yield new WriterPolicy.Lookup(normalize);
            }
        };
    }

    private SubjectStrategy subject(String key) {
        String name = taken(key).orElse(SubjectStrategy.TOPIC.toString());
        try {
            return SubjectStrategy.named(name);
        } catch (WharfException e) {
            problems.add(names.written(key) + ": " + e.getMessage());
            return SubjectStrategy.TOPIC;
        }
    }

    private Optional<Path> directory() {
        try {
            return taken(CACHE_DIR).map(Path::of);
        } catch (InvalidPathException e) {
            problems.add(CACHE_DIR + " is no path: " + e.getReason());
            return Optional.empty();
        }
    }

    private Duration latestTtl(Duration fallback) {
        if ("forever".equals(left.get(LATEST_TTL))) {
            left.remove(LATEST_TTL);
            return FOREVER;
        }
        return time(LATEST_TTL, fallback);
    }

    private Duration time(String key, Duration fallback) {
        return Duration.ofMillis(number(key, fallback.toMillis(), 0, FOREVER.toMillis()));
    }

    private Optional<Boolean> flag(String key) {
        return taken(key).map(value -> {
            if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                problems.add(names.written(key) + " = " + value + " is neither true nor false");
            }
            return value.equalsIgnoreCase("true");
        });
    }

    private long number(String key, long fallback, long least, long most) {
        Optional<String> written = taken(key);
        if (written.isEmpty()) {
            return fallback;
        }
        try {
            long number = Long.parseLong(written.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problems.add(
                names.written(key) + " = " + written.get() + " is not a whole number from " + least + " to " + most);
        return fallback;
    }
}
