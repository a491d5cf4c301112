package dev.wharf.pipeline;

import dev.wharf.stage.StageProvider;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** All kinds of stages on the class path, by name. Immutable. */
public final class StageCatalog {
    private final Map<String, StageProvider> byFunction = new TreeMap<>();

    private StageCatalog(Iterable<StageProvider> providers) {
        providers.forEach(provider -> byFunction.put(provider.descriptor().function(), provider));
    }

    /** Finds them by {@link ServiceLoader}; none loads its libraries by that. */
    public static StageCatalog load() {
        return new StageCatalog(ServiceLoader.load(StageProvider.class));
    }

    public Optional<StageProvider> find(String function) {
        return Optional.ofNullable(byFunction.get(function));
    }

    /** In the order of their names. */
    public Collection<StageProvider> all() {
        return byFunction.values();
    }

    public Collection<String> functions() {
        return byFunction.keySet();
    }
}
