package dev.wharf.stage.internal;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.Secrets;
import dev.wharf.large.PayloadReader;
import dev.wharf.large.PayloadSettings;
import dev.wharf.stage.OutsideContext;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.StageConfig;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where large payloads are that records of a topic refer to, as configured: secrets are still references.
 *
 * @param settings the URL of each store by its name, and further settings by {@code NAME.KEY}
 */
record StageStores(Map<String, String> settings) {
    private static final String KEY = "stores";

    StageStores {
        settings = Map.copyOf(settings);
    }

    static Parameter parameter() {
        return Parameter.optional(
                        KEY,
                        Parameter.Type.TABLE,
                        null,
                        "Stores of large payloads that records may refer to, by their names: archive ="
                                + " \"s3://BUCKET/PREFIX\"; further settings as \"archive.region\". Payloads in chunks"
                                + " need none.")
                .only(Place.SOURCE);
    }

    /** Reads it, and reports what is wrong. */
    static StageStores of(StageConfig config) {
        StageStores stores = new StageStores(config.table(KEY));
        StoreCatalog catalog = StoreCatalog.load();
        stores.stores(new Secrets(Map.of()), false)
                .forEach((name, store) ->
                        catalog.problems(store).forEach(problem -> config.problem(KEY, "stores: " + problem)));
        return stores;
    }

    private Map<String, StoreSettings> stores(Secrets secrets, boolean resolved) {
        Map<String, Map<String, String>> byName = new TreeMap<>();
        settings.forEach((key, written) -> {
            int dot = key.indexOf('.');
            String name = dot < 0 ? key : key.substring(0, dot);
            byName.computeIfAbsent(name, unknown -> new LinkedHashMap<>())
                    .put(dot < 0 ? "url" : key.substring(dot + 1), resolved ? secrets.resolve(written) : written);
        });
        Map<String, StoreSettings> stores = new TreeMap<>();
        byName.forEach((name, options) -> {
            String url = options.getOrDefault("url", "");
            options.remove("url");
            stores.put(name, new StoreSettings(name, url, options));
        });
        return stores;
    }

    /** Opens them for the records of a topic; closed with the run. */
    PayloadReader open(OutsideContext context, ClientSettings client, String topic) {
        PayloadSettings payloads = PayloadSettings.of(client);
        for (StoreSettings store : stores(new Secrets(System.getenv()), true).values()) {
            payloads = payloads.into(store);
        }
        String clientId = "wharf-" + context.pipeline() + "-" + context.id();
        PayloadReader reader = PayloadReader.open(payloads, clientId, List.of(topic));
        context.closes(reader);
        return reader;
    }
}
