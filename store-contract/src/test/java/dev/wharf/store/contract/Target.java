package dev.wharf.store.contract;

import dev.wharf.store.PayloadStore;
import java.util.Map;

/** A kind of store that is asked. */
interface Target extends AutoCloseable {

    enum Kind {
        FILE,
        MEMORY,
        S3MOCK,
        S3PROXY;

        boolean s3() {
            return this == S3MOCK || this == S3PROXY;
        }
    }

    Kind kind();

    /** Its settings, but for the defaults. */
    Map<String, String> options();

    /** A store that shares no object with those of other names. */
    String url(String name);

    /** Makes such a store, with more settings. */
    PayloadStore open(String name, Map<String, String> more);

    @Override
    void close();
}
