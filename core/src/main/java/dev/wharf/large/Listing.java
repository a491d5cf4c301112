package dev.wharf.large;

import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoredObject;
import java.util.List;
import java.util.function.Consumer;

/** Goes through the objects of a store page by page, in constant memory. Any thread. */
final class Listing {
    private Listing() {}

    static void of(PayloadStore store, String prefix, Consumer<StoredObject> each) {
        List<StoredObject> page = store.list(prefix, "");
        while (!page.isEmpty()) {
            page.forEach(each);
            page = store.list(prefix, page.get(page.size() - 1).key());
        }
    }
}
