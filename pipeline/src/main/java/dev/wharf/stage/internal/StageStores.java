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
import java.util.function.UnaryOperator;

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
        stores.stores(written -> written)
                .forEach((name, store) ->
                        catalog.problems(store).forEach(problem -> config.problem(KEY, "stores: " + problem)));
        return stores;
    }

    private Map<String, StoreSettings> stores(UnaryOperator<String> resolve) {
        Map<String, String> named = new LinkedHashMap<>();
        settings.forEach((key, value) -> named.put(key.contains(".") ? key : key + ".url", resolve.apply(value)));
        return StoreSettings.byName(named);
    }

    /** Opens them for the records of a topic; closed with the run. */
    PayloadReader open(OutsideContext context, ClientSettings client, String topic) {
        PayloadSettings payloads = PayloadSettings.of(client);
        for (StoreSettings store : stores(new Secrets(System.getenv())::resolve).values()) {
            payloads = payloads.into(store);
        }
        String clientId = "wharf-" + context.pipeline() + "-" + context.id();
        PayloadReader reader = PayloadReader.open(payloads, clientId, List.of(topic));
        context.closes(reader);
        return reader;
    }
}
