package dev.wharf.codec;

import dev.wharf.problem.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The formats that are there, by their names. Immutable, safe for use by many threads. */
public final class CodecCatalog {
    /** Formats that are in jars of their own, and which. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "avro", "wharf-codecs",
            "protobuf", "wharf-codecs",
            "json_schema", "wharf-codecs",
            "msgpack", "wharf-codecs",
            "cbor", "wharf-codecs",
            "auto", "wharf-codecs",
            "arrow", "wharf-codecs-arrow");

    private final Map<String, CodecProvider> providers;

    private CodecCatalog(Map<String, CodecProvider> providers) {
        this.providers = Collections.unmodifiableMap(new TreeMap<>(providers));
    }

    /** Those on the class path. */
    public static CodecCatalog load() {
        return load(Thread.currentThread().getContextClassLoader());
    }

    /** Those that a class loader finds; of two of one name the first counts. */
    public static CodecCatalog load(ClassLoader loader) {
        Map<String, CodecProvider> providers = new LinkedHashMap<>();
        for (CodecProvider provider : ServiceLoader.load(CodecProvider.class, loader)) {
            providers.putIfAbsent(provider.name(), provider);
        }
        return new CodecCatalog(providers);
    }

    /** The formats, by their names in alphabetical order. */
    public List<CodecProvider> all() {
        return List.copyOf(providers.values());
    }

    public Optional<CodecProvider> find(String name) {
        return Optional.ofNullable(providers.get(formatOf(name)));
    }

    /** The format in a name like {@code json|gzip}. */
    private static String formatOf(String name) {
        int bar = name.indexOf('|');
        return (bar < 0 ? name : name.substring(0, bar)).strip();
    }

    /** What is wrong with a name and its options; empty if nothing is. */
    public List<String> problems(String name, Map<String, String> options) {
        List<String> problems = new ArrayList<>(nameProblems(name));
        problems.addAll(optionProblems(name, options));
        return problems;
    }

    /** What is wrong with a name; empty if nothing is. */
    public List<String> nameProblems(String name) {
        if (find(name).isEmpty()) {
            return List.of(unknown(formatOf(name)));
        }
        List<String> problems = new ArrayList<>();
        for (String compression : compressions(name)) {
            if (!CompressedTopicCodec.names().contains(compression)) {
                problems.add("codec = \"" + name + "\": there is no compression " + compression
                        + Nearest.hint(compression, CompressedTopicCodec.names()));
            }
        }
        return problems;
    }

    /** What is wrong with the options of a format that there is; empty if nothing is. */
    public List<String> optionProblems(String name, Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        find(name)
                .ifPresent(provider -> options.forEach(
                        (key, value) -> problem(provider, key, value).ifPresent(problems::add)));
        return problems;
    }

    private static List<String> compressions(String name) {
        String[] parts = name.split("\\|", -1);
        return List.of(parts).subList(1, parts.length).stream()
                .map(String::strip)
                .toList();
    }

    private static Optional<String> problem(CodecProvider provider, String key, String value) {
        Optional<CodecOption> option = provider.options().stream()
                .filter(known -> known.name().equals(key))
                .findFirst();
        if (option.isEmpty()) {
            List<String> names =
                    provider.options().stream().map(CodecOption::name).toList();
            return Optional.of("codec " + provider.name() + " has no option " + key + Nearest.hint(key, names));
        }
        List<String> allowed = option.get().allowed();
        return allowed.isEmpty() || allowed.contains(value)
                ? Optional.empty()
                : Optional.of(
                        "codec option " + key + " = \"" + value + "\" is not possible" + Nearest.hint(value, allowed));
    }

    private String unknown(String name) {
        String jar = ELSEWHERE.get(name);
        return jar == null
                ? "there is no codec " + name + Nearest.hint(name, providers.keySet())
                : "codec " + name + " is in " + jar + ", which is not on the class path; add dev.wharf:" + jar;
    }

    /**
     * Makes the codec of this name.
     *
     * @param name a format, or a format and compressions, such as {@code json|zstd}
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    public TopicCodec create(String name, CodecSettings settings) {
        List<String> problems = problems(name, settings.options());
        if (!problems.isEmpty()) {
            throw CodecSettings.wrong(String.join(System.lineSeparator(), problems));
        }
        CodecProvider provider = find(name).orElseThrow();
        Map<String, String> options = new LinkedHashMap<>();
        for (CodecOption option : provider.options()) {
            if (option.fallback() != null) {
                options.put(option.name(), option.fallback());
            }
        }
        options.putAll(settings.options());
        TopicCodec codec = provider.create(settings.with(options));
        for (String compression : compressions(name)) {
            codec = CompressedTopicCodec.of(codec, compression, settings.limits());
        }
        return codec;
    }
}
