package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.large.Housekeeping;
import dev.wharf.large.PayloadSettings;
import dev.wharf.store.StoreSettings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which store is looked after, and the cluster whose records refer to it. */
final class PayloadsOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "STORE",
            description = "The name of the store (default: the only one there is).")
    private @Nullable String name;

    @Mixin
    private PayloadOptions payloads;

    @Mixin
    private ClientOptions client;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    PayloadsOptions() {}

    /** What is done with it. */
    interface Work {
        int with(Housekeeping housekeeping);
    }

    /** Opens the store and the cluster, and closes them behind it. */
    int run(PrintWriter err, Work work) {
        ClientSettings settings = client.settings();
        try (Embedded kafka = client.embedded(true, err)) {
            ClientSettings cluster = kafka.address().map(settings::at).orElse(settings);
            PayloadSettings known =
                    payloads.settings(cluster, kafka.address().isPresent() ? client.data() : null, Map.of());
            try (Housekeeping housekeeping = Housekeeping.open(cluster, store(known))) {
                return work.with(housekeeping);
            }
        }
    }

    private StoreSettings store(PayloadSettings known) {
        if (name == null && known.stores().size() == 1) {
            return known.stores().values().iterator().next();
        }
        StoreSettings store = name == null ? null : known.stores().get(name);
        if (store == null) {
            String there = known.stores().isEmpty()
                    ? "name one with --store NAME=URL"
                    : "there are "
                            + String.join(", ", new TreeSet<>(known.stores().keySet()));
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    (name == null ? "it is not said which store is meant" : "there is no store " + name) + "; "
                            + there);
        }
        return store;
    }
}
