package dev.wharf.store;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of stores that are there, by their schemes. Immutable, safe for use by many threads. */
public final class StoreCatalog {
    /** Kinds that are in jars of their own, and which. */
    private static final Map<String, String> ELSEWHERE = Map.of("s3", "wharf-stores");

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    private final Map<String, StoreProvider> providers;

    private StoreCatalog(Map<String, StoreProvider> providers) {
        this.providers = Collections.unmodifiableMap(new TreeMap<>(providers));
    }

    /** Those on the class path. */
    public static StoreCatalog load() {
        return load(Thread.currentThread().getContextClassLoader());
    }

    /** Those that a class loader finds; of two of one scheme the first counts. */
    public static StoreCatalog load(ClassLoader loader) {
        Map<String, StoreProvider> providers = new LinkedHashMap<>();
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class, loader)) {
            providers.putIfAbsent(provider.scheme(), provider);
        }
        return new StoreCatalog(providers);
    }

    /** The kinds, by their schemes in alphabetical order. */
    public List<StoreProvider> all() {
        return List.copyOf(providers.values());
    }

    /** What is wrong with a store of the configuration; empty if nothing is. */
    public List<String> problems(StoreSettings settings) {
        List<String> problems = new ArrayList<>();
        if (!settings.name().matches(NAME)) {
            problems.add("store." + settings.name()
                    + ": the name has other than letters, digits, _ and -, or more than 64 of them");
        }
        StoreProvider provider = providers.get(settings.scheme());
        if (settings.url().isEmpty()) {
            problems.add("store." + settings.name() + ".url is missing: where store " + settings.name()
                    + " is, such as file:/var/lib/payloads or s3://BUCKET/PREFIX");
        } else if (provider == null) {
            problems.add("store." + settings.name() + ".url = " + settings.url() + ": " + unknown(settings.scheme()));
        } else {
            settings.options()
                    .forEach((key, value) ->
                            problem(settings, provider, key, value).ifPresent(problems::add));
            problems.addAll(provider.problems(settings));
        }
        return problems;
    }

    private static Optional<String> problem(StoreSettings settings, StoreProvider provider, String key, String value) {
        String setting = "store." + settings.name() + "." + key;
        Optional<StoreOption> option = provider.options().stream()
                .filter(known -> known.name().equals(key))
                .findFirst();
        if (option.isEmpty()) {
            List<String> names =
                    provider.options().stream().map(StoreOption::name).toList();
            return Optional.of(setting + " "
                    + provider.refusal(key)
                            .orElseGet(() -> "is no setting of a store of " + provider.scheme() + ":"
                                    + Nearest.hint(key, names)));
        }
        List<String> allowed = option.get().allowed();
        return allowed.isEmpty() || allowed.contains(value)
                ? Optional.empty()
                : Optional.of(setting + " = " + value + " is not possible" + Nearest.hint(value, allowed));
    }

    private String unknown(String scheme) {
        String jar = ELSEWHERE.get(scheme);
        return jar == null
                ? "there is no store of that kind; there are " + String.join(", ", providers.keySet())
                : scheme + " is in " + jar + ", which is not on the class path; add dev.wharf:" + jar;
    }

    /**
     * Makes a store.
     *
     * @throws WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    public PayloadStore open(StoreSettings settings) {
        List<String> problems = problems(settings);
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        StoreProvider provider = Objects.requireNonNull(providers.get(settings.scheme()), "a scheme without problems");
        Map<String, String> options = new LinkedHashMap<>();
        for (StoreOption option : provider.options()) {
            if (option.fallback() != null) {
                options.put(option.name(), option.fallback());
            }
        }
        options.putAll(settings.options());
        return provider.open(new StoreSettings(settings.name(), settings.url(), options));
    }
}
