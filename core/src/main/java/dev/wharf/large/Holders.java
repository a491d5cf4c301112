package dev.wharf.large;

import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import dev.wharf.store.StoreUpload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which topics may hold references to the objects of a store: whoever writes such a reference to a topic notes
 * the topic in the store before, so that nothing is taken for an orphan that a record still refers to. Any thread.
 */
final class Holders {
    private static final String PREFIX = "wharf-holders/";

    private Holders() {}

    /**
     * A topic of a cluster.
     *
     * @param clusterId as its brokers tell it
     */
    record Holder(String clusterId, String topic) {}

    /** Notes a topic; null for no store notes nothing. */
    static void register(@Nullable PayloadStore store, String clusterId, String topic) {
        if (store == null) {
            return;
        }
        String key = PREFIX + clusterId + "/" + topic;
        if (store.find(key).isPresent()) {
            return;
        }
        try (StoreUpload upload = store.upload(key, new ByteBudget(1))) {
            var unused = upload.complete();
        } catch (StoreException e) {
            if (e.failure() != StoreFailure.EXISTS) {
                throw e;
            }
        }
    }

    /** Takes the note of a topic away: no record of it refers to anything any more. */
    static void forget(PayloadStore store, String clusterId, String topic) {
        store.delete(PREFIX + clusterId + "/" + topic);
    }

    /** All topics that were noted. */
    static List<Holder> of(PayloadStore store) {
        List<Holder> holders = new ArrayList<>();
        Listing.of(store, PREFIX, object -> {
            String[] parts = object.key().substring(PREFIX.length()).split("/", 2);
            if (parts.length == 2) {
                holders.add(new Holder(parts[0], parts[1]));
            }
        });
        return holders;
    }
}
